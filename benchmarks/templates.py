"""Reads the shared test sites with and without learned templates: the fields, and the CPU a page.

    python3 run.py bench templates [FOLDER] [--only NAME ...] [--rounds N] [--json FILE]

Each site is crawled once by newscrawl as it is; the pages it fetched, with what feeds and lists
said of them, are then read in this process: by the readers alone, and with the templates learned
from the first two dozen posts. Both are scored against the truth, which nothing here has seen.
CPU is that of reading alone, both ways in turn within one run, of each page the least of its
readings: their ratio stands on a busy machine too. In turn each way finds the processor's caches
filled by the other, which costs the shorter one more; `one after another` reads all pages of a
site one way, then all the other, as a worker of a crawl does. Pages are checked as a crawl checks
them, ever more seldom while all goes well; `read one way` is without those that were. `whole
crawl` counts all that a crawl of these posts costs: the first dozen read by the readers, the
learning, and the rest read by templates. `unknown` is the ratio with the readers of platforms
switched off, as on a blog of no platform that newscrawl knows. Exit code 1 when a field is worse
with templates. Fields of a real crawl with templates: NEWSCRAWL_TEMPLATES=True python3 run.py
bench sites.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import pickle
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks._sites_server import folder_of, names_in, run, serving
from benchmarks.sites import COLUMNS
from pipelines import urls
from pipelines.items import Page, Post
from pipelines.readers import platforms
from pipelines.readers.pictures.picture_urls import stable_url
from pipelines.readers.post import read_post
from pipelines.readers.templates.learn import learn
from pipelines.readers.templates.profile import Template
from pipelines.readers.templates.trust import Trust
from pipelines.record import post_record
from pipelines.templates import LEARN_AFTER, MOST_PAGES

#: Names the file that the crawl writes its pages to.
CAPTURE = "NEWSCRAWL_BENCHMARK_PAGES"
#: What a crawl finds is the same both ways.
FIELDS = COLUMNS[4:]


class Capture:
    """A stage that writes down every page before it is read."""

    def process_item(self, item: Any) -> Any:
        """Return the item as it came."""
        if isinstance(item, Page):
            with Path(os.environ[CAPTURE]).open("ab") as file:
                pickle.dump(item, file)
        return item


def main() -> int:
    """Run the measurement; return 0 when no field is worse with templates."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default="", help="where the sites are")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these sites only")
    parser.add_argument("--rounds", type=int, default=3, help="readings of each page, both ways")
    parser.add_argument("--json", metavar="FILE", help="write all figures there")
    options = parser.parse_args()
    folder = folder_of(options.folder)
    names = names_in(folder, options.only)
    with tempfile.TemporaryDirectory(prefix="newscrawl-templates-") as scratch:
        captured, origins = _captured(names, folder, Path(scratch))
        rows = {
            name: _measured(name, captured[name], origins, folder, Path(scratch), options.rounds)
            for name in names
        }
    _show(rows)
    if options.json:
        Path(options.json).write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 1 if any(row["worse"] for row in rows.values()) else 0


def _captured(
    names: Sequence[str], folder: Path, scratch: Path
) -> tuple[dict[str, list[Page]], dict[str, str]]:
    """Return the pages that a crawl of each site fetches, in its order."""
    pages = {}
    with serving(folder, names) as (_control, origins):
        for name in names:
            file = scratch / f"{name}.pages"
            os.environ[CAPTURE] = str(file)
            run("-m", "scrapy", "crawl", "blog", "-a", f"url={origins[name]}/",
                "-s", f"NEWSCRAWL_DATABASE_URL=sqlite:///{scratch / name}.db",
                "-s", "NEWSCRAWL_ALLOW_NETWORKS=127.0.0.0/8", "-s", "DOWNLOAD_DELAY=0",
                "-s", "NEWSCRAWL_TEMPLATES=False", "-s", "NEWSCRAWL_PROGRESS_SECONDS=0",
                "-s", 'ITEM_PIPELINES={"benchmarks.templates.Capture": 150}')  # fmt: skip
            pages[name] = _loaded(file)
    return pages, origins


def _loaded(file: Path) -> list[Page]:
    found: list[Page] = []
    with file.open("rb") as stream:
        while stream.peek(1):
            found.append(pickle.load(stream))
    return found


def _measured(
    name: str,
    pages: list[Page],
    origins: dict[str, str],
    folder: Path,
    scratch: Path,
    rounds: int,
) -> dict[str, Any]:
    """Return the figures of one site."""
    began = time.process_time()
    posts = [page for page in pages if read_post(page).kind == "post"]
    began = time.process_time()
    templates = learn(posts[:MOST_PAGES])
    row: dict[str, Any] = {"pages": len(posts), "learning": time.process_time() - began}
    began = time.process_time()
    learn(posts[:LEARN_AFTER])
    learning = time.process_time() - began
    plain, with_them, generic, templated, apart = _read_both(posts, templates, rounds)
    row |= {"templates": len(templates), "generic_ms": 1000 * sum(generic) / len(posts)}
    row["template_ms"] = 1000 * sum(templated) / len(posts)
    row["ratio"] = sum(templated) / sum(generic)
    row["ratio_apart"] = sum(apart[1]) / sum(apart[0])
    used = [place for place, post in enumerate(with_them) if post.template]
    once = [place for place in used if not _is_checked(with_them[place])]
    row |= {"used": len(used), "checked": len(used) - len(once)}
    row["ratio_fitting"] = _share(templated, generic, used)
    row["ratio_once"] = _share(templated, generic, once)
    row["ratio_apart_once"] = _share(apart[1], apart[0], once)
    crawl = sum(generic[:LEARN_AFTER]) + learning + sum(templated[LEARN_AFTER:])
    row["ratio_crawl"] = crawl / sum(generic)
    known = platforms.PLATFORMS
    platforms.PLATFORMS = ()
    try:
        unknown = learn(posts[:MOST_PAGES])
        row["ratio_unknown"] = _ratio(posts, unknown, 1) if unknown else None
    finally:
        platforms.PLATFORMS = known
    row["without"] = _score(name, "without", plain, origins, folder, scratch)
    row["with"] = _score(name, "with", with_them, origins, folder, scratch)
    row["worse"] = [
        field
        for field in FIELDS
        if (row["with"].get(field) or 0) < (row["without"].get(field) or 0) - 0.0005
    ]
    return row


