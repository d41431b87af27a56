"""The peers of extraction.py: what each makes of a page, asked once and kept.

Every peer is given the decoded text of the page, so none loses to a wrong guess of its charset,
and is asked for what it can give; a field that it has no answer for by its nature is not scored.
"""

from __future__ import annotations

import importlib
import json
import re
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import trafilatura

from pipelines.readers.text.encoding import decode
from pipelines.readers.text.legal_text import clean_text
from pipelines.readers.trees.block_text import text_lines
from pipelines.readers.trees.parsing import parse

Row = dict[str, Any]

#: Seconds after which a peer is taken for hanging on a page; its answer is then empty.
PATIENCE_SECONDS = 120


#: What some peers believe before the text that they are given.
_DECLARED = re.compile(r"""(<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?)[\w:-]+""", re.IGNORECASE)


def decoded(row: Row, body: bytes) -> str:
    """Return the page as text that declares the encoding in which a peer may write it again."""
    declared = f"text/html; charset={row['charset']}" if row.get("charset") else ""
    text = clean_text(decode(body, declared).text)
    return _DECLARED.sub(r"\1utf-8", text)


def read_trafilatura(row: Row, body: bytes) -> Row:
    """Return what trafilatura makes of the page, metadata on."""
    found = trafilatura.bare_extraction(
        decoded(row, body), url=row["url"] or None, with_metadata=True
    )
    if found is None:
        return {}
    return {
        "title": found.title,
        "body_text": found.text,
        "author": [name.strip() for name in (found.author or "").split(";") if name.strip()],
        "published": found.date,
        "tags": found.tags or [],
    }


def read_trafilatura_links(row: Row, body: bytes) -> Row:
    """Return the links and pictures that trafilatura keeps when asked to, which costs it text."""
    found = trafilatura.bare_extraction(
        decoded(row, body), url=row["url"] or None, include_links=True, include_images=True
    )
    if found is None or found.body is None:
        return {}
    return {
        "links": [target for ref in found.body.iter("ref") if (target := ref.get("target"))],
        "images": [src for graphic in found.body.iter("graphic") if (src := graphic.get("src"))],
    }


def read_readability(row: Row, body: bytes) -> Row:
    """Return what readability-lxml makes of the page."""
    from readability import Document

    page = Document(decoded(row, body), url=row["url"] or None)
    summary = parse(page.summary(html_partial=True))
    author = page.author() if hasattr(page, "author") else None
    return {
        "title": page.short_title(),
        "body_text": "\n".join(text_lines(summary)),
        # What it says when it found none.
        "author": [author] if author and author != "[no-author]" else [],
        "links": [link.get("href") for link in summary.iter("a") if link.get("href")],
        "images": [image.get("src") for image in summary.iter("img") if image.get("src")],
    }


def read_goose(row: Row, body: bytes) -> Row:
    """Return what goose3 makes of the page."""
    from goose3 import Goose

    found = Goose({"enable_image_fetching": False}).extract(raw_html=decoded(row, body))
    stated = str(found.publish_date or "")
    if not stated[:4].isdigit():  # another form than ISO's, which it reads too
        stated = str(found.publish_datetime_utc or "")
    return {
        "title": found.title,
        "body_text": found.cleaned_text,
        "author": found.authors,
        "published": stated,
        "tags": list(found.tags or ()),
        "language": found.meta_lang,
        "links": found.links,
    }


def read_newspaper(row: Row, body: bytes) -> Row:
    """Return what newspaper4k makes of the page."""
    from newspaper import Article

    found = Article(row["url"] or "http://unknown.invalid/", fetch_images=False)
    found.download(input_html=decoded(row, body))
    found.parse()
    return {
        "title": found.title,
        "body_text": found.text,
        "author": found.authors,
        "published": str(found.publish_date or ""),
        "tags": list(found.tags or ()),
        "language": found.meta_lang,
        "images": list(found.images or ()),
        "lead_image": found.top_image,
    }


