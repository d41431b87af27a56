"""What kind of page this is: a post or not, by a score of many witnesses, with the reasons.

No single word decides. A few facts end the question (a status, a password form around nothing,
a refresh to elsewhere, a date to come); the rest is weighed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from pipelines.items import Moment, PageKind
from pipelines.readers import linked_data, platforms
from pipelines.readers.fields.embeds import is_player
from pipelines.readers.html import select, squash
from pipelines.readers.letters import length_of, letters_only
from pipelines.readers.listing import FEW, MOST, SOME, sibling_posts
from pipelines.readers.plain_stories import is_plain_story
from pipelines.readers.spots import is_elsewhere, text_of
from pipelines.urls import absolute_url, canonical_url, identity_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipelines.readers.document import Document

#: From this sum on a page is a post: best on eight engines' sites and two dozen saved blogs.
POST_SCORE = 2.5
#: Clocks differ, and a scheduled post may be a zone ahead.
_AHEAD = timedelta(hours=36)
#: A page with fewer letters than this is thin: a stub, an error or a form may be all of it.
_THIN = 400
#: From this many letters on a page is read for its text, whatever else it lacks.
_LONG = 1000

_LIST_PATH = re.compile(
    r"/(?:tags?|categor(?:y|ies)|topics?|labels?|series|authors?|archives?|pages?/\d+|page\d+|"
    r"keywords?|magazine|search|feed|guestbook|태그|카테고리|분류|tagged|search/label|collections?)"
    r"(?:/|$|\.html?$)|/(?:archives?|categories|tags|authors|index\d*|all|posts|blog)(?:\.html?)?/?$",
    re.IGNORECASE,
)

#: WordPress numbers posts so when asked to, and livedoor always; a year or a month is a list.
_NUMBERED_POST = re.compile(r"/archives?/(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])?\b)\d+(?:\.html?|/?)$")


def _folder(words: str) -> re.Pattern[str]:
    return re.compile(rf"/(?:{words})(?:/|\.html?$|$)", re.IGNORECASE)


_LISTS: dict[PageKind, re.Pattern[str]] = {
    "tag": _folder("tags?|tagged|태그|keywords?"),
    "author": _folder("authors?"),
    "category": _folder("categor(?:y|ies)|카테고리|분류|topics?|search/label|labels?"),
    "archive": _folder(r"archives?|(?:19|20)[0-9]{2}(?:/(?:0?[1-9]|1[0-2]))?(?=/?$)"),
}
_ABOUT_PATH = re.compile(
    r"/(?:about(?:[-_]?(?:me|us))?|contact(?:[-_]us)?|imprint|impressum|privacy(?:[-_]policy)?|terms|"
    r"datenschutz|disclaimer|소개|guestbook|guest-book|profile|help|faq|sitemap|subscribe)(?:/|\.html?|$)",
    re.IGNORECASE,
)
_POST_PATH = re.compile(
    r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/|/(?:entry|posts?|p|articles?|story|stories|news)/[^/]+/?$|"
    r"/\d{1,15}/?$|/[^/]*-[^/]*-[^/]*/?$|\.html?$",
    re.IGNORECASE,
)
_DATED_PATH = re.compile(r"/(?:19|20)\d\d/.*[^/]")
_LOGIN_PATH = re.compile(
    r"/(?:log[-_]?in|sign[-_]?in|sign[-_]?up|register|auth|wp-login\.php)(?:/|$|\.)", re.IGNORECASE
)
_ERROR_WORDS = re.compile(
    r"\b404\b|\b410\b|not found|page (?:doesn.t|does not) exist|no longer (?:available|exists)|"
    r"찾을 수 없|존재하지 않|삭제되었거나|삭제된 (?:글|페이지|게시물)|잘못된 (?:주소|접근)|"
    r"見つかりません|"
    r"存在しません|找不到|不存在|nicht gefunden|introuvable|no encontrad|não encontrad|не найдена",
    re.IGNORECASE,
)
_WITHHELD_WORDS = re.compile(
    r"보호되어 있는 글|비밀번호를 입력|비공개\s*(?:글|포스트|게시물|블로그)|이웃에게만|"
    r"서로이웃|이웃공개|공개되지 않|"
    r"password[- ]protected|protected post|enter (?:the|your) password|members[- ]only|"
    r"this post is (?:private|for)|"
    r"パスワードを入力|限定公開|请输入密码|passwortgeschützt|protégé par un mot de passe|"
    r"열람(?:이|할 수) (?:제한|없)|볼 수 없는 (?:글|포스트)|접근(?:이|할 수) (?:제한|없)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What the readers found out before: what this module weighs."""

    document: Document
    title: str
    published: Moment | None
    #: How many letters the body has, or, while that is all that is asked, `_THIN` at least if it is
    #: not thin; `_LONG` at least if it is long.
    letters: int
    path: str
    body_text: str


