"""Facts that end the question what kind of page this is, before anything is weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from lxml.html import HtmlElement

from pipelines.items import PageKind
from pipelines.readers import platforms
from pipelines.readers.document import Document
from pipelines.readers.fields.embeds import is_player
from pipelines.readers.kinds.addresses import LOGIN_PATH
from pipelines.readers.kinds.alerts import alerted
from pipelines.readers.kinds.notices import ERROR_WORDS, WITHHELD_WORDS
from pipelines.readers.kinds.seen import THIN, Seen
from pipelines.readers.kinds.shells import TOLD
from pipelines.readers.text.letters import length_of, letters_only
from pipelines.readers.trees.html import names_of
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import text_of
from pipelines.readers.trees.visibility import is_hidden, is_out_of_sight
from pipelines.urls import absolute_url, identity_url

#: Clocks differ, and a scheduled post may be a zone ahead.
_AHEAD = timedelta(hours=36)


def certain(seen: Seen) -> Iterator[tuple[PageKind, str]]:
    """Yield the kinds that are beyond doubt, each with its reason; the first is the answer."""
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
    if seen.letters < THIN:
        if said := alerted(document):
            yield from _told_by_alert(said)
        if refresh := _refresh_target(document):
            yield "stub", f"sends visitors on to {refresh}"
        if frame := _whole_page_frame(document):
            yield "stub", f"holds nothing but a frame: {frame}"
        if document.is_shell and seen.letters < TOLD and document.page_data is None:
            yield "stub", "a script would fill it"
    told = platforms.page_kind(document)
    if told and told[0] != "post":
        yield told
    if seen.letters < THIN:
        locked = _is_withheld(seen)
        if locked:
            yield locked
        if _is_sold(document):
            yield "paywall", "declares that it is not free, and shows hardly more than a beginning"
        if _says_error(seen):
            yield "error", "says that there is no such page"
    if _is_ahead(seen):
        yield "future", f"dated {seen.published.at.date() if seen.published else ''}"


def _told_by_alert(said: str) -> Iterator[tuple[PageKind, str]]:
    if WITHHELD_WORDS.search(said):
        yield "protected", "alerts that not everyone may read it"
    if _KNOWN_ONLY.search(said):
        yield "login", "alerts that it asks who the visitor is"
    if ERROR_WORDS.search(said):
        yield "error", "alerts that there is no such page"


_KNOWN_ONLY = re.compile(r"권한|로그인|회원|log ?in|sign in|ログイン|登[录錄]", re.IGNORECASE)

#: What Ghost and Substack show where the rest of a post would be.
_OFFERS = ".gh-post-upgrade-cta, .available-content ~ .paywall, .available-content .paywall"

#: What others call it, with a button to buy the rest: `p-article__paywall` of note.
_WALLS = ".paywall, [class$='_paywall'], [class$='-paywall']"


def _is_sold(document: Document) -> bool:
    for node in document.post_nodes:
        stated = str(node.get("isAccessibleForFree", "")).lower()
        if re.split(r"[/#]", stated)[-1] == "false":
            return True
    if select(document.tree, _OFFERS):
        return True
    walls = [one for one in select(document.tree, _WALLS) if one.find(".//button") is not None]
    # What stands around the post is called so where it has none: `<body class="no-paywall">`.
    post = document.container if walls else None
    around = set() if post is None else {post, *post.iterancestors()}
    return any(wall not in around and not is_out_of_sight(wall) for wall in walls)


def _is_draft(document: Document) -> bool:
    matter = document.front_matter or {}
    published = str(matter.get("published", "true")).lower()
    return str(matter.get("draft", "false")).lower() == "true" or published == "false"


def _is_ahead(seen: Seen) -> bool:
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


def _is_withheld(seen: Seen) -> tuple[PageKind, str] | None:
    tree = seen.document.tree
    fields = select(tree, "input[type=password]")
    password = [one for one in fields if not (_is_for_comment(one) or _is_kept_hidden(one))]
    if password and _shows_post(seen):
        # Many sites ask for it at the head, or for comments, on each page.
        password = [one for one in password if _is_wall(one)]
    names = select(
        tree,
        "input[type=email], input[autocomplete=username], input[name*=user], "
        "input[name*=login], input[name=id]",
    )
    words = " ".join([seen.title, _visible_words(seen.document)])
    if password and (not names or WITHHELD_WORDS.search(words)):
        return "protected", "asks for a password where the body would be"
    if password or LOGIN_PATH.search(seen.path):
        return "login", "asks who the visitor is"
    if WITHHELD_WORDS.search(words) and seen.letters < 150:
        return "protected", "says that not everyone may read it"
    return None


def _shows_post(seen: Seen) -> bool:
    """Return whether a page has a day and words of its own, be they few."""
    return seen.has_day and length_of(letters_only(seen.body_text)) >= _FEW_WORDS


#: Where less is shown, what is asked for may be what would show more.
_FEW_WORDS = 160


def _is_wall(field: HtmlElement) -> bool:
    """Return whether what holds a field for a password is called a barrier before the rest."""
    return any(_WALL.search(names_of(one)) for one in field.iterancestors() if one.tag != "body")


_WALL = re.compile(
    r"pay-?wall|freemium|premium|restrict|protect|locked?\b|members?-?only|barrier|gated?\b",
    re.IGNORECASE,
)


def _is_kept_hidden(field: HtmlElement) -> bool:
    """Return whether a field is in every page, and shown where one is locked: not here."""
    return any(map(is_hidden, field.iterancestors()))


def _is_for_comment(field: HtmlElement) -> bool:
    """Return whether a visitor is asked for a password to change what he says, or said, by it."""
    row = next(field.iterancestors("tr", "li", "p"), None)
    if row is not None and _CHANGES.search(text_of(row)):
        return True
    form = next(field.iterancestors("form", "fieldset"), None)
    return form is not None and form.find(".//textarea") is not None


#: `수정 및 삭제하려면 비밀번호를 입력하세요.`, below each post of a shop's board.
_CHANGES = re.compile(r"(?:수정|삭제).{0,12}(?:하려면|시|하실)\s?.{0,10}비밀번호|수정 및 삭제")


def _visible_words(document: Document) -> str:
    body = document.tree.find("body")
    return text_of(body)[:4000] if body is not None else ""


def _says_error(seen: Seen) -> bool:
    # A short post may be about such an error.
    document = seen.document
    if "article:published_time" in document.meta or document.post_nodes or _shows_post(seen):
        return False
    headings = [text_of(element) for element in select(document.tree, "title, h1, h2")[:5]]
    if any(ERROR_WORDS.search(heading) for heading in (seen.title, *headings)):
        return True
    words = _visible_words(document)
    return len(words) < 300 and bool(ERROR_WORDS.search(words))
