"""A large archive of made-up posts, written past the crawler by the quickest way of the database.

    python3 run.py bench made_archive --db URL [--posts 1000000]

The database must be empty. A post has, as those that the figures in docs/performance.md speak of,
three images, twelve links, four tags, one category, one author, and Korean (four of five) or
English text of 30 to 2,000 words, 340 at the median. One in twenty was edited once, one in fifty
is gone, one in fifty is a copy of a post on another blog, one in ten ends in a bare link.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.search import Maker
from pipelines.archive import Archive, open_archive
from pipelines.archive.query import archive_stats
from pipelines.archive.search_index import (
    author_mark,
    language_mark,
    letter_mark,
    minute_of,
    site_mark,
    tag_mark,
)
from pipelines.archive.search_words import folded, letters_of, words_of
from pipelines.urls import url_hash

Rows = dict[str, list[tuple[Any, ...]]]

START = datetime(2016, 1, 1, tzinfo=UTC)
YEARS = timedelta(days=3650)
#: Posts whose rows are written together.
STEP = 2000
SITES = 200
TAGS = 300
CATEGORIES = 10
AUTHORS = 5
SENTENCES = 20_000


def url_of(site: int, number: int) -> str:
    """Return the address of a post."""
    return f"https://blog{site}.example/{number}"


def quick_hash(url: str) -> str:
    """Return `url_hash` of an address that is in normal form."""
    return hashlib.sha256(url.removeprefix("https:").encode()).hexdigest()


class Making:
    """Makes the rows of all tables, in order of time: a post's number is its id."""

    def __init__(self, count: int, *, seed: int = 7) -> None:
        self.count = count
        self.draw = random.Random(seed)
        self.pools = {"ko": self._sentences(Maker(seed)), "en": self._sentences(_English(seed))}
        self.site_of: list[int] = []
        self.bodies: list[tuple[str, list[int]]] = []
        self.revision = 0
        self.change = 0
        self.images = 0
        assert quick_hash("https://a.example/1") == url_hash("https://a.example/1")

    def _sentences(self, maker: Any) -> list[tuple[str, list[str], set[str]]]:
        pool = []
        for _ in range(SENTENCES):
            sentence = maker.text(self.draw.randint(5, 25)).replace("\n", " ").strip() + "."
            seen = folded(sentence)
            pool.append((sentence, words_of(seen), set(letters_of(seen))))
        return pool

    def beginnings(self) -> Rows:
        """Return the rows that come before all posts."""
        at = START
        sites, sources, people, terms = [], [], [], []
        for site in range(1, SITES + 1):
            home = f"https://blog{site}.example/"
            sites.append((site, url_hash(home), home, f"blog{site}.example", "jekyll", "", "", at))
            feed = f"{home}sitemap.xml"
            sources.append((site, site, url_hash(feed), feed, "sitemap", at, END, END, 0, None, ""))
            people += [
                (site * AUTHORS + n, site, f"기자{site}-{n}", f"기자{site}-{n}")
                for n in range(AUTHORS)
            ]
            base = site * (TAGS + CATEGORIES)
            terms += [(base + n, site, "tag", f"태그{n}", f"태그{n}") for n in range(TAGS)]
            terms += [
                (base + TAGS + n, site, "category", f"분류{n}", f"분류{n}")
                for n in range(CATEGORIES)
            ]
        names = "id url_hash home_url host platform title language created_at"
        return {
            f"site({names})": sites,
            "source(id site_id url_hash url kind first_seen_at last_seen_at last_read_at"
            " entry_count declared_total problem)": sources,
            "person(id site_id name norm_name)": people,
            "term(id site_id kind name norm_name)": terms,
            "run(id spider site args started_at updated_at ended_at exit_code reason stats machine"
            " process)": [
                (1, "blog", "https://blog1.example/", "{}", at, END, END, 0, "done", "{}", "m", 1)
            ],
            "schedule(id name spider url args every_seconds enabled created_at next_due_at"
            " lease_owner last_exit_code)": [
                (
                    n,
                    f"blog{n}",
                    "blog",
                    f"https://blog{n}.example/",
                    "{}",
                    3600,
                    True,
                    at,
                    END,
                    "",
                    0,
                )
                for n in range(1, SITES + 1)
            ],
        }

    def posts(self) -> Iterator[tuple[Rows, list[dict[str, Any]]]]:
        """Yield the rows of `STEP` posts at a time, and their words for the search."""
        for first in range(1, self.count + 1, STEP):
            rows: Rows = {name: [] for name in COLUMNS}
            words = []
            for number in range(first, min(first + STEP, self.count + 1)):
                words.append(self._post(number, rows))
            yield {f"{name}({COLUMNS[name]})": some for name, some in rows.items()}, words

    def _post(self, number: int, rows: Rows) -> dict[str, Any]:
        draw = self.draw
        site = 1 + int(SITES * draw.random() ** 2)
        url = url_of(site, number)
        key = quick_hash(url)
        at = START + YEARS * (number / self.count)
        seen = at + timedelta(days=3)
        self.site_of.append(site)
        language, chosen = self._body(number)
        pool = self.pools[language]
        sentences = [pool[n] for n in chosen]
        text = "\n".join(sentence for sentence, _, _ in sentences)
        html = "".join(f"<p>{sentence}</p>" for sentence, _, _ in sentences)
        head = pool[draw.randrange(SENTENCES)]
        title = head[0][:60]
        state = "gone" if number % 50 == 7 else "live"
        last_seq = 2 if number % 20 == 3 else 1
        rows["page_fetch"].append(
            (
                number,
                1,
                site,
                key,
                url,
                url,
                200,
                "text/html",
                f'"{number}"',
                None,
                seen,
                len(html) * 4,
                None,
                "post",
                "",
            )
        )
        rows["post_address"].append((site, key, number, url, seen))
        rows["discovery"].append(
            (site, key, site, url, number % 1000, at, seen, END if number % 97 else seen)
        )
        rows["found_address"].append((site, key, url, "archived", "", seen, seen, "stored", 0))
        tags = sorted({int(TAGS * draw.random() ** 2) for _ in range(4)})
        base = site * (TAGS + CATEGORIES)
        for seq in range(1, last_seq + 1):
            self.revision += 1
            self._revision(number, seq, url, title, text, html, language, at, seen, rows)
            self._details(number, site, base, tags, rows)
        rows["post"].append(
            (
                number,
                site,
                key,
                url,
                None,
                last_seq,
                state,
                at if state == "live" else seen + timedelta(days=number % 700),
                seen,
                seen,
                at,
                number,
                self.revision,
            )
        )
        if state == "gone":
            self.change += 1
            rows["post_change"].append(
                (
                    self.change,
                    number,
                    seen + timedelta(days=number % 700),
                    "gone",
                    None,
                    None,
                    '{"reason": "404"}',
                )
            )
        whole = [*words_of(folded(title)), *(w for s in sentences for w in s[1])]
        letters = set(letters_of(folded(title))).union(*(s[2] for s in sentences))
        names = [f"태그{n}" for n in tags]
        for name in names:
            whole += words_of(name)
            letters |= set(letters_of(name))
        return {
            "post_id": number,
            "revision_id": self.revision,
            "minute": minute_of(at),
            "title": [*words_of(folded(title)), *map(letter_mark, letters_of(folded(title)))],
            "all": [
                *whole,
                *map(letter_mark, sorted(letters)),
                *(tag_mark(base + n) for n in tags),
                author_mark(site * AUTHORS + number % AUTHORS),
                site_mark(site),
                language_mark(language),
            ],
        }

    def _body(self, number: int) -> tuple[str, list[int]]:
        draw = self.draw
        if number % 50 == 11 and self.bodies:
            language, chosen = draw.choice(self.bodies)
            chosen = [*chosen[:-1], draw.randrange(SENTENCES)]
        else:
            language = "en" if number % 5 == 0 else "ko"
            size = min(130, max(2, int(draw.lognormvariate(3.1, 0.8))))
            chosen = [draw.randrange(SENTENCES) for _ in range(size)]
            if number % 10 == 0 and len(self.bodies) < 20_000:
                self.bodies.append((language, chosen))
        return language, chosen

    def _revision(self, number: int, seq: int, url: str, title: str, text: str, html: str,
                  language: str, at: datetime, seen: datetime, rows: Rows) -> None:  # fmt: skip
        mark = hashlib.sha256(f"{number} {seq}".encode()).hexdigest()
        marks = json.dumps(dict.fromkeys(MARKS, mark[:16]))
        seen = seen + timedelta(days=30 * (seq - 1))
        rows["revision"].append(
            (
                self.revision,
                number,
                seq,
                number,
                1,
                mark,
                marks,
                seen,
                "1",
                url,
                url,
                "post",
                title if seq == 1 else f"{title}!",
                text[:200],
                text,
                html,
                language,
                text.count(" ") + 1,
                at,
                540,
                True,
                "minute",
                "2026년 1월 2일 오전 9:30",
                None,
                None,
                None,
                None,
                None,
                '["jekyll"]',
                "[]",
                '{"warnings": [], "kind_reasons": ["has a date"]}',
            )
        )
        self.change += 1
        kind = "new" if seq == 1 else "changed"
        fields = "[]" if seq == 1 else '["title", "body"]'
        rows["post_change"].append(
            (
                self.change,
                number,
                seen,
                kind,
                self.revision - 1 if seq > 1 else None,
                self.revision,
                f'{{"fields": {fields}}}',
            )
        )

    def _details(self, number: int, site: int, base: int, tags: Sequence[int], rows: Rows) -> None:
        draw, revision = self.draw, self.revision
        rows["post_author"].append((revision, 0, site * AUTHORS + number % AUTHORS))
        for place, n in enumerate(tags):
            rows["post_term"].append((revision, place, base + n))
        rows["post_term"].append((revision, len(tags), base + TAGS + number % CATEGORIES))
        for place in range(3):
            if draw.random() < 0.05 and self.images > 1000:
                image = draw.randrange(1, self.images)
                address = f"https://img{image % 50}.example/{image}.jpg"
            else:
                self.images += 1
                image = self.images
                host = f"img{image % 50}.example"
                address = f"https://{host}/{image}.jpg"
                rows["image"].append((image, quick_hash(address), address, host))
            role = "lead" if place == 0 else "body"
            rows["post_image"].append(
                (
                    revision,
                    place,
                    image,
                    role,
                    address,
                    f"{address}?w=800",
                    None,
                    "사진",
                    "",
                    800,
                    600,
                )
            )
        for place in range(12):
            rel, kind, internal = "", "inline", False
            if place == 11 and number % 10 == 4:
                host, kind, rel = f"promo{int(30 * draw.random() ** 3)}.example", "bare", "nofollow"
                address = f"https://{host}/"
            elif place % 3 == 0 and number > 100:
                target = draw.randrange(1, number)
                address = url_of(self.site_of[target - 1], target)
                host = f"blog{self.site_of[target - 1]}.example"
                internal = self.site_of[target - 1] == site
            else:
                host = f"out{int(20_000 * draw.random() ** 4)}.example"
                address = f"https://{host}/{draw.randrange(100_000)}"
                rel = "nofollow noopener" if draw.random() < 0.3 else ""
            rows["post_link"].append(
                (
                    revision,
                    place,
                    quick_hash(address.removesuffix("/") + ("/" if kind == "bare" else "")),
                    address,
                    host,
                    address,
                    "링크",
                    rel,
                    kind,
                    internal,
                )
            )
        if number % 10 == 1:
            video = f"https://www.youtube.com/embed/{number}"
            rows["post_embed"].append((revision, 0, "youtube", video))
        for place, (field, reader) in enumerate(EVIDENCE):
            rows["field_evidence"].append((revision, place, field, "속보", reader, 1.0, True))


