"""Whether search finds all and nothing else, and how fast, on made-up Korean and English posts.

    python3 run.py bench search [--posts 100000] [--db FILE_OR_URL] [--no-truth | --only-truth]

The truth is plain: a post counts when a word stands in its folded title, text or tags, Latin
words whole. Words come as often as in a language (Zipf), so that some are in a third of all posts
and some in none. Times are of first pages of 20 hits, warm, and contain reading the
posts and marking the matches. With --db the posts are kept there and taken from there.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from sqlalchemy import text

from pipelines.archive import Archive, open_archive
from pipelines.archive.query import archive_stats
from pipelines.archive.search import search_posts
from pipelines.archive.search_words import folded, words_of
from pipelines.archive.writer import write_posts
from pipelines.items import Fetch, Moment, Post

START = datetime(2016, 1, 1, tzinfo=UTC)
#: Words that people search for, planted at ranks from common to rare.
PLANTED = {
    3: "경제",
    10: "동맹",
    30: "선거",
    60: "AI",
    100: "북핵",
    150: "대통령",
    300: "반도체",
    500: "alliance",
    1500: "속보",
    6000: "누리호",
}
SYLLABLES = (
    "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후"
    "한국정치경제사회문화과학기술전쟁평화핵론군안전보장외교협력회담발표"
)
PARTICLES = ["", "", "을", "이", "의", "에서", "는", "과", "으로", "국", "론"]
PERIOD: dict[str, object] = {
    "since": START + timedelta(days=300),
    "until": START + timedelta(days=400),
}
QUERIES: list[tuple[str, dict[str, object]]] = [
    *((word, {}) for word in PLANTED.values()),
    *((word, {}) for word in ("핵", "국", "론", "맹", "뷁", "없는말씀")),
    *((word, {}) for word in ("북핵 -선거", "경제 동맹", "경제 동맹 대통령 -반도체", "AI반도체")),
    *((word, {}) for word in ("AI 반도체", "속보 누리호", "alliance 북핵", "allian*", "한미동맹")),
    *((word, {}) for word in ('"북핵 선거"', '"경제 동맹"', '동맹 -"경제 동맹"', "핵 론 국")),
    ("경제", {"site": "https://blog3.example/"}),
    ("경제", {"tag": "태그700"}),
    ("경제 -선거", PERIOD),
    ("핵", {"language": "en"}),
    ("동맹", {"author": "기자7", "tag": "태그1"}),
]


class Maker:
    """Makes posts whose words follow Zipf's law: the n-th word is as rare as n."""

    def __init__(self, seed: int = 1) -> None:
        self.draw = random.Random(seed)
        self.words = [self._word(rank) for rank in range(20_000)]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def _word(self, rank: int) -> str:
        if rank in PLANTED:
            return PLANTED[rank]
        if rank % 5 == 4:
            return "".join(self.draw.choices("aeiourstlnmdkpbg", k=self.draw.randint(2, 9)))
        return "".join(self.draw.choices(SYLLABLES, k=self.draw.choice([1, 2, 2, 2, 3, 3, 4])))

    def text(self, count: int) -> str:
        """Return so many words, some with particles, some run together."""
        draw = self.draw
        parts = []
        for word in draw.choices(self.words, cum_weights=self.weights, k=count):
            korean = not word.isascii()
            parts.append(word + (draw.choice(PARTICLES) if korean else ""))
            parts.append("" if draw.random() < 0.03 else draw.choice([" ", " ", " ", ". ", "\n"]))
        return "".join(parts)

    def post(self, n: int) -> Post:
        """Return the n-th post: 30 to 400 words, four tags; no links and images."""
        draw = self.draw
        site = f"https://blog{n % 20}.example/"
        url = f"{site}{n}"
        return Post(
            url=url,
            canonical_url=url,
            site=site,
            title=self.text(draw.randint(4, 10)).strip(),
            published=Moment(at=START + timedelta(seconds=draw.randrange(10 * 365 * 86400))),
            authors=(f"기자{n % 50}",),
            tags=tuple(f"태그{draw.randrange(1000) ** 2 // 1000}" for _ in range(4)),
            language="en" if n % 10 == 0 else "ko",
            body_text=self.text(draw.randint(30, 400)),
            reader_version="1",
            fetch=Fetch(url=url, final_url=url, fetched_at=START + timedelta(days=3700)),
        )


def fill(archive: Archive, count: int) -> None:
    """Write the posts, and say what that and the index cost."""
    maker = Maker()
    spent = words = letters = 0.0
    wall, cpu = time.perf_counter(), time.process_time()
    made = 0.0
    for first in range(0, count, 500):
        start = time.process_time()
        posts = [maker.post(n) for n in range(first, min(first + 500, count))]
        made += time.process_time() - start
        letters += sum(len(post.body_text) for post in posts)
        write_posts(archive, posts)
        start = time.process_time()
        for post in posts[:10]:
            words += len(words_of(folded(post.body_text)))
        spent += (time.process_time() - start) * len(posts) / 10
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu - made
    print(f"written and indexed: {wall:.0f} s, {cpu / count * 1000:.2f} ms CPU a post")
    print(f"  of which making pairs: {spent / count * 1000:.2f} ms")
    print(f"  {letters / count:.0f} characters a post")


