"""Near duplicates: how many that were made are found, how many that are found were made, the cost.

    python3 run.py bench duplicates [--posts 5000]

Posts of 30 to 400 words, Korean and English; every fifth is then published again: as it is, with
other marks and blanks, with a preface, cut short, or with some words exchanged. Truth is the
likeness by all shingles (Jaccard) of each made copy with its original; pairs of originals are
strangers. Copies that a preface or a cut took below 0.7 are counted apart: they are to stay alone.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from benchmarks.search import Maker
from pipelines.archive import open_archive
from pipelines.archive.clusters import list_clusters
from pipelines.archive.duplicates import ALIKE, find_duplicates
from pipelines.archive.likeness import SHORTEST, letters, likeness, shingles
from pipelines.archive.writer import write_posts
from pipelines.items import Post

WAYS = ("as it is", "marks and blanks", "preface", "cut short", "1 word in 50", "1 word in 20",
        "1 word in 12")  # fmt: skip


def copied(body: str, way: str, maker: Maker, draw: random.Random) -> str:
    """Return the text as another blog has it."""
    words = body.split(" ")
    if way == "marks and blanks":
        return body.replace(". ", "!\n\n").replace(" ", "  ").upper()
    if way == "preface":
        return f"{maker.text(max(3, len(words) // 12))} {body}"
    if way == "cut short":
        return " ".join(words[: max(1, len(words) * 9 // 10)])
    if way.startswith("1 word"):
        share = 1 / int(way.rpartition(" ")[2])
        words = [draw.choice(maker.words) if draw.random() < share else word for word in words]
    return " ".join(words)


def main(arguments: list[str] | None = None) -> int:
    """Measure and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--posts", type=int, default=5000, help="how many (default: 5000)")
    parser.add_argument("--db", help="address of an empty database; default: a throw-away SQLite")
    options = parser.parse_args(arguments)
    maker, draw = Maker(5), random.Random(5)
    originals = [maker.post(n) for n in range(options.posts * 5 // 6)]
    posts = list(originals)
    made: list[tuple[int, int, str]] = []
    for n, post in enumerate(originals[::5]):
        way = WAYS[n % len(WAYS)]
        url = f"https://copy{n % 7}.example/{n}"
        body = copied(post.body_text, way, maker, draw)
        fetch = replace(post.fetch, url=url, final_url=url)
        site = f"https://copy{n % 7}.example/"
        made.append((n * 5, len(posts), way))
        posts.append(
            replace(post, url=url, canonical_url=url, site=site, body_text=body, fetch=fetch)
        )
    order = list(range(len(posts)))
    draw.shuffle(order)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_archive(options.db or f"sqlite:///{Path(folder) / 'a.db'}") as archive,
    ):
        stored = write_posts(archive, [posts[n] for n in order]).stored
        ids = {n: one.post_id for n, one in zip(order, stored, strict=True)}
        wall, cpu = time.perf_counter(), time.process_time()
        looked = find_duplicates(archive)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        clusters = list_clusters(archive)
    cluster_of = {post.post_id: one.cluster_id for one in clusters for post in one.posts}
    report(posts, made, ids, cluster_of)
    print(f"{looked} posts looked at: {cpu / looked * 1000:.2f} ms CPU each, {wall:.0f} s in all")
    return 0


def report(
    posts: list[Post],
    made: list[tuple[int, int, str]],
    ids: dict[int, int],
    cluster_of: dict[int, int],
) -> None:
    """Print recall by way and precision over all pairs in clusters."""
    found: Counter[str] = Counter()
    alike: Counter[str] = Counter()
    below = together_below = 0
    origin = {ids[n]: n for n in range(len(posts))}
    for original, copy, way in made:
        texts = [letters(posts[n].body_text) for n in (original, copy)]
        how = likeness(shingles(texts[0]), shingles(texts[1]))
        same = cluster_of.get(ids[original], -1) == cluster_of.get(ids[copy], -2)
        if how >= ALIKE and min(map(len, texts)) >= SHORTEST:
            alike[way] += 1
            found[way] += same
        else:
            below += 1
            together_below += same
        origin[ids[copy]] = original
    members: dict[int, list[int]] = {}
    for post_id, cluster in cluster_of.items():
        members.setdefault(cluster, []).append(post_id)
    right = wrong = 0
    for some in members.values():
        for at, one in enumerate(some):
            for other in some[at + 1 :]:
                right += origin[one] == origin[other]
                wrong += origin[one] != origin[other]
    for way in WAYS:
        if alike[way]:
            print(f"{way:<20}{alike[way]:>6} made{found[way] / alike[way]:>8.4f} found")
    print(f"recall {sum(found.values()) / sum(alike.values()):.4f} of {sum(alike.values())}")
    print(f"precision {right / (right + wrong or 1):.4f} of {right + wrong} pairs")
    print(f"below {ALIKE}: {below}, of them brought together {together_below}")


if __name__ == "__main__":
    raise SystemExit(main())