def page_kind(
    document: Document, *, title: str, published: Moment | None, body_text: str
) -> tuple[PageKind, tuple[str, ...]]:
    """Return the kind of a page and the reasons for it, the weightiest first."""
    seen = _Seen(
        document=document,
        title=title,
        published=published,
        letters=_letters_of(body_text, _LONG if document.fitting is None else _THIN),
        path=unquote(urlsplit(document.url).path),
        body_text=body_text,
    )
    certain = next((found for found in _certain(seen)), None)
    if certain:
        return _which_list(certain[0], seen.path), (certain[1],)
    if document.fitting is not None:
        if _is_built_like_posts(seen):
            return "post", ("it is built like posts of its blog that were checked",)
        seen = replace(seen, letters=_letters_of(body_text, _LONG))
    weighed = sorted(_weighed(seen), key=lambda pair: -abs(pair[0]))
    score = sum(weight for weight, _ in weighed)
    reasons = tuple(f"{reason} ({weight:+g})" for weight, reason in weighed)
    if score >= POST_SCORE:
        return "post", reasons
    return _which_list(_other_kind(seen), seen.path), reasons


def _letters_of(text: str, enough: int) -> int:
    """Return how many letters a text has, or how many its beginning has if these are enough."""
    letters = len(letters_only(text[: 2 * enough]))
    return letters if letters >= enough else len(letters_only(text))


def _is_built_like_posts(seen: _Seen) -> bool:
    """Return True when nothing speaks against a page that its site's template fits."""
    dated = seen.published is not None and seen.published.precision not in ("year", "month")
    against = any(weight < 0 for weight, _ in _addressed(seen))
    return dated and seen.letters >= _THIN and not against


def _which_list(kind: PageKind, path: str) -> PageKind:
    """Return what a list is a list of, as far as its address tells."""
    if kind != "listing":
        return kind
    return next((name for name, words in _LISTS.items() if words.search(path)), kind)


def is_notice(text: str) -> bool:
    """Return True when `text` says that something is missing, or is not for everyone."""
    return bool(_ERROR_WORDS.search(text) or _WITHHELD_WORDS.search(text))


# What ends the question


def _certain(seen: _Seen) -> Iterator[tuple[PageKind, str]]:
    document = seen.document
    status = document.page.fetch.status
    if status >= 400:
        yield "error", f"status {status}"
    if document.source is not None:
        if _is_draft(document):
            yield "draft", "the front matter says that it is a draft"
        if _is_ahead(seen):
            yield "future", f"dated {seen.published.at.date() if seen.published else ''}"
        yield "post", "a source file with front matter"
    if seen.letters < _THIN:
        if refresh := _refresh_target(document):
            yield "stub", f"sends visitors on to {refresh}"
        if frame := _whole_page_frame(document):
            yield "stub", f"holds nothing but a frame: {frame}"
    told = platforms.page_kind(document)
    if told and told[0] != "post":
        yield told
    if seen.letters < _THIN and (locked := _is_withheld(seen)):
        yield locked
    if seen.letters < _THIN and _is_sold(document):
        yield "paywall", "declares that it is not free, and shows hardly more than a beginning"
    if seen.letters < _THIN and _says_error(seen):
        yield "error", "says that there is no such page"
    if _is_ahead(seen):
        yield "future", f"dated {seen.published.at.date() if seen.published else ''}"


