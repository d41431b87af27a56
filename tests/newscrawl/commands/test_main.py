"""The tool as a whole: verbs are found, help is cheap, every end has its exit code."""

from __future__ import annotations

import ast
import json
import os
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import newscrawl.commands
from newscrawl import exits
from newscrawl.__main__ import EXIT_CODES, VerbParser, main
from newscrawl.commands import SUMMARIES
from pipelines.archive import open_archive
from pipelines.archive.writer import write_posts
from tests.newscrawl.commands.conftest import Tool
from tests.newscrawl.exports.made import post_of
from tests.servers import warm

FOLDER = Path(newscrawl.commands.__file__).parent
WORDS = sorted(SUMMARIES)


def test_each_file_is_a_verb_and_each_verb_a_file() -> None:
    files = {path.stem for path in FOLDER.glob("[!_]*.py")}
    assert files == set(SUMMARIES)


@pytest.mark.parametrize("word", WORDS)
def test_each_verb_explains_itself_with_an_example(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word, "--help"]) == exits.DONE
    said = capsys.readouterr().out
    assert "Example" in said
    assert f"newscrawl {word}" in said.partition("Example")[2]


@pytest.mark.parametrize("word", WORDS)
def test_each_example_is_a_line_the_verb_takes(word: str) -> None:
    module = import_module(f"newscrawl.commands.{word}")
    examples = [
        line.split("newscrawl ", 1)[1]
        for line in (module.__doc__ or "").partition("Example")[2].splitlines()
        if "newscrawl " in line
    ]
    assert examples
    for example in examples:
        parser = VerbParser()
        module.add_arguments(parser)
        typed = example.partition("<")[0].partition(">")[0].partition("|")[0]
        parser.parse_args(shlex.split(typed)[1:])


def test_an_argument_that_is_no_text_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    db = str(tmp_path / "archive.db")
    assert main(["db", "upgrade", "--db", db]) == exits.DONE
    for words in (["list", "--tag", "\udcff"], ["list", "--author", "\udcff"]):
        assert main([*words, "--db", db]) == exits.USAGE
        said = capsys.readouterr().err
        assert "'\\udcff' is no text in the encoding of this shell" in said
        assert said.count("\n") == 1


@pytest.mark.parametrize("words", [["export", "--format", "atom"], ["list", "--json"]])
def test_what_programs_read_is_utf_8_whatever_the_shell_writes(
    words: list[str], tmp_path: Path
) -> None:
    db = tmp_path / "archive.db"
    with open_archive(f"sqlite:///{db}") as archive:
        write_posts(archive, [post_of(1, "똠방각하 펲시 ﷽")])
    done = subprocess.run(
        [sys.executable, "-m", "newscrawl", *words, "--db", db],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "euc-kr"},
        check=True,
    )
    assert "똠방각하 펲시 ﷽" in done.stdout.decode("utf-8")


def test_help_lists_every_verb_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == exits.DONE
    said = capsys.readouterr().out
    for word in SUMMARIES:
        assert f"  {word}" in said
    for code in (0, 1, 2, 3, 4, 5, 6):
        assert f"  {code}  {EXIT_CODES[code]}" in said


def test_a_word_alone_is_no_work_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == exits.USAGE
    assert "usage: newscrawl VERB" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        ("search", "지도", "--limit", "5", "OR", "김치"),
        ("diff", "1", "--json", "1", "1"),
        ("db", "copy", "--rows-only", "{db}", "copy.db"),
        ("schedule", "add", "--every", "6h", "one", "--url", "https://one.example/"),
    ],
    ids=lambda line: line[0],
)
def test_options_stand_between_words_as_well_as_after_them(
    line: tuple[str, ...],
    tool: Tool,
    db: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    given = [str(db) if word == "{db}" else word for word in line]
    done = tool(*given, *(() if line[0] == "db" else ("--db", str(db))))
    assert done.code == exits.DONE, done.err


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (["lst"], "did you mean 'list'?"),
        (["--db", "x", "list"], "the verb comes first"),
        (["export", "--limit", "many"], "'many' is not a whole number"),
        (["list", "--limit", "99999999999"], "'99999999999' is more than can be counted to"),
        (["import", "", "--db", "x.db"], "there is nothing at ''"),
        (["import", ".", "--db", "sqlite://"], "names no file: all of it is lost"),
        (["crawl", "https://a.example/", "--db", "sqlite:///:memory:"], "names no file"),
        (["export", "--since", "soon"], "cannot read 'soon' as a date"),
        (["export", "--bom"], "--bom goes with --format csv"),
        (["list", "--db", "sqlite:a.db"], "write sqlite:///archive.db"),
        (["list", "--colour"], "see newscrawl list --help"),
        (["list", "--lmit", "3"], "did you mean --limit? see newscrawl list --help"),
        (["db"], "`newscrawl db upgrade`, `newscrawl db check` or `newscrawl db copy FROM TO`"),
        (["reread", "--after", "x"], "'x' is not the number of a post; `newscrawl list` shows"),
        (["export", "--words", "-선거"], "written --words=-..."),
        (["read"], "newscrawl read FILE --url URL"),
        (["crawl"], "URL"),
        (["crawl", "https://blog.example/", "-s", "NAME"], "write NAME=VALUE"),
        (["crawl", "https://blog.example/", "-s", "LOG_LEVEL=LOUD"], "write DEBUG, INFO, WARNING"),
        (["import", ".", "--addresses", "none.tsv"], "No such file or directory; name a file of"),
    ],
)
def test_a_slip_is_one_line_with_a_way_out_and_code_1(
    line: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line) == exits.USAGE
    said = capsys.readouterr().err
    assert hint in said
    assert said.count("\n") == 1