class _English(Maker):
    def _word(self, rank: int) -> str:
        return "".join(self.draw.choices("etaoinshrdlucmfwyp", k=self.draw.randint(2, 9)))


END = datetime(2026, 11, 1, tzinfo=UTC)
MARKS = "title body structure excerpt images links embeds authors tags categories published".split()
EVIDENCE = (
    ("title", "jekyll.post_title"),
    ("published", "jekyll.date"),
    ("authors", "linked_data.author"),
    ("body", "jekyll.post_content"),
    ("language", "html.lang"),
    ("tags", "jekyll.tags"),
)
COLUMNS = {
    "page_fetch": "id run_id site_id url_hash url final_url status content_type etag last_modified"
    " fetched_at body_bytes server_date outcome error",
    "post": "id site_id url_hash url platform_post_id current_seq state state_since first_seen_at"
    " last_seen_at listed_at last_fetch_id current_revision_id",
    "post_address": "site_id url_hash post_id url first_seen_at",
    "revision": "id post_id seq fetch_id run_id content_hash field_marks seen_at reader_version"
    " url canonical_url kind title excerpt body_text body_html language word_count published_at"
    " published_offset_min published_offset_stated published_precision published_raw modified_at"
    " modified_offset_min modified_offset_stated modified_precision modified_raw platforms entries"
    " quality",
    "post_change": "id post_id at kind from_revision_id to_revision_id summary",
    "post_author": "revision_id ord person_id",
    "post_term": "revision_id ord term_id",
    "image": "id url_hash url host",
    "post_image": "revision_id ord image_id role url observed_url widest_url alt caption width"
    " height",
    "post_link": "revision_id ord url_hash url host href text rel kind internal",
    "post_embed": "revision_id ord provider url",
    "field_evidence": "revision_id ord field value reader confidence chosen",
    "discovery": "source_id url_hash site_id url position claimed_at first_seen_at last_seen_at",
    "found_address": "site_id url_hash url outcome reason first_seen_at updated_at state place",
}


