"""What of a page is said otherwise, though its author did nothing: told by the two posts whole.

The marks of two posts (content.py) tell that a field differs, not how. A theme, a plugin or the
servers of pictures may have said the same in other words; only who sees both can tell. Each rule
here lets no word, picture, link or name of an author go by.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pipelines.archive.content import meaningful_rel, normal_text, stable_address
from pipelines.archive.rows import norm_name
from pipelines.items import Image, Post

#: A picture that lies as a file: whatever is asked of it (a size, a version, a permission).
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg)$", re.IGNORECASE)
#: Servers that share the work are numbered: `i2.wp.example`, `cdn1.example`, `/cdn1/a.jpg`.
_NUMBERED = re.compile(r"\d+")
_NUMBERED_FOLDER = re.compile(r"^(/[a-z]+)\d+(?=/)", re.IGNORECASE)
#: A folder of one size: `w1200`, `r_800x600`, `1280x0`.
_SIZE_FOLDER = re.compile(r"/(?:[a-z]{1,2}_?\d{2,4}(?:x\d{0,4})?|\d{2,4}x\d{0,4})(?=/)", re.I)
#: Characters and digits of a file name that no other picture has: `IMG_2345.jpg`, `f93c4e8.png`.
_TELLING, _DIGITS = 9, 3
#: What plugins add to every link, or to every foreign one; `sponsored` is said of one.
_OF_PLUGINS = {"nofollow", "ugc"}


def really_edited(old: Post, new: Post, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the differing `fields` in which an author may have done something."""
    untouched = {name for name in fields if name in _SAME and _SAME[name](old, new)}
    # The words under a picture are told with the picture.
    if "body" in fields and ("images" in untouched or "images" not in fields):
        untouched |= {"body"} if _beside_captions(old) == _beside_captions(new) else set()
    return tuple(name for name in fields if name not in untouched)


def picture_key(url: str) -> str:
    """Return what names a picture that lies as a file, on whichever of several servers.

    Of the file alone where its name tells it: a blog that moves, or a new server of pictures, has
    it in another folder.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if not _PICTURE_FILE.search(parts.path):
        return stable_address(url)
    name = parts.path.rpartition("/")[2]
    if len(name) >= _TELLING and sum(map(str.isdigit, name)) >= _DIGITS:
        return name
    host = _NUMBERED.sub("", parts.netloc.removeprefix("www."))
    return host + _SIZE_FOLDER.sub("", _NUMBERED_FOLDER.sub(r"\1", parts.path))


def _same_images(old: Post, new: Post) -> bool:
    return _pictures(old) == _pictures(new)


def _pictures(post: Post) -> list[tuple[str, str, str]]:
    return [(picture_key(one.url), normal_text(one.alt), caption_of(one)) for one in post.images]


def caption_of(image: Image) -> str:
    """Return the caption of a picture; empty where it is its description, which a theme shows."""
    caption = normal_text(image.caption)
    return "" if caption == normal_text(image.alt) else caption


def _same_links(old: Post, new: Post) -> bool:
    return _links(old) == _links(new)


def _links(post: Post) -> list[tuple[str, str, frozenset[str]]]:
    return [
        (
            stable_address(one.url),
            normal_text(one.text),
            frozenset(meaningful_rel(one.rel).split()) - _OF_PLUGINS,
        )
        for one in post.links
    ]


def _same_authors(old: Post, new: Post) -> bool:
    """Return True for names that differ in what is no letter: `Moru` and `Moru ✦`."""
    return list(map(_letters, old.authors)) == list(map(_letters, new.authors))


def _letters(name: str) -> str:
    folded = norm_name(name)
    return "".join(filter(str.isalnum, folded)) or folded


def _same_terms(old: Post, new: Post) -> bool:
    """Return True when one theme calls a tag what another calls a category."""
    return sorted(old.tags + old.categories) == sorted(new.tags + new.categories)


def _beside_captions(post: Post) -> list[str]:
    under = {normal_text(one.caption) for one in post.images}
    lines = map(normal_text, post.body_text.split("\n"))
    return [line for line in lines if line and line not in under]


_SAME = {
    "images": _same_images,
    "links": _same_links,
    "authors": _same_authors,
    "tags": _same_terms,
    "categories": _same_terms,
}
