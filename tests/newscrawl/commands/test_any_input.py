"""Whatever the web wrote, the verbs show it: nothing raises, nothing escapes."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.commands._markdown import markdown_of
from newscrawl.commands._output import json_text
from newscrawl.exports.csv import write_csv
from pipelines.harmless import harmless, one_line
from pipelines.record import RECORD_KEYS

TEXT = st.text(st.characters())  # surrogates and control characters, too
TAGS = st.sampled_from(
    "p b a ul ol li table tr td th pre code blockquote figure img figcaption h2 hr br iframe x".split()
)
HTML = st.lists(
    st.one_of(
        TEXT,
        TAGS.map("<{}>".format),
        TAGS.map("</{}>".format),
        st.builds('<{} href="{}" src="{}" alt="{}">'.format, TAGS, TEXT, TEXT, TEXT),
    ),
    max_size=60,
).map("".join)


@given(HTML)
def test_any_html_becomes_markdown(html: str) -> None:
    assert isinstance(markdown_of(html), str)


@given(TEXT)
def test_no_text_holds_a_control_character_once_it_is_shown(text: str) -> None:
    line, body = one_line(text), harmless(text)
    assert "\n" not in line
    assert "\t" not in line
    for shown in (line, body):
        shown.encode()
        kinds = {unicodedata.category(letter) for letter in shown if letter not in "\n\t"}
        assert not kinds & {"Cc", "Cs", "Zl", "Zp"}


@given(TEXT)
def test_a_record_is_one_line_whoever_splits_them(text: str) -> None:
    line = json_text({"title": text})
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"title": text}


def test_what_is_json_in_a_cell_is_json_also_when_there_is_none_of_it() -> None:
    file = io.StringIO(newline="")
    empty: dict[str, list[str]] = {name: [] for name in ("author", "images", "links", "embeds")}
    write_csv([empty | {"tags": ["하나", "둘"]}], file)
    [row] = csv.DictReader(io.StringIO(file.getvalue(), newline=""))
    assert [row[name] for name in ("images", "links", "embeds")] == ["[]"] * 3
    assert (row["author"], row["tags"]) == ("", "하나 | 둘")


@given(st.lists(TEXT, min_size=len(RECORD_KEYS), max_size=len(RECORD_KEYS)))
def test_any_record_survives_csv(values: list[str]) -> None:
    file = io.StringIO(newline="")
    write_csv([dict(zip(RECORD_KEYS, values, strict=True))], file)
    heading, row = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert tuple(heading) == RECORD_KEYS
    for value, cell in zip(values, row, strict=True):
        plain = value.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
        assert cell.removeprefix("'") == plain.removeprefix("'")
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