def _sqlite_value(value: Any) -> Any:
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value


class _Sqlite:
    """Rows by executemany, the indexes after them."""

    def __init__(self, archive: Archive) -> None:
        self.connection = archive.engine.raw_connection().driver_connection
        for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -1000000",
                       "journal_size_limit = 100000000"):  # fmt: skip
            self.connection.execute(f"PRAGMA {pragma}")
        self.indexes = self.connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in self.indexes:
            self.connection.execute(f"DROP INDEX {name}")
        self.connection.execute("BEGIN")
        self.places: dict[int, int] = {}

    def write(self, rows: Rows) -> None:
        for table, some in rows.items():
            name, _, columns = table.rstrip(")").partition("(")
            marks = ",".join("?" * len(columns.split()))
            self.connection.executemany(
                f"INSERT INTO {name} ({','.join(columns.split())}) VALUES ({marks})",
                [tuple(map(_sqlite_value, row)) for row in some],
            )

    def index(self, words: list[dict[str, Any]]) -> None:
        entries, texts = [], []
        for one in words:
            slot = self.places.get(one["minute"], 0)
            self.places[one["minute"]] = slot + 1
            place = one["minute"] * 256 + slot
            entries.append((one["post_id"], one["revision_id"], place))
            texts.append((place, " ".join(one["title"]), " ".join(one["all"])))
        self.connection.executemany("INSERT INTO search_entry VALUES (?, ?, ?)", entries)
        self.connection.executemany(
            "INSERT INTO search_words (rowid, title_words, words) VALUES (?, ?, ?)", texts
        )
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN")

    def finish(self) -> None:
        self.connection.execute("COMMIT")
        for _, sql in self.indexes:
            self.connection.execute(sql)
        self.connection.execute("PRAGMA analysis_limit = 1000")
        self.connection.execute("ANALYZE")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.close()