#: What Ghost and Substack show where the rest of a post would be.
_OFFERS = ".gh-post-upgrade-cta, .available-content ~ .paywall, .available-content .paywall"


def _is_sold(document: Document) -> bool:
    for node in document.post_nodes:
        stated = str(node.get("isAccessibleForFree", "")).lower()
        if re.split(r"[/#]", stated)[-1] == "false":
            return True
    return bool(select(document.tree, _OFFERS))


def _is_draft(document: Document) -> bool:
    matter = document.front_matter or {}
    published = str(matter.get("published", "true")).lower()
    return str(matter.get("draft", "false")).lower() == "true" or published == "false"


def _is_ahead(seen: _Seen) -> bool:
    fetch = seen.document.page.fetch
    now = max(filter(None, (fetch.server_date, fetch.fetched_at)))
    return seen.published is not None and seen.published.at > now + _AHEAD


def _refresh_target(document: Document) -> str | None:
    for element in select(document.tree, "meta[http-equiv]"):
        if (element.get("http-equiv") or "").lower() != "refresh":
            continue
        match = re.search(
            r"url\s*=\s*['\"]?([^'\">]+)", element.get("content") or "", re.IGNORECASE
        )
        target = absolute_url(match[1], document.base_url) if match else None
        if target and identity_url(target) != identity_url(document.url):
            return target
    return None


def _whole_page_frame(document: Document) -> str | None:
    if select(document.tree, "frameset"):
        return "a frameset"
    body = document.tree.find("body")
    frames = select(document.tree, "body iframe[src]")
    if body is None or len(frames) != 1:
        return None
    source = frames[0].get("src") or ""
    # A film with a line to it is a post.
    is_post = is_player(absolute_url(source, document.base_url) or "")
    return source if len(text_of(body)) < 80 and not is_post else None


def _is_withheld(seen: _Seen) -> tuple[PageKind, str] | None:
    tree = seen.document.tree
    fields = select(tree, "input[type=password]")
    password = [field for field in fields if not _is_for_comment(field)]
    names = select(
        tree,
        "input[type=email], input[autocomplete=username], input[name*=user], "
        "input[name*=login], input[name=id]",
    )
    words = " ".join([seen.title, _visible_words(seen.document)])
    if password and (not names or _WITHHELD_WORDS.search(words)):
        return "protected", "asks for a password where the body would be"
    if password or _LOGIN_PATH.search(seen.path):
        return "login", "asks who the visitor is"
    if _WITHHELD_WORDS.search(words) and seen.letters < 150:
        return "protected", "says that not everyone may read it"
    return None


def _is_for_comment(field: HtmlElement) -> bool:
    """Return whether a visitor is asked for a password to change what he says by it later."""
    form = next(field.iterancestors("form", "fieldset"), None)
    return form is not None and form.find(".//textarea") is not None


def _visible_words(document: Document) -> str:
    body = document.tree.find("body")
    return text_of(body)[:4000] if body is not None else ""


def _says_error(seen: _Seen) -> bool:
    if _is_declared_post(seen.document):
        return False
    headings = [text_of(element) for element in select(seen.document.tree, "title, h1, h2")[:5]]
    if any(_ERROR_WORDS.search(heading) for heading in (seen.title, *headings)):
        return True
    words = _visible_words(seen.document)
    return len(words) < 300 and bool(_ERROR_WORDS.search(words))


def _is_declared_post(document: Document) -> bool:
    return "article:published_time" in document.meta or bool(document.post_nodes)