def read_news_please(row: Row, body: bytes) -> Row:
    """Return what news-please makes of the page."""
    from newsplease import NewsPlease

    found = NewsPlease.from_html(decoded(row, body), url=row["url"] or None, fetch_images=False)
    return {
        "title": found.title,
        "body_text": found.maintext,
        "author": found.authors,
        "published": str(found.date_publish or ""),
        "language": found.language,
        "lead_image": found.image_url,
    }


@dataclass(frozen=True, slots=True)
class Peer:
    """Another reader of pages."""

    package: str
    module: str
    read: Callable[[Row, bytes], Row]
    #: The keys of an answer that it can fill at all.
    gives: frozenset[str]


def _keys(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: trafilatura is installed with newscrawl, the others by benchmarks/requirements.txt.
PEERS: dict[str, Peer] = {
    "trafilatura": Peer(
        "trafilatura",
        "trafilatura",
        read_trafilatura,
        _keys("title body_text author published tags"),
    ),
    "trafilatura, links on": Peer(
        "trafilatura", "trafilatura", read_trafilatura_links, _keys("links images")
    ),
    "readability-lxml": Peer(
        "readability-lxml",
        "readability",
        read_readability,
        _keys("title body_text author links images"),
    ),
    "goose3": Peer(
        "goose3",
        "goose3",
        read_goose,
        _keys("title body_text author published tags language links"),
    ),
    "newspaper4k": Peer(
        "newspaper4k",
        "newspaper",
        read_newspaper,
        _keys("title body_text author published tags language images lead_image"),
    ),
    "news-please": Peer(
        "news-please",
        "newsplease",
        read_news_please,
        _keys("title body_text author published language lead_image"),
    ),
}


def is_there(name: str) -> bool:
    """Return whether a peer can be imported."""
    try:
        importlib.import_module(PEERS[name].module)
    except ImportError:
        return False
    return True


def version_of(name: str) -> str:
    """Return the version of a peer's package; empty when it is not installed."""
    try:
        return version(PEERS[name].package)
    except PackageNotFoundError:
        return ""


def answer_of(name: str, row: Row, body: bytes) -> Row:
    """Return what a peer answers; where it raised or hung, why is said under `failed`."""
    try:
        with _patience(PATIENCE_SECONDS):
            found = PEERS[name].read(row, body)
    except Exception as error:  # noqa: BLE001  a peer that cannot read a page has read nothing in it
        return {"failed": f"{type(error).__name__}: {error}"[:300]}
    return _plain({key: value for key, value in found.items() if value})


def _plain(answer: Row) -> Row:
    """Return an answer with one text where a peer gave a list of them, and authors in one list."""
    first: Row = {
        key: str(answer[key][0])
        for key in ("title", "body_text", "published", "language")
        if isinstance(answer.get(key), list) and answer[key]
    }
    authors = answer.get("author")
    if isinstance(authors, list) and any(isinstance(name, list) for name in authors):
        names = (name if isinstance(name, list) else [name] for name in authors)
        first["author"] = [str(part) for name in names for part in name]
    return {**answer, **first}


@contextmanager
def _patience(seconds: int) -> Iterator[None]:
    def give_up(_number: int, _frame: object) -> None:
        raise TimeoutError(f"no answer within {seconds} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# Kept answers


def kept_answers(folder: Path | None, name: str) -> dict[str, Row]:
    """Return the answers of a peer by page that an earlier run has left in `folder`."""
    file = folder / f"{name}.jsonl" if folder else None
    if file is None or not file.is_file():
        return {}
    with file.open(encoding="utf-8") as lines:
        return {row["id"]: _plain(row) for row in map(json.loads, lines)}


def keep(folder: Path, name: str, answers: Sequence[Row]) -> None:
    """Leave the answers of a peer in `folder`, with the version and the day of each."""
    folder.mkdir(parents=True, exist_ok=True)
    said = {"version": version_of(name), "asked_on": f"{datetime.now(UTC):%Y-%m-%d}"}
    with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as out:
        for answer in answers:
            line = json.dumps({**said, **answer}, ensure_ascii=False, default=str)
            # A lone surrogate of a broken page cannot be written as it is.
            out.write(line.encode("utf-8", "replace").decode() + "\n")
