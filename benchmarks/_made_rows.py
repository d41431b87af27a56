"""The rows of made-up posts, for an archive of any size; each post follows from its number alone.

A post has three images, twelve links, four tags, one category, one author, and Korean (four of
five) or English text of 10 to 2,000 words, 340 at the median. One in twenty was edited once, one
in fifty is gone, one in fifty is a copy of a post on another blog but for its last sentence, one
in ten ends in a bare link.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from benchmarks.search import Maker
from pipelines.archive.rows import name_key
from pipelines.archive.search_index import (
    author_mark,
    language_mark,
    minute_of,
    site_mark,
    tag_mark,
)
from pipelines.archive.search_told import letter_mark
from pipelines.archive.search_words import cut, folded, letters_in, words_of
from pipelines.urls import url_hash

Rows = dict[str, list[tuple[Any, ...]]]

START = datetime(2016, 1, 1, tzinfo=UTC)
YEARS = timedelta(days=3650)
SITES = 200
TAGS = 300
CATEGORIES = 10
AUTHORS = 5
SENTENCES = 20_000
#: One post in so many.
EDITED, GONE, COPIED = 20, 50, 50
#: Kind, name and `name_key` of the terms that each blog has.
NAMES = [
    *(("tag", f"태그{n}", name_key("tag", f"태그{n}")) for n in range(TAGS)),
    *(("category", f"분류{n}", name_key("category", f"분류{n}")) for n in range(CATEGORIES)),
]


def url_of(site: int, number: int) -> str:
    """Return the address of a post."""
    return f"https://blog{site}.example/{number}"


def quick_hash(url: str) -> str:
    """Return `url_hash` of an address that is in normal form."""
    return hashlib.sha256(url.removeprefix("https:").encode()).hexdigest()


def site_of(number: int) -> int:
    """Return the blog of a post: the first blogs have most posts."""
    return 1 + int(SITES * _share(number) ** 2)


def original_of(number: int) -> int | None:
    """Return the post of which this one is a copy; None when it is none."""
    copy = number % COPIED == 11 and number > 5 * COPIED
    return number - COPIED * (1 + number % 4) - 1 if copy else None


def _letter_marks(text: str) -> set[str]:
    return set(map(letter_mark, letters_in([cut(text)])))


@cache
def _parts_of(name: str) -> tuple[str, set[str]]:
    """Return the words of a title or tag, in one line, and the marks of its letters."""
    return " ".join(words_of(folded(name))), _letter_marks(folded(name))


def _share(number: int) -> float:
    # Knuth's way to spread whole numbers: as good as drawn, and known without drawing.
    return (number * 2654435761 % 2**32) / 2**32


def _edits_before(number: int) -> int:
    """Return how many posts below `number` have a second revision."""
    return (number - 1 + EDITED - 3) // EDITED


def _gone_before(number: int) -> int:
    return (number - 1 + GONE - 7) // GONE


class Making:
    """Makes the rows of all tables, in order of time: a post's number is its id."""

    def __init__(self, count: int, *, seed: int = 7) -> None:
        self.count = count
        self.seed = seed
        self.draw = random.Random(seed)
        self.pools = {"ko": self._sentences(Maker(seed)), "en": self._sentences(_English(seed))}
        self.revision = self.change = 0
        #: The post whose images have their rows: its second revision shows the same.
        self.imaged = 0
        assert quick_hash("https://a.example/1") == url_hash("https://a.example/1")

    def _sentences(self, maker: Any) -> list[tuple[str, str, set[str]]]:
        pool = []
        for _ in range(SENTENCES):
            sentence = maker.text(self.draw.randint(5, 25)).replace("\n", " ").strip() + "."
            seen = folded(sentence)
            pool.append((sentence, " ".join(words_of(seen)), _letter_marks(seen)))
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
            for n, (kind, name, key) in enumerate(NAMES):
                terms.append((base + n, site, kind, name, name, key))
        names = "id url_hash home_url host platform title language created_at"
        return {
            f"site({names})": sites,
            "source(id site_id url_hash url kind first_seen_at last_seen_at last_read_at"
            " entry_count declared_total problem)": sources,
            "person(id site_id name norm_name)": people,
            "term(id site_id kind name norm_name name_key)": terms,
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

    def posts(self, first: int, last: int) -> tuple[Rows, list[dict[str, Any]]]:
        """Return the rows of the posts from `first` to `last`, and their words for the search."""
        rows: Rows = {name: [] for name in COLUMNS}
        self.revision = first - 1 + _edits_before(first)
        self.change = self.revision + _gone_before(first)
        words = [self._post(number, rows) for number in range(first, last + 1)]
        return {f"{name}({COLUMNS[name]})": some for name, some in rows.items()}, words

    def _post(self, number: int, rows: Rows) -> dict[str, Any]:
        draw = self.draw = random.Random(f"{self.seed} {number}")
        site = site_of(number)
        url = url_of(site, number)
        key = quick_hash(url)
        at = START + YEARS * (number / self.count)
        seen = at + timedelta(days=3)
        language, chosen = self._body(number)
        pool = self.pools[language]
        sentences = [pool[n] for n in chosen]
        text = "\n".join(sentence for sentence, _, _ in sentences)
        html = "".join(f"<p>{sentence}</p>" for sentence, _, _ in sentences)
        head = pool[draw.randrange(SENTENCES)]
        title = head[0][:60]
        state = "gone" if number % GONE == 7 else "live"
        last_seq = 2 if number % EDITED == 3 else 1
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
            self._details(number, site, base, tags, at, rows)
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
                title if last_seq == 1 else f"{title}!",
            )
        )
        self._print(number, rows)
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
        parts = [_parts_of(title), *(_parts_of(NAMES[n][1]) for n in tags)]
        letters = set().union(*(part[1] for part in parts), *(one[2] for one in sentences))
        marks = (
            *(tag_mark(base + n) for n in tags),
            author_mark(site * AUTHORS + number % AUTHORS),
            site_mark(site),
            language_mark(language),
        )
        return {
            "post_id": number,
            "revision_id": self.revision,
            "minute": minute_of(at),
            "title": " ".join([parts[0][0], *parts[0][1]]),
            "all": " ".join(
                [
                    parts[0][0],
                    *(one[1] for one in sentences),
                    *(part[0] for part in parts[1:]),
                    *sorted(letters),
                    *marks,
                ]
            ),
            "marks": " ".join(marks),
            "texts": (
                title,
                [sentence for sentence, _, _ in sentences],
                "\n".join(NAMES[n][1] for n in tags),
            ),
        }

    def _print(self, number: int, rows: Rows) -> None:
        """Write what `newscrawl duplicates --find` leaves; the bands are drawn, not found."""
        copies = [number + COPIED * n + 1 for n in range(1, 5)] if number % COPIED == 10 else []
        original = number if any(original_of(one) == number for one in copies) else None
        cluster = original_of(number) or original
        mark = hashlib.sha256(f"text {number}".encode()).hexdigest()
        likeness = None if cluster is None else 0.9
        rows["text_print"].append((number, self.revision, mark, cluster, likeness))
        for _ in range(12):
            rows["text_band"].append((self.draw.getrandbits(63), number))

    def _body(self, number: int) -> tuple[str, list[int]]:
        """Return the language and the sentences of a post."""
        if original := original_of(number):
            language, chosen = self._body(original)
            return language, [*chosen[:-1], number % SENTENCES]
        draw = random.Random(f"text {self.seed} {number}")
        size = min(130, max(2, int(draw.lognormvariate(3.1, 0.8))))
        return "en" if number % 5 == 0 else "ko", [draw.randrange(SENTENCES) for _ in range(size)]

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

    def _details(self, number: int, site: int, base: int, tags: Sequence[int], at: datetime,
                 rows: Rows) -> None:  # fmt: skip
        draw, revision = random.Random(f"details {number}"), self.revision
        rows["post_author"].append((revision, 0, site * AUTHORS + number % AUTHORS))
        for place, n in enumerate([*tags, TAGS + number % CATEGORIES]):
            rows["post_term"].append((revision, place, base + n, NAMES[n][2], at))
        for place in range(3):
            # The last one is in one of five posts that of an earlier post's middle.
            shared = place == 2 and number % 5 == 2
            image = 3 * draw.randrange(1, number) + 1 if shared else 3 * number + place
            host = f"img{image % 50}.example"
            address = f"https://{host}/{image}.jpg"
            if not shared and number != self.imaged:
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
        self.imaged = number
        for place in range(12):
            rel, kind, internal = "", "inline", False
            if place == 11 and number % 10 == 4:
                host, kind, rel = f"promo{int(30 * draw.random() ** 3)}.example", "bare", "nofollow"
                address = f"https://{host}/"
            elif place % 3 == 0 and number > 100:
                target = draw.randrange(1, number)
                there = site_of(target)
                address = url_of(there, target)
                host = f"blog{there}.example"
                internal = there == site
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
                    at,
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
    " last_seen_at listed_at last_fetch_id current_revision_id title",
    "post_address": "site_id url_hash post_id url first_seen_at",
    "revision": "id post_id seq fetch_id run_id content_hash field_marks seen_at reader_version"
    " url canonical_url kind title excerpt body_text body_html language word_count published_at"
    " published_offset_min published_offset_stated published_precision published_raw modified_at"
    " modified_offset_min modified_offset_stated modified_precision modified_raw platforms entries"
    " quality",
    "post_change": "id post_id at kind from_revision_id to_revision_id summary",
    "post_author": "revision_id ord person_id",
    "post_term": "revision_id ord term_id name_key tagged_at",
    "image": "id url_hash url host",
    "post_image": "revision_id ord image_id role url observed_url widest_url alt caption width"
    " height",
    "post_link": "revision_id ord url_hash url host href text rel kind internal linked_at",
    "post_embed": "revision_id ord provider url",
    "field_evidence": "revision_id ord field value reader confidence chosen",
    "text_print": "post_id revision_id text_hash cluster_id likeness",
    "text_band": "band post_id",
    "discovery": "source_id url_hash site_id url position claimed_at first_seen_at last_seen_at",
    "found_address": "site_id url_hash url outcome reason first_seen_at updated_at state place",
}