# What is weighed


def _weighed(seen: _Seen) -> Iterator[tuple[float, str]]:
    yield from _declared(seen)
    yield from _indexed(seen)
    yield from _addressed(seen)
    yield from _written(seen)
    yield from _listed(seen)
    if _may_be_story(seen) and is_plain_story(seen.document, seen.title, seen.body_text):
        yield 1.5, "a text in sentences at an address of many, to which the page itself has no link"


def _may_be_story(seen: _Seen) -> bool:
    named = any(weight < 0 for weight, _ in _addressed(seen))
    return seen.published is None and seen.letters < _LONG and not named


def _declared(seen: _Seen) -> Iterator[tuple[float, str]]:
    document = seen.document
    told = platforms.page_kind(document)
    if told:
        yield 2.5, told[1]
    if document.page_data is not None:
        dated = seen.published is not None
        yield (2.0 if dated else 0.5), "its data hold the text that its head or address names"
    posts = [
        node
        for node in document.post_nodes
        if not linked_data.types_of(node) <= {"CreativeWork", "Review"}
    ]
    kinds = {kind for node in document.linked_data for kind in linked_data.types_of(node)}
    if len(posts) == 1:
        yield 2.0, f"structured data calls it {', '.join(sorted(linked_data.types_of(posts[0])))}"
    elif not posts and kinds & {"CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage"}:
        yield -2.0, "structured data calls it a collection"
    if kinds & {"AboutPage", "ContactPage"}:
        yield -2.5, "structured data calls it a page about the site"
    og_type = next(iter(document.meta.get("og:type", ())), "").lower()
    if og_type in ("article", "blog.post", "post", "news"):
        yield 1.0, f"og:type is {og_type}"
    elif og_type in ("website", "blog", "profile"):
        yield -0.5, f"og:type is {og_type}"
    stated = set(document.meta.get("datepublished", ()))
    # Of several each post of a list states its own, in the body.
    if "article:published_time" in document.meta or len(stated) == 1:
        yield 1.0, "the head states when it was published"
    if select(
        document.tree, "[itemtype$=BlogPosting], [itemtype$=NewsArticle], .h-entry, .hentry"
    ) and not _is_many(document):
        yield 1.0, "marked as an entry"
    canonical = _canonical_path(document)
    if canonical in ("", "/") and seen.path not in ("", "/"):
        yield -2.0, "its canonical address is the home page"


def _is_many(document: Document) -> bool:
    found = [
        element
        for element in select(document.tree, "article, .h-entry, .hentry")
        if not is_elsewhere(element)
    ]
    tops = [
        element
        for element in found
        if not any(parent in found for parent in element.iterancestors())
    ]
    return len(tops) > 2


def _canonical_path(document: Document) -> str | None:
    for link in select(document.tree, "link[rel=canonical][href]"):
        target = absolute_url(link.get("href") or "", document.base_url)
        if target:
            parts = urlsplit(canonical_url(target))
            return parts.path if not parts.query else parts.path + "?"
    return None


def _indexed(seen: _Seen) -> Iterator[tuple[float, str]]:
    kinds = {entry.found_kind for entry in seen.document.entries}
    if kinds & {"feed", "api", "folder"}:
        yield 4.5, "a feed or list of posts names it"
    elif "sitemap" in kinds:
        yield 0.5, "a sitemap names it"
    if any(entry.among_posts for entry in seen.document.entries):
        yield 2.5, "it stands in a list of posts"
    elif seen.document.parts.of:
        yield 2.5, "it is a further page of a post"


