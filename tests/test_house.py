"""The house keeps its own rules: docs/house.md says which room may import which."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import newscrawl
from pipelines.workers import PACKAGES

ROOT = Path(__file__).resolve().parents[1]
OURS = ("newscrawl", "pipelines")

#: Imported by name, but installed by Scrapy or trafilatura, which cannot do without.
COME_ALONG = {"twisted", "zope", "protego", "packaging", "w3lib", "charset_normalizer"}
#: Name of a distribution where it is not the name of its package.
PACKAGE_OF = {
    "python-dateutil": "dateutil",
    "pyyaml": "yaml",
    "faust-cchardet": "cchardet",
    "markdown-it-py": "markdown_it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    floor: int
    modules: tuple[str, ...]
    packages: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    module: str
    target: str
    line: int
    only_types: bool

    @property
    def package(self) -> str:
        return self.target.partition(".")[0]

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


@cache
def rooms() -> tuple[Room, ...]:
    text = (ROOT / "docs/house.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| (`.+?) \| (.+?) \|$", text, re.M)
    return tuple(
        Room(
            floor=int(floor),
            modules=tuple(re.findall(r"`([\w.]+)`", modules)),
            packages=frozenset(re.findall(r"\w+", packages)) - {"nothing"},
        )
        for floor, modules, packages in rows
    )


@cache
def sources() -> dict[str, ast.Module]:
    """Return every module of the product by its dotted name."""
    found = {}
    for package in OURS:
        for file in sorted((ROOT / package).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = parsed(file)
    return found


def parsed(file: Path) -> ast.Module:
    """Return the tree of a module.

    Asked twice: while a thread prints where an exception came from, Python 3.11 fails here.
    """
    text = file.read_text("utf-8")
    try:
        return ast.parse(text, str(file))
    except SystemError:
        return ast.parse(text, str(file))


def type_only(tree: ast.Module) -> set[ast.AST]:
    return {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test).endswith("TYPE_CHECKING")
        for part in block.body
        for node in ast.walk(part)
    }


@cache
def imports() -> tuple[Import, ...]:
    """Return every import of the product, those inside functions too."""
    modules = sources()

    def targets(node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules else str(node.module)

    return tuple(
        Import(module=name, target=target, line=node.lineno, only_types=node in types)
        for name, tree in modules.items()
        for types in [type_only(tree)]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for target in targets(node)
        if target != "__future__"
    )


def room_of(module: str) -> Room | None:
    """Return the room with the longest name that `module` lies in; a bare package is itself."""
    best: tuple[int, Room] | None = None
    for room in rooms():
        for name in room.modules:
            inside = module == name or (name not in OURS and module.startswith(f"{name}."))
            if inside and (best is None or len(name) > best[0]):
                best = (len(name), room)
    return best[1] if best else None


def test_every_module_has_its_room() -> None:
    homeless = [name for name in sources() if name != "pipelines" and room_of(name) is None]
    assert not homeless, "name them in the floors table of docs/house.md"


def test_every_room_of_the_table_stands() -> None:
    named = {module for room in rooms() for module in room.modules}
    assert len(rooms()) >= 10
    assert not named - set(sources())


def test_every_room_is_in_the_tree_of_the_house() -> None:
    tree = (ROOT / "docs/house.md").read_text("utf-8").partition("```text")[2].partition("```")[0]
    absent = [
        file.relative_to(ROOT).as_posix()
        for package in OURS
        for file in (ROOT / package).iterdir()
        if not file.name.startswith(("__", "py.typed"))
        and not re.search(rf"^  {re.escape(file.name)}/? ", tree, re.M)
    ]
    absent += [
        folder.relative_to(ROOT).as_posix()
        for folder in (ROOT / "pipelines" / "readers").iterdir()
        if (folder / "__init__.py").exists() and f"\n    {folder.name}/ " not in tree
    ]
    assert not absent


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no checkout: nothing is kept here")
def test_the_top_keeps_what_the_tree_of_the_house_names() -> None:
    tree = (ROOT / "docs/house.md").read_text("utf-8").partition("```text")[2].partition("```")[0]
    named = {word.rstrip("/") for line in re.findall(r"^\S.*", tree, re.M) for word in line.split()}
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    kept = {path.partition("/")[0] for path in listed.stdout.decode().split("\0") if path}
    assert kept <= named


def test_imports_run_down() -> None:
    wrong = []
    for one in imports():
        here, there = room_of(one.module), room_of(one.target)
        if one.package not in OURS or here is None or there is None or here is there:
            continue
        if one.module == "newscrawl" and one.only_types:
            continue  # the public face names what lies above it, and loads it when asked
        if there.floor >= here.floor:
            wrong.append(f"{one} (floor {here.floor} to {there.floor})")
    assert not wrong


def test_pipelines_never_know_newscrawl() -> None:
    assert not [
        str(one)
        for one in imports()
        if one.module.startswith("pipelines") and one.package == "newscrawl"
    ]


def test_a_room_uses_only_the_packages_of_its_row() -> None:
    strangers = [
        str(one)
        for one in imports()
        for room in [room_of(one.module)]
        if one.package not in OURS
        and one.package not in sys.stdlib_module_names
        and room is not None
        and one.package not in room.packages
    ]
    assert not strangers


def test_every_package_of_the_readers_is_looked_for_before_pages_are_read() -> None:
    readers = room_of("pipelines.readers.post")
    assert readers is not None
    assert readers.packages == set(PACKAGES)


def test_no_circle_not_even_inside_a_function() -> None:
    edges: dict[str, set[str]] = {}
    for one in imports():
        if one.package in OURS and not one.only_types:
            edges.setdefault(one.module, set()).add(one.target)
    settled: set[str] = set()

    def walk(module: str, path: tuple[str, ...]) -> list[str]:
        if module in path:
            return [" -> ".join((*path[path.index(module) :], module))]
        if module in settled:
            return []
        found = [
            circle
            for target in sorted(edges.get(module, ()))
            if target != module
            for circle in walk(target, (*path, module))
        ]
        settled.add(module)
        return found

    assert not [circle for module in sorted(edges) for circle in walk(module, ())]


def test_readers_touch_no_file_socket_or_clock() -> None:
    forbidden = {
        "http",
        "io",
        "os",
        "pathlib",
        "random",
        "shutil",
        "socket",
        "sqlite3",
        "subprocess",
        "tempfile",
        "time",
    }
    readers = {n: t for n, t in sources().items() if n.startswith("pipelines.readers")}
    found = [
        str(one)
        for one in imports()
        if one.module in readers
        and (one.package in forbidden or one.target == "urllib.request")
        # the switch that makes a reader's fault fail a test
        and (one.module, one.package) != ("pipelines.readers.answer", "os")
    ]
    found += [
        f"{name}:{node.lineno} calls {ast.unparse(node.func)}"
        for name, tree in readers.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and re.fullmatch(r"open|(date|datetime)\.(now|today|utcnow)", ast.unparse(node.func))
    ]
    assert not found


def test_nobody_edits_the_import_path() -> None:
    files = [ROOT / "run.py"]
    for folder in (*OURS, "tests", "benchmarks"):
        files += sorted((ROOT / folder).rglob("*.py"))
    assert not [
        str(file.relative_to(ROOT))
        for file in files
        for text in [file.read_text("utf-8")]
        if "sys.path" in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call | ast.Assign | ast.AugAssign | ast.Delete)
        and re.match(
            r"(del )?sys\.path(\.(append|insert|extend|remove|pop)\(|\[[^]]*\] *=|(\[.*\])?$| *\+?= )",
            ast.unparse(node),
        )
    ]


def test_module_names_say_something() -> None:
    empty = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "stuff"}
    assert not [name for name in sources() if set(name.split(".")) & empty]


def test_a_module_opens_with_one_sentence() -> None:
    bad = []
    for name, tree in sources().items():
        first = (ast.get_docstring(tree) or "").partition("\n\n")[0]
        if tree.body and not re.search(r"[.:!?]$", first):
            bad.append(name)
    assert not bad


def test_a_public_function_says_what_it_gives() -> None:
    assert not [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in sources().items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]


def test_the_product_names_no_test_host() -> None:
    hosts = re.compile(r"\b[\w-]+\.test\b|qoogle|behealthy4u", re.I)
    assert not [
        f"{name}:{node.lineno} {node.value!r}"
        for name, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and hosts.search(node.value)
    ]


def test_every_package_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        lines += extra
    named = [re.split(r"[^\w-]", line)[0].lower() for line in lines]
    declared = {PACKAGE_OF.get(name, name.replace("-", "_")) for name in named} | COME_ALONG
    used = {one.package for one in imports()} - set(OURS) - set(sys.stdlib_module_names)
    undeclared = used - declared
    assert not undeclared


def test_the_public_face_is_what_it_says() -> None:
    visible = {name for name in dir(newscrawl) if not name.startswith("_")}
    assert visible | {"__version__"} == set(newscrawl.__all__)
    for name in newscrawl.__all__:
        assert getattr(newscrawl, name) is not None


def test_migrations_stand_in_one_line() -> None:
    # Two that were made side by side follow the same one, and no archive can be upgraded then.
    folder = ROOT / "pipelines" / "archive" / "migrations" / "versions"
    follows = {
        path.name[:4]: re.findall(r'^down_revision = "(\d{4})"', path.read_text(), re.MULTILINE)
        for path in sorted(folder.glob("0*.py"))
    }
    assert [*follows.values()] == [[], *([name] for name in list(follows)[:-1])]


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == newscrawl.__version__


@pytest.mark.parametrize(
    ("module", "strangers"),
    [
        ("newscrawl", ["scrapy", "sqlalchemy", "lxml", "twisted", "pipelines.items"]),
        ("newscrawl.__main__", ["scrapy", "sqlalchemy", "trafilatura", "twisted", "rich"]),
        ("pipelines.readers.post", ["scrapy", "sqlalchemy", "twisted", "rich", "newscrawl"]),
        ("newscrawl.addon", ["pipelines.readers.post", "pipelines.readers.fields.body"]),
        ("newscrawl.spiders.blog", ["pipelines.readers.post", "pipelines.readers.fields.body"]),
        ("pipelines.archive", ["scrapy", "lxml", "twisted", "newscrawl"]),
        ("pipelines.archive.prepared", ["scrapy", "sqlalchemy", "lxml", "twisted", "newscrawl"]),
    ],
)
def test_what_an_import_does_not_bring_along(module: str, strangers: list[str]) -> None:
    code = f"import sys, {module}; print(*(m for m in {strangers!r} if m in sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == []
