"""The lasting address of a picture: proxies unwrapped, sizes and signatures removed."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from pipelines.urls import absolute_url

#: Query names under which thumbnail services carry the address of the original.
_CARRIERS = ("fname", "url", "src", "image", "u", "href")
_CARRIER_PATHS = re.compile(
    r"/(thumb|_next/image|_vercel/image|_image|resize|image-?proxy|imgproxy|proxy|timthumb\.php"
    r"|utility/r|safe_image\.php|imageresizer|cdn-cgi/image|\.netlify/images)(/|$|\.)|^/?$",
    re.IGNORECASE,
)
#: A whole address in the path of another.
_WRAPPED_IN_PATH = (
    re.compile(
        r"/(?:image/fetch|image/upload|cdn-cgi/image|plain|unsafe|spai|_ipx)/(?:[^/]+/)*?(https?(?::|%3A).+)$",
        re.IGNORECASE,
    ),
    # `/w:800/q:auto/https://...`, as Optimole and imgproxy write what they are asked for.
    re.compile(r"^(?:/[a-z]{1,12}:[^/]+)+/(?:plain/)?(https?://.+)$"),
    # Encoded, as the last part of a path, it is nothing but what a proxy shows.
    re.compile(r"/(https?%3A%2F%2F[^/?#]+)$", re.IGNORECASE),
)
#: What is done to a picture, before the path of the picture, as Nuxt and Cloudflare write it:
#: `/_ipx/w_800&f_webp/img/a.jpg` is a size of `/img/a.jpg`.
_SIZE_BEFORE_PATH = (re.compile(r"^/_ipx/[^/]+/(.+)$"), re.compile(r"^/cdn-cgi/image/[^/]+/(.+)$"))
#: `/media/NAME.jpg/v1/fill/w_49,h_33,blur_2/NAME.jpg` is a size of `/media/NAME.jpg`.
_WIX_SIZE = re.compile(r"^(/media/[^/]+)/v1/.+$")
_PHOTON = re.compile(r"^i\d\.wp\.com$")
_GOOGLE_SIZE = re.compile(r"/(?:s\d+(?:-[a-z\d-]+)?|w\d+-h\d+(?:-[a-z\d-]+)?)/(?=[^/]+$)")
_OLD_BLOGGER = re.compile(r"bp\d?\.blogger\.com$")
_GOOGLE_TAIL = re.compile(r"=(?:s|w|h)\d+[\w-]*$")

#: Ghost: `/content/images/size/w600/2024/a.jpg` is a size of `/content/images/2024/a.jpg`.
_GHOST_SIZE = re.compile(r"/content/images/size/[wh]\d+(?:[wh]\d+)?/(?:format/\w+/)?")
#: Gnuboard: `/data/file/free/thumb-NAME_835x626.jpg` is a size of `/data/file/free/NAME.jpg`.
_GNUBOARD_SIZE = re.compile(r"(/data/(?:file|editor)/(?:[^/?#]+/)*)thumb-([^/?#]+)_\d+x\d+(\.\w+)$")
#: NDsoft: `/news/thumbnail/202407/1_2_3_v150.jpg` is a size of `/news/photo/202407/1_2_3.jpg`.
_NDSOFT_SIZE = re.compile(r"/news/thumbnail/(\d{6}/\d+_\d+_\d+)_v\d+(?=\.\w{3,4}$)")
#: Drupal: `/sites/default/files/styles/large/public/a.jpg.webp` is a size of what was uploaded.
_DRUPAL_SIZE = re.compile(
    r"(/sites/[^/]+/files/)styles/[^/]+/public/(.+?)(?:(?<=\.jpg|\.png|\.gif)|(?<=\.jpeg))(?:\.webp)?$"
)
#: HubSpot: `/hs-fs/hubfs/a.png?width=600&name=a.png` is a size of `/hubfs/a.png`.
_HUBSPOT_SIZE = re.compile(r"^/hs-fs/(hub(?:fs)?/)")
#: Uploadcare: what is done to an upload stands behind its number: `/UUID/-/preview/700/`.
_UPLOADCARE = re.compile(r"(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/)-/.*$")
#: Shopify's shops show pictures from folders in which the path alone names them.
_SHOPIFY = re.compile(r"^/cdn/shop/|^/s/files/\d+/")
#: Hosts from which Naver shows sizes of what was uploaded to a blog.
_NAVER_SIZES = frozenset(
    f"{name}.pstatic.net" for name in ("postfiles", "blogthumb", "mblogthumb-phinf")
)

#: Hosts whose query only says size or permission; the path alone names the picture.
_PATH_IS_ENOUGH = re.compile(
    r"(^|\.)(kakaocdn\.net|daumcdn\.net|pstatic\.net|velcdn\.com|pximg\.net|staticflickr\.com"
    r"|imgur\.com|unsplash\.com|pexels\.com|medium\.com|wp\.com|wordpress\.com)$"
)
#: Parameters that only ask for a size, a format or a version of one picture.
_RENDITION = re.compile(
    r"^(w|h|width|height|size|resize|fit|crop|quality|q|dpr|format|fm|auto|strip|ssl|zoom|type"
    r"|itok|caw|cpd|credential|expires|allow_ip|allow_referer|signature|x-amz-.*|sig|se|sp|sv|sr)$",
    re.IGNORECASE,
)


#: What stands in every address that is changed: a query, an address within, a server of sizes.
_KNOWN_SIGNS = (
    "?", "#", "/_ipx/", "wixstatic.com", "/cdn-cgi/", "/images/size/", "/thumb-", ".wp.com",
    "/news/thumbnail/", "/files/styles/", "/hs-fs/hub", "/-/",
    ".pstatic.net", "bp.blogspot.com", ".blogger.com",
    "googleusercontent.com",
)  # fmt: skip


# The picture that leads a post is named in its head, in its linked data and in its body.
@lru_cache(maxsize=256)
def stable_url(url: str) -> str:
    """Return the address under which `url` can still be asked for next year.

    `url` is absolute. One that follows no known pattern comes back as it is.
    """
    folded = url.lower()
    if "http" not in folded[1:] and not any(map(folded.__contains__, _KNOWN_SIGNS)):
        return url
    for _ in range(3):  # a proxy behind a proxy happens; a longer chain is a trap
        if (inner := _unwrapped(url)) is None or inner == url:
            break
        url = inner
    return _without_size(url)


#: The size of a picture in its name. A bare number is none: it counts the pictures of a series.
_SIZE_OF_NAME = re.compile(
    r"[-_@.](?:\d{2,5}x\d{2,5}|[whcmsr]\d{2,5}(?:[xch]\d+\w*)?|\d{2,4}(?:px|w)|scaled)(?=$|[-_@.])",
    re.IGNORECASE,
)
#: How the path of a picture's address ends; drawings have no sizes.
PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg)$", re.IGNORECASE)
_ENDINGS = re.compile(r"(?:\.(?:jpe?g|png|gif|webp|avif))+$", re.IGNORECASE)
#: What Google calls a picture: the name of the file stands in some of its addresses alone.
_GOOGLE_NAME = re.compile(
    r"(?:googleusercontent|bp\.blogspot)\.com/(?:\S*/)?(?:([^/?#=]{24,})=s0|([^/?#=]{24,})/s0/[^/]*)$"
)
#: Letters of a name that is nobody else's: `image`, `1200` and `photo` are anybody's.
_NAME = 6


def is_one_picture(one: str, other: str) -> bool:
    """Return whether two addresses name one picture, at whatever size and from whatever server.

    The servers of large sites name a picture in the last part of its path and its size anywhere.
    """
    if one == other:
        return True
    name = _name_of(one)
    if name != _name_of(other):
        return False
    return len(name) >= _NAME or _file_of(one) == _file_of(other)


#: Where a link leads to a page about a picture, whose address may end as that of a file.
_PAGE = re.compile(r"/wiki/[^/]*:|/$|\.html?$", re.IGNORECASE)
#: What sizes of one file are told by on its own server: `_b`, `-s`, `-300x200`.
_SIZE_MARK = re.compile(
    r"[-_](?:\d{2,5}x\d{2,5}|\d{2,4}(?:px|w)|[bchklmnoqstwz]|scaled|th|thumb(?:nail)?\d?|small|medium|large"
    r"|full|orig(?:inal)?)$",
    re.IGNORECASE,
)


def is_full_size(full: str, shown: str) -> bool:
    """Return whether what a link on a picture leads to is that picture, and no page or other."""
    linked, there = urlsplit(full), urlsplit(shown)
    if _PAGE.search(unquote(linked.path)):
        return False
    named = _ENDINGS.search(linked.path) is not None
    # Pages are called as what they show is: `/me/rowboat` over `rowboat.png`.
    if not named and (linked.netloc != there.netloc or _ENDINGS.search(there.path)):
        return False
    if is_one_picture(full, shown):
        return True
    if linked.netloc != there.netloc or not named:
        return False
    # FC2 has `boat.jpg` over `boats.jpg`.
    name = _bare_name(linked.path)
    return name != "" and _bare_name(there.path) in (name, f"{name}s")


def _bare_name(path: str) -> str:
    name = unquote(path).rpartition("/")[2]
    return _SIZE_MARK.sub("", _ENDINGS.sub("", name)).casefold()


def _file_of(url: str) -> tuple[str, str, tuple[str, ...]]:
    """Return what an address asks for, whatever its protocol and the size that it asks for."""
    parts = urlsplit(url)
    asked = tuple(p for p in parts.query.split("&") if not _RENDITION.match(p.split("=")[0]))
    return parts.netloc, parts.path, asked


@lru_cache(maxsize=256)
def _name_of(url: str) -> str:
    if match := _GOOGLE_NAME.search(url):
        return match[1] or match[2]
    path = unquote(unquote(urlsplit(url).path)).rstrip("/")
    name = _ENDINGS.sub("", path.rpartition("/")[2])
    bare = _SIZE_OF_NAME.sub("", name)
    # A name of size alone is a number: it stays as it is.
    return (bare if len(bare) >= _NAME else name).casefold()


def _unwrapped(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = parts.hostname or ""
    if _PHOTON.match(host):
        return absolute_url("https:/" + parts.path, url) if parts.path.count("/") > 1 else None
    for wrapped in _WRAPPED_IN_PATH:
        match = wrapped.search(parts.path)
        if match:
            return absolute_url(_decoded(match[1]), url)
    for size in _SIZE_BEFORE_PATH:
        match = size.match(parts.path)
        if match:
            return absolute_url("/" + match[1].lstrip("/"), url)
    if parts.query and _CARRIER_PATHS.search(parts.path):
        for name, value in parse_qsl(parts.query):
            inner = value.strip('"')  # Naver quotes it
            if name.lower() in _CARRIERS and re.match(r"(https?:)?/", inner):
                return absolute_url(inner, url)
    return None


def _decoded(address: str) -> str:
    return unquote(address) if re.match(r"https?%3A", address, re.IGNORECASE) else address


def _without_size(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host, path, query = parts.netloc, parts.path, parts.query
    name = parts.hostname or ""
    if name in _NAVER_SIZES:
        # The same path at `blogfiles` is the upload itself.
        host = "blogfiles.pstatic.net"
    if name == "static.wixstatic.com":
        path = _WIX_SIZE.sub(r"\1", path)
    path = _GHOST_SIZE.sub("/content/images/", path)
    path = _GNUBOARD_SIZE.sub(r"\1\2\3", path)
    path = _NDSOFT_SIZE.sub(r"/news/photo/\1", path)
    path = _UPLOADCARE.sub(r"\1", _DRUPAL_SIZE.sub(r"\1\2", path))
    if _HUBSPOT_SIZE.match(path):
        path, query = _HUBSPOT_SIZE.sub(r"/\1", path), ""
    if name.endswith(("bp.blogspot.com", "googleusercontent.com")) or _OLD_BLOGGER.match(name):
        path = _GOOGLE_TAIL.sub("=s0", _GOOGLE_SIZE.sub("/s0/", path))
    if _PATH_IS_ENOUGH.search(name) or _SHOPIFY.match(path):
        query = ""
    elif query and all(_RENDITION.match(pair.split("=")[0]) for pair in query.split("&")):
        # Only when nothing else is in the query: `?id=5&w=300` names picture 5.
        query = ""
    return urlunsplit((parts.scheme, host, path, query, ""))