def _addressed(seen: _Seen) -> Iterator[tuple[float, str]]:
    if _is_home(seen):
        yield -4.0, "it is the home page"
        return
    query = _query(seen)
    is_list = _LIST_PATH.search(seen.path) and not _NUMBERED_POST.search(seen.path)
    named = {"s", "q", "search", "tag", "category", "cat", "paged", "page", "author"} & set(query)
    told = platforms.page_kind(seen.document) if named else None
    # Boards carry the page of the list along in the addresses of their posts.
    if is_list or (named and not (told and told[0] == "post")):
        # A category in the query of a post's address only says how it was reached.
        numbered = re.search(r"/\d+/?$|/entry/", seen.path)
        if not (numbered and {"category"} & set(query)):
            yield -2.5, "its address is that of a list"
    elif _ABOUT_PATH.search(seen.path):
        yield -3.0, "its address is that of a page about the site"
    elif _DATED_PATH.search(seen.path):
        yield 1.0, "its address is dated, as that of a post"
    elif _POST_PATH.search(seen.path):
        yield 0.5, "its address looks like a post's"


def _query(seen: _Seen) -> dict[str, list[str]]:
    """Return the query of the page's address, without the number that a post's further page has."""
    query = parse_qs(urlsplit(seen.document.url).query) if "?" in seen.document.url else {}
    if seen.document.parts.of:
        query.pop("page", None)
    return query


def _is_home(seen: _Seen) -> bool:
    url, site = seen.document.url, seen.document.page.site
    parts = urlsplit(url)
    if parts.query and set(parse_qs(parts.query)) - {"page", "paged"}:
        return False
    return seen.path in ("", "/") or canonical_url(url) == canonical_url(site)


def _written(seen: _Seen) -> Iterator[tuple[float, str]]:
    document = seen.document
    long = seen.letters >= _LONG
    if seen.published is not None and seen.published.precision not in ("year", "month"):
        yield 1.5, "it has a date"
    else:
        yield (-0.5 if long else -1.0), "it has no date"
    if long:
        yield 2.0, "it has a long text"
    elif (length := length_of(letters_only(seen.body_text[:_LONG]))) >= 200:
        yield 1.0, "it has a text"
    elif length >= 80:
        yield 0.5, "it has a short text"
    elif seen.letters < 40 and (
        document.container is None or not select(document.container, "img, iframe, video")
    ):
        yield -1.5, "it has next to no text"
    headings = [text_of(element) for element in select(document.tree, "h1, h2, h3")[:6]]
    if seen.title and squash(seen.title).casefold() in {heading.casefold() for heading in headings}:
        yield 0.5, "its heading is its title"
    if (
        select(
            document.tree, "a[rel~=prev], a[rel~=next], .post-navigation, .nav-previous, .prev-post"
        )
        and seen.letters >= 200
    ):
        yield 0.5, "it stands between an earlier and a later one"


def _listed(seen: _Seen) -> Iterator[tuple[float, str]]:
    told, body = platforms.page_kind(seen.document), seen.document.container
    known = told is not None and told[0] == "post"
    # Beside a post of one word or one picture any list of others is the most of a page.
    if known and body is not None and platforms.is_wrapped(seen.document, body):
        return
    found = sibling_posts(seen.document)
    if found.items >= FEW and found.share >= MOST:
        yield -4.0, f"it lists {found.items} posts and holds little else"
    elif found.items >= FEW and found.share >= SOME:
        yield -2.0, f"it lists {found.items} posts"
    if found.link_density > MOST and seen.letters >= 40:
        yield -2.0, "most of its words are links"


# What else it may be


def _other_kind(seen: _Seen) -> PageKind:
    query = _query(seen)
    if _is_home(seen):
        return "home"
    if re.search(r"/search(?:/|$)", seen.path) or {"s", "q", "search"} & set(query):
        return "search"
    if _LOGIN_PATH.search(seen.path):
        return "login"
    if _ABOUT_PATH.search(seen.path):
        return "about"
    found = sibling_posts(seen.document)
    if (
        _LIST_PATH.search(seen.path)
        or found.items >= FEW
        or {"tag", "category", "paged", "page"} & set(query)
    ):
        return "listing"
    return "about" if seen.letters < 2 * _THIN and seen.published is None else "other"
