"""The house as it is to stay: names that are found, folders that fit one glance, nothing long, no rings of imports."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = ("bot", "storage", "config")
NAMES_OF_THE_FIELD = {"clustering", "ranking", "screening", "training", "messaging"}
"""Names that end in …ing because the field calls it so."""


@cache
def modules() -> dict[str, ast.Module]:
    """Return every module of ours by its path, migrations aside."""
    found = (path for folder in SOURCES for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in found}


def constants(tree: ast.Module) -> Iterator[str]:
    """Yield the names of a module's constants that are numbers or lengths of time."""
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and re.fullmatch("_?[A-Z][A-Z0-9_]*", target.id) and is_number(node.value):
            yield target.id.strip("_")


def is_number(value: ast.expr) -> bool:
    text = ast.unparse(value)
    return re.fullmatch(r"[-+*/ ()._0-9e]+|timedelta\(.*\)", text) is not None


def share(some: int, every: int) -> float:
    return some / every if every else 0.0


def test_files_are_named_by_nouns() -> None:
    names = [Path(path).stem for path in modules() if not path.endswith("__.py")]
    gerunds = [one for one in names if one.endswith("ing") and one not in NAMES_OF_THE_FIELD]
    assert share(len(gerunds), len(names)) <= 0.05, sorted(gerunds)


def test_a_folder_fits_one_glance() -> None:
    counts = Counter(str(Path(path).parent) for path in modules())
    assert {folder: count for folder, count in counts.items() if count > 15 and folder != "storage"} == {}


def test_a_class_name_exists_once() -> None:
    where = defaultdict(list)
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                where[node.name].append(path)
    assert {name: paths for name, paths in where.items() if len(paths) > 1} == {}


def test_numbers_carry_noun_and_unit() -> None:
    names = [name for tree in modules().values() for name in constants(tree)]
    single = sorted(name for name in names if "_" not in name)
    assert share(len(single), len(names)) <= 0.1, single


def test_nothing_is_long() -> None:
    long_files = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {path: lines for path, lines in long_files.items() if lines > 350} == {}
    functions = {
        f"{path}: {node.name}": node.end_lineno - node.lineno + 1
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno
    }
    assert {name: lines for name, lines in functions.items() if lines > 40} == {}


def test_no_ring_of_imports() -> None:
    assert rings_among(imports()) == []


def test_one_file_knows_the_words_of_a_database() -> None:
    knows = {
        path for path, tree in modules().items() for name in imported(tree) if name.startswith("sqlalchemy.dialects")
    }
    assert knows == {"storage/upsert.py"}


def test_nothing_private_of_a_library_is_imported() -> None:
    found = {
        f"{path}: {name}"
        for path, tree in modules().items()
        for name in imported(tree)
        if not name.startswith(SOURCES) and any(re.match("_[a-z]", part) for part in name.split("."))
    }
    assert found == set()


def test_what_is_loaded_by_its_name_is_there() -> None:
    """Neither the type checker nor the lint reads a name within quotes."""
    names = {name for tree in modules().values() for name in named(tree)}
    assert {"numpy", "bot.article.extraction.extract:read"} <= names
    assert {name for name in names if not is_there(name)} == set()


def test_the_version_is_that_of_the_latest_change() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    changes = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Changes")[2]
    latest = re.search(r"^- (\d+\.\d+):", changes, re.MULTILINE)
    assert latest is not None
    assert version == f"{latest[1]}.0"


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the modules that a module imports, and what it takes from them, as they are written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def named(tree: ast.Module) -> Iterator[str]:
    """Yield what a module names for later: modules to `lazy`, and functions of modules to `Remote`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"lazy", "Remote"}:
            yield from (one.value for one in node.args if isinstance(one, ast.Constant))


def is_there(name: str) -> bool:
    """Tell whether a name like `package.module` or `package.module:function` leads somewhere."""
    module, _, function = name.partition(":")
    try:
        found = import_module(module)
    except ImportError:
        return False
    return not function or callable(getattr(found, function, None))


def imports() -> dict[str, set[str]]:
    """Return which of our modules each of them imports, for types and within functions too."""
    names = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in modules()}
    found: dict[str, set[str]] = {}
    for name, path in names.items():
        wanted = {one if one in names else one.rpartition(".")[0] for one in imported(modules()[path])}
        found[name] = wanted & names.keys()
    return found


def rings_among(needs: dict[str, set[str]]) -> list[list[str]]:
    """Return the modules that reach themselves, those of one ring together."""
    reached = {name: reach(name, needs) for name in needs}
    inside = {name for name in needs if name in reached[name]}
    rings = {frozenset({name} | {one for one in inside & reached[name] if name in reached[one]}) for name in inside}
    return sorted(sorted(ring) for ring in rings)


def reach(start: str, needs: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = set(needs[start])
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting |= needs[one]
    return found


@pytest.mark.parametrize(("text", "number"), [("60 * 2", True), ("timedelta(days=1)", True), ('"a"', False)])
def test_what_counts_as_a_number(text: str, *, number: bool) -> None:
    assert is_number(ast.parse(text, mode="eval").body) is number


@pytest.mark.parametrize(
    ("name", "there"),
    [("config.lazy:lazy", True), ("config.lazy:lasy", False), ("config.lazy:__name__", False), ("config.laz", False)],
)
def test_what_counts_as_there(name: str, *, there: bool) -> None:
    assert is_there(name) is there
