"""The documents say what is there: every command in them runs, every name has its paragraph."""

from __future__ import annotations

import dataclasses
import os
import re
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import newscrawl
from newscrawl import exits, settings
from newscrawl.__main__ import main
from newscrawl.commands import SUMMARIES
from newscrawl.demo.server import served
from newscrawl.demo.source import BLOG
from pipelines import items
from pipelines.record import RECORD_KEYS
from tests.servers import warm
from tests.servers.blog import LiveBlog

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

#: Blocks that are not run, each with its reason beside it. A new one is a decision.
NOT_RUN = 3

#: The blog that documents speak of; a live one stands in for it.
EXAMPLE = "https://blog.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    document: str
    line: int
    language: str
    reason_not_to_run: str
    text: str


def blocks() -> Iterator[Block]:
    for file in DOCUMENTS:
        text = file.read_text("utf-8")
        for found in re.finditer(r"^```(\w*)(?: no-run: ([^\n]+))?\n(.*?)^```$", text, re.M | re.S):
            yield Block(
                document=file.relative_to(ROOT).as_posix(),
                line=text[: found.start()].count("\n") + 1,
                language=found[1],
                reason_not_to_run=found[2] or "",
                text=found[3],
            )


RUN = [
    block
    for block in blocks()
    if block.language in ("console", "sh", "python") and not block.reason_not_to_run
]


def commands(block: Block) -> str:
    """Return what a person would type; in a `console` block the rest is what they would see."""
    if block.language != "console":
        return block.text
    typed = re.findall(r"^\$ ((?:.*\\\n)*.*)$", block.text, re.M)
    return "\n".join(typed) + "\n"


@pytest.fixture
def place(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[Path, dict[str, str], str]]:
    """A folder like a checkout's, an environment for it, and the address of a live blog."""
    folder = tmp_path
    (folder / "bin").mkdir()
    for name in ("scrapy", "newscrawl"):
        program = folder / "bin" / name
        if request.param == "warm":
            warm.program(program, name)
        else:
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {name} "$@"\n')
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (folder / "docs_settings.py").write_text(
        "from newscrawl.settings import *\n"
        'NEWSCRAWL_ALLOW_NETWORKS = "127.0.0.0/8"\nNEWSCRAWL_WORKERS = 1\nDOWNLOAD_DELAY = 0\n'
    )
    (folder / "newscrawl").symlink_to(ROOT / "newscrawl")
    (folder / "pipelines").symlink_to(ROOT / "pipelines")
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "SCRAPY_SETTINGS_MODULE": "docs_settings",
        "NO_COLOR": "1",
    }
    with LiveBlog() as blog, served(blog):
        (folder / "urls.txt").write_text(blog.url(blog.posts[0]) + "\n")
        (folder / "post.html").write_bytes(
            blog.page(blog.posts[-1].path).body  # type: ignore[union-attr]
        )
        yield folder, environment, blog.origin


#: In `soak` each page is run as people would, from nothing.
STARTED = [
    pytest.param(document, started, marks=marks)
    for document in sorted({block.document for block in RUN})
    for started, marks in [("warm", ()), ("cold", pytest.mark.soak)]
]


@pytest.mark.parametrize(("document", "place"), STARTED, indirect=["place"])
def test_every_command_of_a_document_runs(
    document: str, place: tuple[Path, dict[str, str], str]
) -> None:
    folder, environment, origin = place
    for block in (block for block in RUN if block.document == document):
        program = (
            [sys.executable, "-"] if block.language == "python" else ["bash", "-euo", "pipefail"]
        )
        ran = subprocess.run(
            program,
            input=commands(block).replace(EXAMPLE, origin),
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=warm.PATIENCE_SECONDS,
            check=False,
        )
        assert ran.returncode == 0, (
            f"{document}:{block.line}\n{ran.stdout[-2000:]}{ran.stderr[-3000:]}"
        )


def test_blocks_that_are_not_run_are_counted() -> None:
    kept_back = [
        f"{b.document}:{b.line}: {b.reason_not_to_run}" for b in blocks() if b.reason_not_to_run
    ]
    assert len(kept_back) == NOT_RUN, kept_back


def test_every_block_says_what_it_is() -> None:
    assert not [f"{b.document}:{b.line}" for b in blocks() if not b.language]


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for file in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", file.read_text("utf-8")):
            if not re.match(r"[a-z]+:", target) and not (file.parent / target).exists():
                broken.append(f"{file.name}: {target}")
    assert not broken


def test_every_document_is_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert not [file.name for file in DOCUMENTS[1:] if f"docs/{file.name}" not in readme]


def section(document: str, name: str) -> str:
    """Return the text under the heading that bears `name` in backquotes; empty when none does."""
    text = (ROOT / "docs" / document).read_text("utf-8")
    found = re.search(rf"^(#+) [^\n]*`{re.escape(name)}`.*?(?=^#|\Z)", text, re.M | re.S)
    return found[0] if found else ""