def test_a_setting_that_is_none_is_one_line() -> None:
    # Not in this process: a crawl that has begun, whatever comes of it, takes over its signals.
    done = warm.run(["-m", "newscrawl", "crawl", "https://blog.example/", "-s", "NEWSCRAWL_X=1"])
    assert done.returncode == exits.USAGE
    assert done.stderr == "newscrawl: unknown setting NEWSCRAWL_X\n"


@pytest.mark.parametrize(
    ("line", "package"),
    [
        (["list", "--db", "postgresql://db.example/archive"], "sqlalchemy"),
        (["crawl", "https://blog.example/"], "scrapy"),
        (["crawl", "https://blog.example/"], "warcio"),
        (["crawl", "https://blog.example/"], "lxml"),
        (["crawl", "https://blog.example/"], "nh3"),
        (["read", __file__, "--url", "https://blog.example/1"], "trafilatura"),
    ],
)
def test_a_package_that_is_missing_is_named_in_one_line(
    line: list[str], package: str, tmp_path: Path
) -> None:
    code = (
        f"import sys; sys.modules[{package!r}] = None; from newscrawl.__main__ import main;"
        f"sys.exit(main({line!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(FOLDER.parents[1])},
    )
    assert done.returncode == exits.USAGE, done.stderr
    assert f"the package {package} is missing or broken" in done.stderr
    assert "pip install" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_imports_neither_scrapy_nor_sql_nor_rich() -> None:
    code = (
        "import sys; from newscrawl.__main__ import main; main(['--help']);"
        "heavy = {'scrapy', 'twisted', 'sqlalchemy', 'rich', 'lxml'} & set(sys.modules);"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=FOLDER.parents[1],
    )
    assert done.returncode == 0, done.stderr


def test_no_verb_imports_scrapy_or_sql_before_it_is_run() -> None:
    for path in FOLDER.glob("*.py"):
        if path.name == "_diff.py":
            continue  # imported by `diff` when it runs and has two posts at hand
        for node in ast.parse(path.read_text("utf-8")).body:
            names = [alias.name for alias in getattr(node, "names", [])]
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                assert not name.startswith(("scrapy", "sqlalchemy", "pipelines.archive")), path


def test_a_name_beside_it_that_is_not_its_sibling_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "pipelines.py").write_text("")
    here = FOLDER.parents[1]
    code = f"import sys; sys.path.append({str(here)!r}); import newscrawl"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": ""},
    )
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "newscrawl needs its own package `pipelines`" in last
    assert str(tmp_path / "pipelines.py") in last


def test_the_same_verbs_are_reached_through_scrapy(tmp_path: Path) -> None:
    def scrapy(*words: str) -> subprocess.CompletedProcess[str]:
        return warm.run(["-m", "scrapy", "archive", *words])

    made = scrapy("db", "upgrade", "--json", "--db", str(tmp_path / "a.db"))
    assert made.returncode == exits.DONE, made.stderr
    assert json.loads(made.stdout)["version"]
    missing = scrapy("list", "--limit", "1", "--db", str(tmp_path / "b.db"))
    assert missing.returncode == exits.DATABASE
    assert missing.stderr.startswith("scrapy archive list: there is no database")
