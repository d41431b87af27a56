"""What is exported and imported again says the same, also what WordPress has no place for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from newscrawl.__main__ import main
from pipelines.archive import open_archive
from pipelines.archive.query import iter_records
from pipelines.archive.writer import write_posts
from pipelines.readers.post import read_post
from tests.golden_cases import page_of

#: With a player; several authors, or none; a date alone, of no zone, or none; a picture that is
#: only declared, or stands outside of the text; an address beside the canonical one.
CASES = (
    "blogger/captions",
    "ghost/spanish",
    "hugo/chinese",
    "plain/drupal",
    "plain/government-board",
    "plain/hatena",
    "plain/korean-two-reporters",
    "plain/no-container",
    "plain/qiita",
    "plain/sina",
)
#: Of when they were seen, not what they say.
OF_THE_RUN = ("first_seen", "last_seen")


def _said(database: str) -> dict[str, dict[str, Any]]:
    with open_archive(database) as archive:
        records = [dict(record) for record in iter_records(archive)]
    for record in records:
        for key in OF_THE_RUN:
            del record[key]
    return {record["url"]: record for record in records}


@pytest.fixture
def moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Path, str]:
    """Give an archive, the export of it as WXR, and where to import that."""
    monkeypatch.setenv("NEWSCRAWL_KEEP_FOLDER", str(tmp_path / "pages"))
    monkeypatch.setenv("NEWSCRAWL_WORKERS", "1")
    first, second = (f"sqlite:///{tmp_path / name}.db" for name in ("first", "second"))
    with open_archive(first) as archive:
        assert not write_posts(archive, [read_post(page_of(case)) for case in CASES]).rejected
    file = tmp_path / "posts.xml"
    assert main(["export", "--format", "wxr", "--out", str(file), "--db", first]) == 0
    return first, file, second


def test_an_export_for_wordpress_says_when_imported_what_was_exported(
    moved: tuple[str, Path, str],
) -> None:
    first, file, second = moved
    assert main(["import", str(file), "--db", second]) == 0
    there, here = _said(first), _said(second)
    assert here.keys() == there.keys()
    for url, record in there.items():
        for key, value in record.items():
            assert here[url][key] == value, (url, key)


def test_what_was_edited_in_wordpress_since_is_believed(moved: tuple[str, Path, str]) -> None:
    _, file, second = moved
    text = re.sub(
        r"(<wp:post_date(?:_gmt)?><!\[CDATA\[)\d{4}", r"\g<1>2004", file.read_text("utf-8")
    )
    text = re.sub(r"(<wp:author_display_name><!\[CDATA\[)[^\]]+", r"\g<1>김하늘", text)
    file.write_text(
        text.replace("<wp:author_login><![CDATA[newscrawl", "<wp:author_login><![CDATA[x")
    )
    assert main(["import", str(file), "--db", second]) == 0
    said = _said(second).values()
    assert {record["published"][:4] for record in said} == {"2004"}
    assert {tuple(record["author"]) for record in said} == {("김하늘",), ()}
