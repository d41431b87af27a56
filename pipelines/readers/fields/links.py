"""The links of a post that lead out of its blog."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from lxml.html import HtmlElement

from pipelines.items import Link
from pipelines.readers.bodies.cards import CARD_MARK, card_title
from pipelines.readers.document import Document
from pipelines.readers.pictures.picture_urls import is_full_size, stable_url
from pipelines.readers.pictures.pictures import address_of
from pipelines.readers.trees.html import squash, whole_text
from pipelines.urls import absolute_url, host_of, leads_to_another_blog

#: Addresses that post something for the visitor instead of showing a page.
_SHARE = re.compile(
    r"^https?://([\w-]+\.)*("
    r"facebook\.com/(sharer|share\.php|dialog)|twitter\.com/(intent|share|home\?status)|x\.com/intent"
    r"|linkedin\.com/(shareArticle|sharing|cws/share)|pinterest\.[a-z.]+/pin/create|reddit\.com/submit"
    r"|t\.me/share|telegram\.me/share|wa\.me/\?|(api|web)\.whatsapp\.com/send|getpocket\.com/(save|edit)"
    r"|tumblr\.com/(share|widgets/share)|news\.ycombinator\.com/submitlink|threads\.net/intent"
    r"|story\.kakao\.com/share|sharer\.kakao\.com|band\.us/plugin/share|share\.naver\.com"
    r"|(social-plugins\.)?line\.me/(lineit|R/msg)|b\.hatena\.ne\.jp/(add|entry)|service\.weibo\.com/share"
    r"|vk\.com/share|connect\.ok\.ru/offer|bsky\.app/intent|buffer\.com/add|digg\.com/submit"
    # What platforms lay under or beside the writer's words: a dictionary, calls to act.
    r"|d\.hatena\.ne\.jp/keyword|(?:cta|cta-redirect)\.hubspot\.com/"
    r"|stumbleupon\.com/submit|xing\.com/spi/shares|mix\.com/add|flipboard\.com/.*popout)",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\.(zip|pdf|hwpx?|docx?|xlsx?|pptx?|7z|rar|tar|gz|tgz|apk|exe|dmg|epub|csv|txt)$", re.I
)
#: Addresses that ask for a file to be saved: Tistory's `?download`, `&attach=1`.
_DOWNLOAD = re.compile(
    r"[?&](?:download|attach)(?:=(?:1|true|yes))?(?:&|$)|\.uf\.tistory\.com/attach(?:ment)?/", re.I
)
_SAME_SITE_PREFIX = re.compile(r"^(www\d?|m|mobile|amp)\.")
_BARE = re.compile(r"^(https?://|www\.)\S+$|^[\w-]+(\.[\w-]+)+(/\S*)?$")


def site_host(url: str) -> str:
    """Return the host by which two addresses are one site: lower case, no `www.`, no `m.`."""
    host = host_of(url)
    return _SAME_SITE_PREFIX.sub("", host) if host.startswith(("w", "m", "a")) else host


def outbound(document: Document) -> tuple[Link, ...] | None:
    """Return the links of the body to other sites, in order, each address and text once."""
    homes = [address for address in (document.url, document.page.site) if address]
    own = set(map(site_host, homes))
    found: dict[tuple[str, str], Link] = {}
    from_ghost = "ghost" in document.platforms
    for element in document.anchors:
        if len(found) >= document.options.max_links:
            break
        href = (element.get("href") or "").strip()
        if (url := absolute_url(href, document.base_url)) is None:
            continue
        url = _sent_on(_without_sender(url, document.url) if from_ghost else url)
        # Most lead to other posts of the blog: their words are not read.
        if site_host(url) in own and not any(leads_to_another_blog(url, home) for home in homes):
            continue
        link = None if _is_share(url, document.url) else _link(element, url, href, document)
        if link is not None:
            found.setdefault((link.url, link.text), link)
    return tuple(found.values()) or None


def _sent_on(url: str) -> str:
    """Return where a page sends on to that a platform lays before each link, else `url`."""
    if "?" not in url or not _SENDS_ON.search(url):
        return url
    pairs = (pair.partition("=") for pair in urlsplit(url).query.split("&"))
    values = (unquote(value) for name, _, value in pairs if not _SENDER.fullmatch(name))
    targets = [value for value in values if value.startswith(("http://", "https://"))]
    return absolute_url(targets[0], url) or url if len(targets) == 1 else url


#: `/away?to=`, `/go/?url=`, `link.example/?target=`: by the last step of the path, or by the host.
_SENDS_ON = re.compile(
    r"//(?:links?|out|away|go|l|redirect)\.[^/?]+/[^?]*\?"
    r"|/(?:away|bridge|go(?:to)?|out|redir(?:ect)?|exit|jump|leave|linkfilter|\w{0,8}url|l)(?:\.\w{2,4})?/?\?",
    re.IGNORECASE,
)
#: What names where the visitor comes from: `?ref=https://blog.example/`.
_SENDER = re.compile(r"ref|referr?er|from|source|src|via|origin|utm_\w+", re.IGNORECASE)


def _link(element: HtmlElement, url: str, href: str, document: Document) -> Link | None:
    rel = " ".join((element.get("rel") or "").split())
    text = whole_text(element).replace("\u200b", "").strip()
    if element.get(CARD_MARK):
        if _is_file(element, url):
            return Link(url=url, text=text, rel=rel, kind="attachment", href=href)
        return Link(url=url, text=text, rel=rel, kind="card", href=href)
    image = element.find(".//img") if len(element) else None
    if _is_boxed(element, url):
        # Its title is what it says.
        text = card_title(element).replace("\u200b", "").strip()
    if not text and image is None:
        return None  # an empty anchor shows nothing to follow
    sort = _kind(element, url, text, image)
    if not text and image is not None:
        shown = address_of(image, document.base_url)
        if shown and is_full_size(stable_url(url), stable_url(shown)):
            return None  # how a picture is shown larger leads nowhere
        text = squash(image.get("alt") or "")
    return Link(url=url, text=text, rel=rel, kind=sort, href=href)


def _is_boxed(link: HtmlElement, url: str) -> bool:
    """Return whether a link is a card by what it holds: a box, or parts that end in its host."""
    if next(link.iterdescendants("a"), None) is not None:
        return False  # one that was never closed
    if next(link.iter(*_BOXES), None) is not None:
        return True
    if (
        len(link) < _PARTS
        or (link.text or "").strip()
        or any((one.tail or "").strip() for one in link)
    ):
        return False
    return is_bare(whole_text(link[-1]), url)


_BOXES = ("div", "p", "h2", "h3", "h4", "h5", "h6", "dl")
#: What a card says, and where it leads.
_PARTS = 2


def _without_sender(url: str, page: str) -> str:
    """Return `url` without the name of this blog, which Ghost adds to each address: `?ref=HOST`."""
    if "ref=" not in url:
        return url
    parts = urlsplit(url)
    own = site_host(page).partition(":")[0]
    pairs = parts.query.split("&")
    kept = [
        pair
        for pair in pairs
        if not (pair.startswith("ref=") and site_host(f"//{unquote(pair[4:])}").lower() == own)
    ]
    return url if len(kept) == len(pairs) else urlunsplit(parts._replace(query="&".join(kept)))


def _kind(
    element: HtmlElement, url: str, text: str, image: HtmlElement | None
) -> Literal["inline", "bare", "image", "attachment"]:
    if _is_file(element, url):
        return "attachment"
    if not text and image is not None:
        return "image"
    return "bare" if is_bare(text, url) else "inline"


def is_bare(text: str, url: str) -> bool:
    """Return True for a link whose text is its own address."""
    bare = _BARE.match(text) is not None
    return bare and host_of(url).removeprefix("www.") in text.lower()


def _is_file(element: HtmlElement, url: str) -> bool:
    # In normal form a path begins with a slash, so that no host is taken for a file.
    path = url.partition("#")[0].partition("?")[0]
    if element.get("download") is not None or _FILE.search(path):
        return True
    return ("?" in url or ".uf." in url.lower()) and bool(_DOWNLOAD.search(url))


def _is_share(url: str, page: str) -> bool:
    if _SHARE.match(url):
        return True
    if "?" not in url:
        return False
    query = urlsplit(url).query
    if not query or "http" not in query.lower():
        return False
    # Whatever carries this page's own address along wants to share it.
    decoded = unquote(unquote(query))
    return unquote(page).split("#")[0] in decoded or quote(page, safe="") in query


READERS = (outbound,)
