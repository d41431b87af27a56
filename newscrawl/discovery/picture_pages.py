"""Pages that show one picture of a post, below the address of the post."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from newscrawl.discovery.page_links import PageLink
from newscrawl.discovery.scope import is_below

#: What cameras and telephones call a picture.
_PICTURE = re.compile(
    r"(?:img|dsc[a-z]?|p(?=\d{4})|pxl|mvi|gopr|images?|photos?|pict?|pictures?|screen-?shot|스크린샷|"
    r"kakaotalk(?:[-_]photo)?)[-_]?\d[\d_-]*[a-z]?|\d{8}[\d_-]*[a-z]?",
    re.IGNORECASE,
)


def is_page_of_a_picture(link: PageLink, page: str) -> bool:
    """Return True for a picture of a post that leads to its own page, below that of the post."""
    if link.text or not is_below(link.url, page):
        return False
    name = unquote(urlsplit(link.url).path.rstrip("/").rpartition("/")[2])
    return "attachment" in link.rel or _PICTURE.fullmatch(name) is not None
