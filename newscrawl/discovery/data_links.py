"""Posts that stand in the data of a page alone, and the addresses that they are proved to have.

An object of the data may say its address. If it only says a slug, the address of another object of
its kind proves how addresses are built: `/posts/rain`, shown on the page, is that of the object
whose slug is `rain`, so the one with the slug `snow` is at `/posts/snow`. Without proof there is
no address: none is made up.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from newscrawl.discovery.page_numbers import is_numbered
from pipelines.readers.data.objects import TITLES, last_name, line_of, objects, said_of, stated
from pipelines.urls import absolute_url, identity_url

#: Where an object says its whole address, or the path of it.
_ADDRESSES = (
    "url",
    "permalink",
    "link",
    "href",
    "canonicalurl",
    "uri",
    "path",
    "pathname",
    "fullpath",
)
#: What tells it from others in its address.
_SLUGS = tuple("slug urlslug postslug path permalink url link id postid number".split())
#: What is said of posts, and neither of categories nor of pages in a menu.
_SIGNS = frozenset(
    """publishedat publishedon publisheddate publishedtime datepublished publishdate published
    pubdate firstpublishedat releasedat postdate date dategmt createdat createdon created
    createddate excerpt summary readingtime""".split()
)
_DRAFTS = (("draft", True), ("isdraft", True), ("published", False), ("ispublished", False))
#: No page of a blog names more; the rest is passed by.
_MOST = 5000
_LONGEST = 200
#: A slug that is a number is found in the address of another page by chance.
_PROOFS_OF_A_NUMBER = 2
#: An object is of the kind of another when so much of what is said of it is said of that one.
_ALIKE = 0.6
#: Posts of one blog are not said in more ways.
_MOST_KINDS = 20
_SLUG = re.compile(r"[^\s/?#%\\]+(?:/[^\s/?#%\\]+){0,4}")
_ENDINGS = ("", "/", ".html", ".htm", "/index.html")


@dataclass(frozen=True, slots=True)
class NamedPost:
    """A post that the data of a page name: what they say of it in a word or a line, by key."""

    said: dict[str, str]
    #: All keys, also of what is longer.
    keys: frozenset[str]


@dataclass(slots=True)
class DataLinks:
    """What the data of a page lead to."""

    #: Absolute, in the order of the data.
    urls: list[str] = field(default_factory=list)
    #: Posts whose address nothing proves.
    unplaced: list[NamedPost] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """How addresses are built: folders, each a word or the key of what stands there."""

    origin: str
    folders: tuple[tuple[str, bool], ...]
    key: str
    ending: str
    #: Name in the query, when the slug stands there.
    name: str = ""

    def fill(self, post: NamedPost) -> str:
        """Return the address of a post; empty when not all of it is said."""
        folders = [post.said.get(word, "") if is_key else word for word, is_key in self.folders]
        slug = post.said.get(self.key, "").strip("/")
        if not all(map(_SLUG.fullmatch, (*folders, slug))) or {".", ".."} & {*folders, slug}:
            return ""
        path = "".join(f"/{quote(one)}" for one in folders)
        if self.name:
            return f"{self.origin}{path}{self.ending}?{urlencode({self.name: slug})}"
        return f"{self.origin}{path}/{quote(slug)}{self.ending}"


def data_links(values: Sequence[Any], base: str, shown: Iterable[str]) -> DataLinks:
    """Return where the posts in `values` are, `shown` being the addresses that the page shows."""
    found = DataLinks()
    told: list[str] = []
    addressed: set[int] = set()
    posts: list[NamedPost] = []
    for node, _ in objects(values, []):
        if len(posts) >= _MOST:
            break
        said = said_of(node)
        if not any(map(line_of, stated(said, TITLES))) or _is_draft(said[0]):
            continue
        post = _named(said)
        url = next((url for key in _ADDRESSES if (url := _address(post.said.get(key), base))), "")
        if url:
            told.append(url)
            addressed.add(id(post))
        posts.append(post)
    urls, unplaced = placed(posts, [*shown, *told])
    found.unplaced = [post for post in unplaced if id(post) not in addressed]
    found.urls = list(dict.fromkeys([*told, *urls]))
    return found


def placed(posts: Sequence[NamedPost], known: Iterable[str]) -> tuple[list[str], list[NamedPost]]:
    """Return the addresses of posts, as `known` ones prove them, and the posts that have none."""
    ends: dict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(known):
        if is_numbered(url):
            continue  # the second page of a list is not that of the object with the number 2
        parts = urlsplit(url)
        for name in {last_name(parts.path), *(value for _, value in parse_qsl(parts.query))}:
            ends[name].append(url)
    proofs: Counter[_Pattern] = Counter()
    weak: Counter[_Pattern] = Counter()
    kinds: dict[_Pattern, dict[frozenset[str], NamedPost]] = defaultdict(dict)
    known_ones: set[int] = set()
    for place, post in enumerate(posts):
        for key in _SLUGS:
            slug = post.said.get(key, "").strip("/")
            for url in ends.get(last_name(slug), ())[:20] if slug else ():
                if pattern := _pattern(url, key, slug, post):
                    proofs[pattern] += 1
                    weak[pattern] += slug.isdigit()
                    if len(kinds[pattern]) < _MOST_KINDS:
                        kinds[pattern][post.keys] = post
                    known_ones.add(place)
    urls: list[str] = []
    unplaced: list[NamedPost] = []
    usual = _usual(
        Counter(
            {
                one: count
                for one, count in proofs.items()
                if count >= _PROOFS_OF_A_NUMBER or not weak[one]
            }
        )
    )
    for place, post in enumerate(posts):
        if place in known_ones or not post.keys & _SIGNS:
            continue
        fitting = (
            one for one in usual if any(_is_alike(post, other) for other in kinds[one].values())
        )
        url = next((url for pattern in fitting if (url := pattern.fill(post))), "")
        if url:
            urls.append(url)
        elif any(post.said.get(key) for key in _SLUGS):
            unplaced.append(post)
    return urls, unplaced


def _usual(proofs: Counter[_Pattern]) -> list[_Pattern]:
    """Return for each key the pattern that most known addresses of it have."""
    best: dict[str, _Pattern] = {}
    total: Counter[str] = Counter()
    for pattern, count in proofs.items():
        total[pattern.key] += count
    for pattern, count in proofs.most_common():
        if 2 * count > total[pattern.key]:
            best.setdefault(pattern.key, pattern)
    return [best[key] for key in _SLUGS if key in best]


def _named(said: Sequence[dict[str, Any]]) -> NamedPost:
    words: dict[str, str] = {}
    for node in reversed(said):
        for key, value in node.items():
            if isinstance(value, dict):  # a slug of Sanity; a category with its own
                value = value.get("current") or value.get("slug")
            if isinstance(value, str | int) and not isinstance(value, bool):
                text = str(value) if isinstance(value, str) or abs(value) < 10**18 else ""
                if 0 < len(text) <= _LONGEST:
                    words[key] = text
    return NamedPost(words, frozenset(key for node in said for key in node))


def _is_draft(own: dict[str, Any]) -> bool:
    return any(own.get(key) is value for key, value in _DRAFTS)


def _address(text: str | None, base: str) -> str:
    if not text or not (text.startswith(("http://", "https://")) or re.match(r"/(?!/)", text)):
        return ""
    url = absolute_url(text, base)
    return url if url and identity_url(url) != identity_url(base) else ""


def _pattern(url: str, key: str, slug: str, post: NamedPost) -> _Pattern | None:
    """Return how `url` is built, if it is the address of the post with that slug."""
    parts = urlsplit(url)
    origin, path = f"{parts.scheme}://{parts.netloc}", unquote(parts.path)
    if parts.query:
        pairs = parse_qsl(parts.query)
        if len(pairs) != 1 or pairs[0][1] != slug:
            return None
        ending = "/" if path.endswith("/") else ""
        words = tuple((one, False) for one in path.split("/") if one)
        return _Pattern(origin, words, key, ending, pairs[0][0])
    for ending in _ENDINGS:
        if path.endswith(f"/{slug}{ending}"):
            break
    else:
        return None
    folders = tuple(
        (next((name for name, word in post.said.items() if word == one and name != key), ""), one)
        for one in path[: -len(f"/{slug}{ending}")].split("/")
        if one
    )
    # A number that is nowhere said is a date, or a page: of another post it is another.
    if any(not name and one.isdigit() for name, one in folders):
        return None
    return _Pattern(origin, tuple((name or one, bool(name)) for name, one in folders), key, ending)


def _is_alike(post: NamedPost, other: NamedPost) -> bool:
    kinds = {one.said.get("typename", "") for one in (post, other)} - {""}
    return len(kinds) < 2 and len(post.keys & other.keys) >= _ALIKE * len(post.keys)