@pytest.mark.parametrize("name", [name for name in dir(settings) if name.startswith("NEWSCRAWL_")])
def test_a_setting_has_its_paragraph_with_its_default(name: str) -> None:
    text = section("settings.md", name)
    default = getattr(settings, name)
    shown = f"Default: `{default}`" if default != "" else "Default: empty"
    assert shown in text
    assert len(text.split()) > 12, "say what it is for"


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in dir(settings)
        if name.isupper() and not name.startswith("NEWSCRAWL_") and name != "NEWSPIDER_MODULE"
    ],
)
def test_a_setting_of_scrapy_that_is_changed_is_listed(name: str) -> None:
    text = (ROOT / "docs/settings.md").read_text("utf-8")
    default = str(getattr(settings, name)).replace("|", r"\|")
    assert f"| `{name}` | `{default}` |" in text


def everything() -> str:
    return "\n".join(file.read_text("utf-8") for file in DOCUMENTS)


def test_no_document_speaks_of_a_setting_that_is_no_more() -> None:
    of_tests = ("REQUIRE_DBS", "SHARED", "SOAK_STEP", "TEST_")
    outside = {f"NEWSCRAWL_{name}" for name in of_tests}
    named = set(re.findall(r"\bNEWSCRAWL_[A-Z_]+[A-Z_]", everything()))
    assert not {name for name in named - outside if not hasattr(settings, name)}


def test_no_document_speaks_of_a_verb_that_is_no_more() -> None:
    code = re.findall(r"`([^`\n]+)`", everything())
    code += [line for block in blocks() for line in commands(block).splitlines()]
    called = re.compile(r"^(?:newscrawl|scrapy archive|python -m newscrawl) ([a-z]+)(?= |$)")
    verbs = {found[1] for line in code for found in [called.match(line)] if found}
    assert len(verbs) > 5
    assert not verbs - set(SUMMARIES)


def test_the_public_face_is_described() -> None:
    text = (ROOT / "docs/python.md").read_text("utf-8")
    assert not [name for name in newscrawl.__all__ if f"| `{name}" not in text]


@pytest.mark.parametrize("key", RECORD_KEYS)
def test_a_key_of_the_record_is_described(key: str) -> None:
    text = (ROOT / "docs/fields.md").read_text("utf-8")
    assert re.search(rf"^\| `{key}`", text, re.M)


@pytest.mark.parametrize(
    "attribute",
    [
        f"{kind.__name__}.{field.name}"
        for kind in (items.Post, items.Image, items.Link, items.Embed, items.Moment)
        for field in dataclasses.fields(kind)
    ],
)
def test_an_attribute_of_a_post_is_described(attribute: str) -> None:
    text = (ROOT / "docs/fields.md").read_text("utf-8")
    assert f"`{attribute}`" in text


def test_the_plans_are_those_beside_a_million_posts() -> None:
    text = (ROOT / "docs/plans.md").read_text("utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.plans"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    version, _, table = ran.stdout.partition("\n\n")
    if version in text:
        assert table in text
    else:  # another SQLite may plan otherwise; each statement has its line all the same
        begun = [line.split(" | ")[0] for line in table.splitlines() if " | " in line]
        assert begun
        assert not [words for words in begun if f"{words} | " not in text]


def spiders() -> list[dict[str, object]]:
    from newscrawl.commands.spiders import described_spiders

    return described_spiders()


def test_every_spider_is_described_with_its_arguments() -> None:
    text = (ROOT / "docs/spiders.md").read_text("utf-8")
    common = text.partition("## Arguments that every spider takes")[2]
    missing = []
    for spider in spiders():
        part = section("spiders.md", str(spider["name"]))
        missing += [] if part else [str(spider["name"])]
        missing += [
            f"{spider['name']}.{argument['name']}"
            for argument in spider["arguments"]  # type: ignore[attr-defined]
            if f"`{argument['name']}`" not in part + common
        ]
    assert not missing


@pytest.mark.parametrize("verb", sorted(SUMMARIES))
def test_a_command_is_described_with_its_options(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = section("commands.md", f"newscrawl {verb}")
    assert main([verb, "--help"]) == exits.DONE
    own = re.findall(r"^  (-.+?)(?:  |$)", capsys.readouterr().out, re.M)  # not those of examples
    options = set(re.findall(r"--[a-z][a-z-]+", " ".join(own))) - {"--help"}
    assert text
    common = (ROOT / "docs/commands.md").read_text("utf-8").partition("## Options of many")[2]
    assert not {o for o in options if not re.search(rf"{o}(?![\w-])", text + common)}


def test_every_exit_code_is_described() -> None:
    text = (ROOT / "docs/reliability.md").read_text("utf-8")
    codes = {
        name: code
        for name, code in vars(exits).items()
        if name.isupper() and name[0] != "_" and name != "ERRORS_AT_LEAST"
    }
    assert len(codes) == 7
    assert not [name for name, code in codes.items() if f"| {code} | `{name}` |" not in text]


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lines = [*project["project"]["dependencies"]]
    for extra in project["project"]["optional-dependencies"].values():
        lines += extra
    for group in project["dependency-groups"].values():
        lines += group
    names = {re.split(r"[^\w-]", line)[0] for line in lines}
    text = (ROOT / "docs/why.md").read_text("utf-8")
    assert not {name for name in names if f"| `{name}` |" not in text}


def test_the_truth_of_the_bundled_blog_names_its_posts() -> None:
    assert len(list((BLOG / "_posts").iterdir())) == (BLOG / "truth.json").read_text().count(
        '"path"'
    )