def index_bytes(archive: Archive) -> int:
    """Return the bytes of the index on disk."""
    with archive.reading() as connection:
        if archive.engine.dialect.name == "postgresql":
            query = text("SELECT pg_total_relation_size('search_entry')")
            return int(connection.execute(query).scalar_one())
        if archive.engine.dialect.name in ("mysql", "mariadb"):
            query = text(
                "SELECT SUM(FILE_SIZE) FROM information_schema.INNODB_SYS_TABLESPACES"
                " WHERE NAME = CONCAT(DATABASE(), '/search_entry')"
                " OR NAME LIKE CONCAT(DATABASE(), '/FTS%')"
            )
            return int(connection.execute(query).scalar_one())
        queries = [
            f"SELECT SUM(LENGTH(block)) FROM {name}_data"
            for name in ("search_words", "search_titles")
        ]
        return sum(int(connection.execute(text(query)).scalar_one()) for query in queries)


def texts(archive: Archive) -> Iterator[tuple[str, datetime, str]]:
    """Yield address, time and text of each post, past the index."""
    posts = "SELECT revision_id, url, listed_at, title, body_text FROM v_post"
    tags = (
        "SELECT pt.revision_id, t.name FROM post_term pt"
        " JOIN term t ON t.id = pt.term_id WHERE t.kind = 'tag'"
    )
    with archive.reading() as connection:
        names: dict[int, list[str]] = {}
        for revision_id, name in connection.execute(text(tags)):
            names.setdefault(revision_id, []).append(name)
        for row in connection.execute(text(posts)):
            at = row.listed_at
            at = at if isinstance(at, datetime) else datetime.fromisoformat(at)
            at = at if at.tzinfo else at.replace(tzinfo=UTC)
            parts = [row.title, row.body_text, *names.get(row.revision_id, ())]
            yield row.url, at, "\0".join(parts).casefold()


def truths(archive: Archive) -> Iterator[tuple[str, set[str], dict[str, object]]]:
    """Yield each query without filter, the posts that fit by plain search, and within what time.

    Of a common word only the posts of a hundred days are looked at.
    """
    plain = [query for query, filters in QUERIES if not filters]
    everything: dict[str, set[str]] = {query: set() for query in plain}
    some: dict[str, set[str]] = {query: set() for query in plain}
    conditions = {
        query: [
            (bool(minus), _plain(phrase or word))
            for minus, phrase, word in re.findall(r'(-?)(?:"([^"]+)"|(\S+))', query)
        ]
        for query in plain
    }
    since, until = PERIOD["since"], PERIOD["until"]
    for url, at, whole in texts(archive):
        for query in plain:
            if all(bool(found.search(whole)) != minus for minus, found in conditions[query]):
                everything[query].add(url)
                if since <= at < until:  # type: ignore[operator]
                    some[query].add(url)
    for query in plain:
        common = len(everything[query]) > 5000
        yield query, (some if common else everything)[query], PERIOD if common else {}


def _plain(word: str) -> re.Pattern[str]:
    word = word.casefold()
    source = re.escape(word).replace(r"\*", "[a-z]*").replace(r"\ ", r"\s+")
    before = "(?<![a-z0-9])" if word[0].isascii() else ""
    after = "(?![a-z0-9])" if word[-1].isascii() else ""
    return re.compile(before + source + after)


def measure_truth(archive: Archive) -> None:
    """Print recall and precision of each query."""
    print(f"{'query':<28}{'true':>8}{'recall':>8}{'precision':>10}")
    for query, true, filters in truths(archive):
        hits = search_posts(archive, query, limit=10**7, **filters)  # type: ignore[arg-type]
        found = {hit.url for hit in hits}
        right = len(found & true)
        recall = right / len(true) if true else 1.0
        precision = right / len(found) if found else 1.0
        print(f"{query:<28}{len(true):>8}{recall:>8.3f}{precision:>10.3f}", flush=True)


def measure_times(archive: Archive, rounds: int = 20) -> None:
    """Print how long a page takes for each query: the first, and one further down."""
    print(f"{'query':<28}{'filter':<34}{'median':>8}{'p95':>8}{'CPU':>8}   ms")
    walls: list[float] = []
    cpus: list[float] = []
    for query, filters in QUERIES:
        first = search_posts(archive, query, **filters)  # type: ignore[arg-type]
        later = {"after": first[-1].cursor} if len(first) == 20 else {}
        for more in ({}, later) if later else ({},):
            wall, cpu = [], []
            for _ in range(rounds):
                start, worked = time.perf_counter(), time.process_time()
                search_posts(archive, query, **filters, **more)  # type: ignore[arg-type]
                wall.append((time.perf_counter() - start) * 1000)
                cpu.append((time.process_time() - worked) * 1000)
            shown = ", ".join([*map(str, filters.values()), *more])[:32]
            print(f"{query:<28}{shown:<34}{_times(wall)}{statistics.median(cpu):>8.1f}")
            walls += wall
            cpus += cpu
    print(f"{'all':<62}{_times(walls)}{statistics.median(cpus):>8.1f}")
    print(f"{'all, p95 of CPU':<78}{_p95(cpus):>8.1f}")


def _times(values: list[float]) -> str:
    return f"{statistics.median(values):>8.1f}{_p95(values):>8.1f}"


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def main(arguments: list[str] | None = None) -> int:
    """Measure and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--posts", type=int, default=100_000, help="how many (default: 100000)")
    parser.add_argument("--db", help="an SQLite file to keep the posts in, or an address")
    measures = parser.add_mutually_exclusive_group()
    measures.add_argument("--no-truth", action="store_true", help="times only")
    measures.add_argument("--only-truth", action="store_true", help="recall and precision only")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        place = options.db or f"{Path(folder) / 'archive.db'}"
        with open_archive(place if "://" in place else f"sqlite:///{place}") as archive:
            held = archive_stats(archive)["posts"]
            if not held:
                fill(archive, options.posts)
            count = held or options.posts
            print(f"{count} posts, index of {index_bytes(archive) / count / 1024:.2f} KiB each")
            if not options.only_truth:
                measure_times(archive)
            if not options.no_truth:
                measure_truth(archive)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