def _ratio(pages: list[Page], templates: Sequence[Template], rounds: int) -> float:
    _, _, generic, templated, _ = _read_both(pages, templates, rounds)
    return sum(templated) / sum(generic)


def _share(templated: list[float], generic: list[float], places: list[int]) -> float | None:
    whole = sum(generic[place] for place in places)
    return sum(templated[place] for place in places) / whole if whole else None


def _is_checked(post: Post) -> bool:
    return post.template is not None and post.template.checked


def _read_both(
    pages: list[Page], templates: Sequence[Template], rounds: int
) -> tuple[list[Post], list[Post], list[float], list[float], tuple[list[float], list[float]]]:
    """Return the posts read without and with templates, and the CPU seconds of each reading.

    Those of readings in turn, without and with, then of all pages one way after the other.
    """
    trust = {template.shape: Trust(just_learned=True) for template in templates}
    watched: list[tuple[Template, ...]] = []
    plain: list[Post] = []
    with_them: list[Post] = []
    for page in pages:
        watched.append(
            tuple(trust[one.shape].handed(one, page.fetch.final_url) for one in templates)
        )
        plain.append(read_post(page))
        with_them.append(read_post(page, None, watched[-1]))
        if use := with_them[-1].template:
            trust[use.shape].note(use)
    generic, templated = [math.inf] * len(pages), [math.inf] * len(pages)
    for _ in range(rounds):
        for place, page in enumerate(pages):
            generic[place] = min(generic[place], _seconds(page, ()))
            templated[place] = min(templated[place], _seconds(page, watched[place]))
    apart = [math.inf] * len(pages), [math.inf] * len(pages)
    for _ in range(rounds):
        for best, known in ((apart[0], [()] * len(pages)), (apart[1], watched)):
            for place, (page, used) in enumerate(zip(pages, known, strict=True)):
                best[place] = min(best[place], _seconds(page, used))
    return plain, with_them, generic, templated, apart


def _seconds(page: Page, templates: Sequence[Template]) -> float:
    # No page comes twice in a crawl: what is kept of addresses must not help the second reading.
    for kept in (urls.resolved, urls.canonical_url, urls.identity_url, stable_url):
        kept.cache_clear()
    began = time.process_time()
    read_post(page, None, templates)
    return time.process_time() - began


def _score(
    name: str, which: str, posts: list[Post], origins: dict[str, str], folder: Path, scratch: Path
) -> dict[str, Any]:
    records = scratch / f"{name}-{which}.jsonl"
    records.write_text(
        "".join(json.dumps(post_record(post), ensure_ascii=False) + "\n" for post in posts),
        encoding="utf-8",
    )
    where, scores = scratch / "sites.json", scratch / f"{name}-{which}.json"
    where.write_text(json.dumps(origins), encoding="utf-8")
    done = run(str(folder / "score_archive.py"), str(records), "--site", name, "--map",
                str(where), "--json", str(scores), "--dir", str(folder))  # fmt: skip
    if not scores.is_file():
        raise SystemExit(f"templates.py: {name} was not scored: {done.stderr[-500:]}")
    site = json.loads(scores.read_text(encoding="utf-8"))["sites"][name]
    return {**site, **site.get("fields", {})}


def _show(rows: dict[str, dict[str, Any]]) -> None:
    print("| with (without) | " + " | ".join(rows) + " |")
    print("|---|" + "---|" * len(rows))
    for field in FIELDS:
        cells = [
            f"{_cell(row['with'].get(field))} ({_cell(row['without'].get(field))})"
            for row in rows.values()
        ]
        print(f"| {field} | " + " | ".join(cells) + " |")
    for label, key in (
        ("posts", "pages"),
        ("templates", "templates"),
        ("read by one", "used"),
        ("read both ways", "checked"),
        ("CPU ms, readers", "generic_ms"),
        ("CPU ms, templates", "template_ms"),
        ("CPU ratio, all posts", "ratio"),
        ("CPU ratio, posts that fit", "ratio_fitting"),
        ("CPU ratio, read one way", "ratio_once"),
        ("CPU ratio, one after another", "ratio_apart"),
        ("CPU ratio, that, read one way", "ratio_apart_once"),
        ("CPU ratio, whole crawl", "ratio_crawl"),
        ("CPU ratio, platform unknown", "ratio_unknown"),
        ("CPU s to learn", "learning"),
    ):
        print(f"| {label} | " + " | ".join(_cell(row[key]) for row in rows.values()) + " |")
    for name, row in rows.items():
        if row["worse"]:
            print(f"{name}: worse with templates: {', '.join(row['worse'])}")


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    raise SystemExit(main())
