"""Libraries that take long to load, or much memory, and that most of what the program does never needs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class LazyModule(ModuleType):
    """Stands for a module until something of it is used: then that is loaded, by whichever thread comes first."""

    def __getattr__(self, name: str) -> Any:
        with _nothing_collected():
            value = getattr(import_module(self.__name__), name)
        setattr(self, name, value)
        return value


def lazy(name: str) -> Any:
    """Return what stands for a module; nothing of it is loaded yet.

    Args:
        name: Of a module that can be imported, in full.
    """
    return LazyModule(name)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Keep the garbage collector from its looks while modules are loaded: what they make stays, and it is much."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()