class _PostgreSQL:
    """Rows by COPY, the indexes after them."""

    def __init__(self, archive: Archive) -> None:
        self.connection = archive.engine.raw_connection().driver_connection
        self.connection.autocommit = False
        for setting in ("session_replication_role = replica", "synchronous_commit = off",
                        "maintenance_work_mem = '1GB'", "max_parallel_maintenance_workers = 1",
                        "timezone = 'UTC'"):  # fmt: skip
            self.connection.execute(f"SET {setting}")
        self.indexes = self.connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
            " AND indexdef LIKE 'CREATE INDEX%'"
        ).fetchall()
        for name, _ in self.indexes:
            self.connection.execute(f"DROP INDEX {name}")
        self.connection.commit()

    def write(self, rows: Rows) -> None:
        with self.connection.cursor() as cursor:
            for table, some in rows.items():
                name, _, columns = table.rstrip(")").partition("(")
                into = f"COPY {name} ({','.join(columns.split())}) FROM STDIN"
                with cursor.copy(into) as copy:
                    for row in some:
                        copy.write_row(row)

    def index(self, words: list[dict[str, Any]]) -> None:
        def vector(some: Sequence[str]) -> str:
            return " ".join(f"'{word}'" for word in dict.fromkeys(some))

        into = "COPY search_entry (post_id, revision_id, place, title_words, words) FROM STDIN"
        with self.connection.cursor() as cursor, cursor.copy(into) as copy:
            for one in words:
                place = one["minute"] * (1 << 30) + one["post_id"]
                copy.write_row((one["post_id"], one["revision_id"], place, vector(one["title"]),
                                vector(one["all"])))  # fmt: skip
        self.connection.commit()

    def finish(self) -> None:
        for _, definition in self.indexes:
            self.connection.execute(definition)
            self.connection.commit()
        self.connection.autocommit = True
        self.connection.execute("VACUUM ANALYZE")
        self.connection.close()


def fill(archive: Archive, count: int, say: Callable[[str], None] = print) -> None:
    """Fill an empty archive on SQLite or PostgreSQL with `count` posts."""
    begun = time.perf_counter()
    name = archive.engine.dialect.name
    sink = _Sqlite(archive) if name == "sqlite" else _PostgreSQL(archive)
    making = Making(count)
    sink.write(making.beginnings())
    for done, (rows, words) in enumerate(making.posts(), 1):
        sink.write(rows)
        sink.index(words)
        if done % 25 == 0:
            say(f"{done * STEP} posts, {time.perf_counter() - begun:.0f} s")
    say(f"all rows after {time.perf_counter() - begun:.0f} s; now the indexes")
    sink.finish()
    say(f"done after {time.perf_counter() - begun:.0f} s")


def main(arguments: list[str] | None = None) -> int:
    """Fill the archive and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--db", required=True, help="address of an empty SQLite or PostgreSQL")
    parser.add_argument("--posts", type=int, default=1_000_000, help="how many (default: 1000000)")
    options = parser.parse_args(arguments)
    with open_archive(options.db) as archive:
        if archive_stats(archive)["posts"]:
            parser.error("the database is not empty; name another")
        fill(archive, options.posts, lambda line: print(line, flush=True))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
