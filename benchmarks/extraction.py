"""How well, and how dearly, pages are read: read_post beside plain trafilatura, in one run.

    python3 run.py bench extraction CORPUS [--processes 2] [--every 4] [--dataset NAME]
                                           [--halves] [--peers]

With --halves the figures are printed for all pages and for each half of the hosts: a rule is
found by looking at the failures of half A alone, and stays when half B gains by it too.
--peers reads with the peers of benchmarks/requirements.txt too, as far as they are installed.

CORPUS is a folder with `gold.jsonl`, gzipped pages and `score.py`; without it, the folder
`benchmarks/extraction` below the one that NEWSCRAWL_SHARED names. CPU milliseconds are
medians and means over the same pages in the same processes: compare them within one run only.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import trafilatura

from pipelines.items import Fetch, Page
from pipelines.readers.blocks import text_lines
from pipelines.readers.encoding import clean_text, decode
from pipelines.readers.html import parse
from pipelines.readers.post import read_post
from pipelines.record import post_record

Row = dict[str, Any]


def page_of(row: Row, body: bytes) -> Page:
    """Return a page of the corpus as if it had been fetched."""
    fetch = Fetch(
        url=row["url"] or "http://unknown.invalid/",
        final_url=row["url"] or "http://unknown.invalid/",
        content_type=f"text/html; charset={row['charset']}" if row.get("charset") else "text/html",
        fetched_at=datetime.now(UTC),
    )
    return Page(fetch=fetch, body=body, site="")


def read_ours(row: Row, body: bytes) -> Row:
    """Return the record that newscrawl makes of a page."""
    post = read_post(page_of(row, body))
    lead = post.lead_image
    return {
        **post_record(post),
        # The gold holds addresses as pages show them, the record those that last: each picture
        # is named by the first, and the one that leads by either.
        "images": [{"url": image.observed_url, "alt": image.alt} for image in post.images],
        "lead_image": [lead.observed_url, lead.url] if lead else None,
        "kind": post.kind,
    }


def read_plain(row: Row, body: bytes) -> Row:
    """Return what trafilatura makes of the same page: decoded text in, metadata on."""
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


def decoded(row: Row, body: bytes) -> str:
    """Return the page as text, as every peer is given it: none loses to a wrong guess."""
    declared = f"text/html; charset={row['charset']}" if row.get("charset") else ""
    return clean_text(decode(body, declared).text)


def read_readability(row: Row, body: bytes) -> Row:
    """Return what readability-lxml makes of the page."""
    from readability import Document

    page = Document(decoded(row, body), url=row["url"] or None)
    summary = parse(page.summary(html_partial=True))
    return {"title": page.short_title(), "body_text": "\n".join(text_lines(summary))}


def read_goose(row: Row, body: bytes) -> Row:
    """Return what goose3 makes of the page."""
    from goose3 import Goose

    found = Goose({"enable_image_fetching": False}).extract(raw_html=decoded(row, body))
    return {
        "title": found.title,
        "body_text": found.cleaned_text,
        "author": found.authors,
        "published": found.publish_date,
        "tags": list(found.tags),
        "language": found.meta_lang,
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
        "published": found.publish_date,
        "tags": list(found.tags),
        "language": found.meta_lang,
        "images": found.images,
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
        "published": found.date_publish,
        "language": found.language,
        "lead_image": found.image_url,
    }


#: What is read with, when its package is there: benchmarks/requirements.txt.
PEERS = {
    "readability-lxml": ("readability", read_readability),
    "goose3": ("goose3", read_goose),
    "newspaper4k": ("newspaper", read_newspaper),
    "news-please": ("newsplease", read_news_please),
}
READERS: dict[str, Callable[[Row, bytes], Row]] = {
    "newscrawl": read_ours,
    "trafilatura": read_plain,
    **{name: reader for name, (package, reader) in PEERS.items() if find_spec(package)},
}


def measure(task: tuple[str, Row, tuple[str, ...]]) -> dict[str, Row]:
    """Return the records of one page by reader, each with its CPU seconds."""
    corpus, row, names = task
    body = gzip.decompress((Path(corpus) / row["html"]).read_bytes())
    found: dict[str, Row] = {}
    for name in names:
        started = time.process_time()
        try:
            record = READERS[name](row, body)
        except Exception as error:  # a peer that cannot read a page has read nothing in it
            if name not in PEERS:
                raise
            record = {"failed": f"{type(error).__name__}: {error}"}
        spent = time.process_time() - started
        if name in PEERS:
            record = {key: str(v) if key == "published" else v for key, v in record.items() if v}
        found[name] = {"id": row["id"], **record, "cpu_seconds": spent}
    return found


def rows_of(corpus: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Yield the pages asked for."""
    with (corpus / "gold.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    rows = [row for row in rows if not options.dataset or row["dataset"] in options.dataset]
    if options.only_body:
        rows = [row for row in rows if {"body_text", "body_with"} & row["gold"].keys()]
    yield from rows[:: options.every]


def half_of(row: Row) -> str:
    """Return the half, A or B, in which the host of a page lies; pages without one by their own."""
    host = (urlsplit(row["url"] or "").hostname or "").removeprefix("www.")
    # A host without a dot is none: the set gives it to pages whose address is not known.
    key = host if "." in host else row["id"]
    return "AB"[hashlib.sha256(key.encode()).digest()[0] & 1]


def score(corpus: Path, folder: Path, names: tuple[str, ...], found: list[dict[str, Row]]) -> None:
    """Print the scorer's tables of these results."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(corpus / "score.py"), "--only-predicted"]
    command += ["--corpus", str(corpus), "--per-page", str(folder / "pages.jsonl")]
    for name in names:
        path = folder / f"{name}.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for result in found:
                out.write(json.dumps(result[name], ensure_ascii=False, default=str) + "\n")
        command += ["--predictions", f"{name}={path}"]
    subprocess.run(command, check=True)


def main() -> int:
    """Read, score, print; 0 when all pages were read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    shared = os.environ.get("NEWSCRAWL_SHARED", "")
    default = Path(shared) / "benchmarks" / "extraction" if shared else None
    parser.add_argument("corpus", nargs="?", type=Path, default=default)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, help="read each Nth page only")
    parser.add_argument("--dataset", action="append")
    parser.add_argument("--only-body", action="store_true", help="only pages with a known body")
    parser.add_argument("--reader", action="append", choices=sorted(READERS))
    parser.add_argument("--halves", action="store_true", help="print each half of the hosts too")
    parser.add_argument("--peers", action="store_true", help="read with every peer installed")
    parser.add_argument("--out", type=Path, help="folder for the predictions")
    options = parser.parse_args()
    if options.corpus is None or not (options.corpus / "gold.jsonl").is_file():
        parser.error("name the corpus folder, or set NEWSCRAWL_SHARED")
    names = tuple(options.reader or (READERS if options.peers else ("newscrawl", "trafilatura")))
    logging.disable(logging.ERROR)
    rows = list(rows_of(options.corpus, options))
    tasks = [(str(options.corpus), row, names) for row in rows]
    with ProcessPoolExecutor(options.processes) as pool:
        results = list(pool.map(measure, tasks, chunksize=4))
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.out or Path(temporary)
        score(options.corpus, folder, names, results)
        for half in "AB" if options.halves else "":
            print(f"\n# Half {half} of the hosts", flush=True)
            pages = [
                result for row, result in zip(rows, results, strict=True) if half_of(row) == half
            ]
            score(options.corpus, folder / half, names, pages)
    print("\n| reader | pages | CPU ms a page, mean | median | 95 % below |\n|---|---|---|---|---|")
    for name in names:
        costs = sorted(1000 * result[name]["cpu_seconds"] for result in results)
        below = costs[int(0.95 * (len(costs) - 1))]
        middle = statistics.median(costs)
        print(
            f"| {name} | {len(costs)} | {statistics.mean(costs):.1f} | {middle:.1f} | {below:.1f} |"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
