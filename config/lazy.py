"""Libraries that take long to load, or much memory, and that most of what the program does never needs."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any


class LazyModule(ModuleType):
    """Stands for a module until something of it is used: then that is loaded, by whichever thread comes first."""

    def __getattr__(self, name: str) -> Any:
        value = getattr(import_module(self.__name__), name)
        setattr(self, name, value)
        return value


def lazy(name: str) -> Any:
    """Return what stands for a module; nothing of it is loaded yet.

    Args:
        name: Of a module that can be imported, in full.
    """
    return LazyModule(name)
