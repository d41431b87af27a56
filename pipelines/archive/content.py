"""What makes a post the same or another: marks of each field, and the fields an author edited.

A signed image address, a tracking parameter or a counter in a link is no edit.
Neither is what an index alone said and says no more: a post that falls out of
its feed loses the feed's tags and dates, and nobody edited anything. Nor is what the source file of
a post does not say and its page does: the name that a template puts on every page.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from pipelines.items import Moment, Post
from pipelines.urls import identity_url

#: Query names that change with each visit: signatures, expiry times, sessions, cache busters.
VOLATILE = re.compile(
    r"""^(x-(amz|goog|oss|cos)-\w[\w-]*|signature|expires|key-pair-id|policy|awsaccesskeyid
    |googleaccessid|ossaccesskeyid|credential|allow_ip|allow_referer|hmac|token|access_token|hdnts
    |auth_key|se|sig|sv|sr|sp|st|skoid|sktid|skt|ske|sks|skv|phpsessid|jsessionid|sessionid
    |_|cb|cachebuster|nocache|timestamp)$""",
    re.VERBOSE | re.IGNORECASE,
)

#: What an index may say in place of the page, and be silent of at the next visit.
BORNE = ("published", "modified", "authors", "tags", "categories", "excerpt")
#: A reader of feeds, sitemaps and lists: `dates.entry_published`, `excerpt.index_summary`.
_INDEX_READER = re.compile(r"\.(entry|index)_")
#: The key among the marks under which the fields stand that an index alone gave.
_BORNE_MARK = "from_index"
#: The key of the mark of the clean HTML: no edit is told by it, `db check --deep` holds it.
_HTML_MARK = "html"
#: The key that marks have which were made of the source of a post, not of its page.
_SOURCE_MARK = "source"
#: The key under which the fields stand that were kept, though nobody gave them any more.
CARRIED_MARK = "carried"
#: The key that says that page and source both say this, and under which the fields stand that the
#: later one of them did not give.
SHARED_MARK = "shared"
#: Among the marks, and nothing that an author edits.
_BESIDE = (_BORNE_MARK, _HTML_MARK, _SOURCE_MARK, CARRIED_MARK, SHARED_MARK)
#: What archives of before lack among their marks.
LATER_MARKS = (_HTML_MARK, _SOURCE_MARK)
_MOMENTS = ("published", "modified")
# Structure that carries meaning; a theme may wrap text in other elements at will.
_STRUCTURE = re.compile(r"<(h[1-6]|ul|ol|li|table|tr|t[hd]|blockquote|pre|hr|del|s|ins)\b", re.I)
# Template words, not the author's: what remains is nofollow, sponsored, ugc and the like.
_REL_OF_TEMPLATES = {"noopener", "noreferrer", "external"}


def stable_address(url: str) -> str:
    """Return what stays of an address when signatures, sessions and tracking are taken away."""
    identity = identity_url(url)
    if "?" not in identity:
        return identity
    try:
        parts = urlsplit(identity)
    except ValueError:
        return identity
    kept = [
        one for one in parse_qsl(parts.query, keep_blank_values=True) if not VOLATILE.match(one[0])
    ]
    return f"//{parts.netloc}{parts.path}" + (f"?{urlencode(kept)}" if kept else "")


def field_marks(post: Post) -> dict[str, str]:
    """Return a short mark for each field that an author can edit; "" for an empty field.

    Two keys more: `from_index` names the fields that an index gave, not the page, and `html` is
    the mark of the clean HTML as it is. A third, `source`, is there where no page was read, but
    the source of the post.
    """
    borne = {one.field for one in post.evidence if one.chosen and _INDEX_READER.search(one.reader)}
    return {
        "title": _mark(post.title),
        "body": _mark(post.body_text),
        "structure": _mark(*structure_of(post)),
        "excerpt": _mark(post.excerpt),
        "images": _mark(*(f"{stable_address(i.url)}\n{i.alt}\n{i.caption}" for i in post.images)),
        "links": _mark(
            *(f"{stable_address(k.url)}\n{k.text}\n{meaningful_rel(k.rel)}" for k in post.links)
        ),
        "embeds": _mark(*(stable_address(embed.url) for embed in post.embeds)),
        "authors": _mark(*post.authors),
        # A list of tags has no order of its own: themes sort it now by name, now by count.
        "tags": _mark(*sorted(post.tags)),
        "categories": _mark(*sorted(post.categories)),
        "published": _moment_mark(post.published),
        "modified": _moment_mark(post.modified),
        _BORNE_MARK: " ".join(name for name in BORNE if name in borne),
        _HTML_MARK: _digest(post.body_html) if post.body_html else "",
        **({_SOURCE_MARK: "1"} if _is_source(post) else {}),
    }


def structure_of(post: Post) -> list[str]:
    """Return the elements of a body that carry meaning, in order."""
    return [name.lower() for name in _STRUCTURE.findall(post.body_html)]


def _is_source(post: Post) -> bool:
    """Return True for what was read from the source of a post: a file of a folder, an export."""
    return any(entry.found_kind == "folder" for entry in post.entries) or any(
        said.chosen and said.reader.endswith(".front_matter") for said in post.evidence
    )


def are_alike(one: dict[str, str], other: dict[str, str]) -> bool:
    """Return True when both marks are of pages, or both of sources."""
    return (_SOURCE_MARK in one) == (_SOURCE_MARK in other)


def content_hash(marks: dict[str, str]) -> str:
    """Return one hash over the marks of all fields, 64 hex digits."""
    text = "\n".join(f"{name}={marks[name]}" for name in sorted(marks) if name not in _BESIDE)
    return hashlib.sha256(text.encode()).hexdigest()


def edited_fields(
    old: dict[str, str], new: dict[str, str], *, carried: bool = False
) -> tuple[str, ...]:
    """Return the names of the fields that differ as by an edit, in order; () when none does.

    `carried`: `new` was given what nobody says any more; what it lacks even so was taken away.
    """
    lost = () if carried else lost_fields(old, new)
    changed = tuple(
        name
        for name in new
        if name not in (*_BESIDE, *lost)
        and old.get(name, "") != new[name]
        and not (name in _MOMENTS and _agree(old.get(name, ""), new[name]))
    )
    # Many a sitemap states the time of its own making for every page: that alone is no edit.
    alone = changed == ("modified",) and "modified" in new[_BORNE_MARK].split()
    return () if alone else changed


def lost_fields(old: dict[str, str], new: dict[str, str]) -> tuple[str, ...]:
    """Return the names of the fields that nobody gives now, and that not the page had given.

    An index alone had given them; or one of the marks is of the page, and one of its source.
    """
    borne = (f"{old.get(_BORNE_MARK, '')} {old.get(CARRIED_MARK, '')}").split()
    names = (name for name in BORNE if name in borne or not are_alike(old, new))
    return tuple(name for name in names if old[name] and not new[name])


def with_carried(own: dict[str, str], post: Post, carried: tuple[str, ...]) -> dict[str, str]:
    """Return the marks of `post`, read with the marks `own`, that was given fields of another."""
    marks = {**field_marks(post), CARRIED_MARK: " ".join(carried)}
    # Their evidence says where the other was read.
    marks.pop(_SOURCE_MARK, None)
    return marks | {name: own[name] for name in (_SOURCE_MARK,) if name in own}


def said_alike(held: dict[str, str], marks: dict[str, str]) -> dict[str, str] | None:
    """Return what the page said by the marks held, or the source: whichever `marks` are of.

    Without what was carried over. None when it did not say this.
    """
    alike = are_alike(held, marks)
    if not alike and SHARED_MARK not in held:
        return None
    carried = held.get(CARRIED_MARK if alike else SHARED_MARK, "").split()
    return {name: "" if name in carried else mark for name, mark in held.items()}


def _mark(*parts: str) -> str:
    text = "\x1f".join(normal_text(part) for part in parts)
    if not text.strip("\x1f"):
        return ""
    return _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


_UNSEEN = "\u200b\u200c\u2060\ufeff\xad"


def normal_text(text: str) -> str:
    """Return a text as it is compared: of what nobody sees nothing is left."""
    # One way to write a character, and any white space is one space: NBSP and zero-width
    # characters come and go with editors.
    if text.isascii():
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", text)
    for unseen in _UNSEEN:  # to look for each is quicker than to look at each letter
        if unseen in text:
            text = text.replace(unseen, "")
    return " ".join(text.split())


def meaningful_rel(rel: str) -> str:
    """Return the tokens of a `rel` that an author chooses, in order."""
    return " ".join(sorted(set(rel.lower().split()) - _REL_OF_TEMPLATES)) if rel else ""


def _moment_mark(moment: Moment | None) -> str:
    if moment is None:
        return ""
    if moment.precision == "relative":
        return "relative"  # "3 hours ago" differs at each visit and means the same
    return f"{moment.at.isoformat(timespec='seconds')}/{moment.precision}"


def dates_agree(one: str, other: str) -> bool:
    """Return True when two marks of a moment name one day, neither contradicting the other."""
    days = all(mark.rpartition("/")[2] in _DAYS for mark in (one, other))
    return days and (_agree(one, other) or _agree(other, one))


#: Precisions that name a day.
_DAYS = ("second", "minute", "day")


def _agree(old: str, new: str) -> bool:
    """Return True when the new statement of an instant does not contradict or refine the old."""
    if "" in (old, new) or old == "relative":
        return False
    if new == "relative":
        return True
    (old_at, old_unit), (new_at, new_unit) = _parsed(old), _parsed(new)
    width = min(_WIDTH[old_unit], _WIDTH[new_unit])
    if _WIDTH[new_unit] > _WIDTH[old_unit]:
        return False
    walls = (old_at.replace(tzinfo=None), new_at.replace(tzinfo=None))
    instants = (old_at.astimezone(UTC), new_at.astimezone(UTC))
    return any(a.isoformat()[:width] == b.isoformat()[:width] for a, b in (walls, instants))


#: Characters of ISO 8601 that a statement of this precision fills.
_WIDTH = {"year": 4, "month": 7, "day": 10, "minute": 16, "second": 19}


def _parsed(mark: str) -> tuple[datetime, str]:
    at, _, unit = mark.rpartition("/")
    return datetime.fromisoformat(at), unit
