"""The canonical form of an address, and its hash.

Two addresses with one canonical form are one address to the archive. The
address as found is kept beside it, so nothing is lost by folding here.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import ada_url

#: Query names that tell where a visitor came from, never which page is meant.
TRACKING = re.compile(
    r"""^(utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh
    |mc_[ce]id|_hs\w+|mkt_tok|ref_?src|oly_\w+_id|vero_\w+|_ga|_gl|spm|share_?id|s_kwcid
    |fb_(action_ids|action_types|source|ref)|WT\.\w+|at_\w+|pk_\w+|mtm_\w+|rss_?id|n_media
    |n_query|n_rank|n_ad_group|n_ad|n_keyword|n_keyword_id|n_campaign_type|NaPm
    |PHPSESSID|jsessionid|ASPSESSIONID\w*)$""",
    re.VERBOSE | re.IGNORECASE,
)
#: `source=user_profile---------0------`: a trail of places, which is no key of any page.
_TRAIL = re.compile(r"\w+-{3,}[\w-]*")

_WEB = ("http", "https")
#: What servers of Java add to the path for visitors without cookies, and those of ASP.NET put
#: before it: `/(S(lit3py55t21z5v55vlm25s55))/post/7`, perhaps several of its kind at once.
_PATH_SESSION = re.compile(
    r";(?:jsessionid|phpsessid)=[^/?;]*"
    r"|/\((?:X\(1\)|S\([a-z0-5]{24}\)|[AF]\([\w-]{64,512}\)){1,4}\)(?=/|$)",
    re.IGNORECASE,
)
#: Most addresses of posts: nothing in them to encode, to sort or to cut. Group 1 is the host.
_PLAIN = re.compile(r"https?://([a-z0-9.-]+(?::[0-9]+)?)(?!.*/index\.)(/[\w.~/-]*)", re.ASCII)
#: A host that stands in its address as `host_of` returns it.
_HOST = re.compile(r"https?://([a-z0-9.-]+(?::[0-9]+)?)(?:[/?#]|\Z)", re.ASCII)

#: Addresses that are in canonical form already, as nearly all are: no parser need look at them. A
#: host that ends in a number may be an IPv4 address.
_CANONICAL = re.compile(r"https?://((?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*)(/[\w.~/-]*)", re.ASCII)
#: What a parser leaves as it is behind a host and a slash: letters that are written as bytes stay
#: so, but for a dot, by which another folder may be meant.
_REST = (
    r"(?:[\w.~/-]|%(?!2[eE])[0-9a-fA-F]{2})*+(?:\?(?:[\w.~/=&-]|%[0-9a-fA-F]{2})*+)?"
    r"(?:#(?:[\w.~/=&-]|%[0-9a-fA-F]{2})*+)?"
)
#: Addresses that a parser leaves as they are, as most links to other sites. A name in Punycode may
#: be none, a part of the path that begins with a dot may mean another folder.
_NORMAL = re.compile(
    rf"https?://(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*/{_REST}",
    re.ASCII,
)
#: The dot at the end of a whole name, which is the same host.
_LAST_DOT = re.compile(r"(?<=[a-z0-9])\.(?=(?::[0-9]+)?(?:[/?#]|\Z))")
#: The same of a path from the root of its site.
_PATH = re.compile(rf"/(?!/){_REST}", re.ASCII)

#: On hosts of many blogs: `/@name` begins each address of a blog (`/@@` is the token of a feed), or
#: its home is `/name` and its posts are `/name/223400139680`, a number too long for a date.
_PEN_NAME = re.compile(r"https?://[^/?#]+/@(?!@)([^/?#]+)")
_NAMED_HOME = re.compile(r"https?://[^/?#]+/([A-Za-z][\w-]*)/?")
_NUMBERED_POST = re.compile(r"https?://[^/?#]+/([A-Za-z][\w-]*)/[0-9]{9,}(?!\w)")


def absolute_url(href: str, base: str) -> str | None:
    """Return `href` resolved against `base` in WHATWG normal form.

    None when it is not a web address (`javascript:`, `http://[`, a bare `#`)
    or is longer than 2,000 characters; never raises.
    """
    href = href.strip(" \t\r\n\f\x00")
    if not href or href.startswith("#") or len(href) > 2000:
        return None
    return resolved(href, base)


def _origin_of(base: str) -> str:
    """Return scheme, host and port of an address, in normal form; empty where there is none."""
    # Pages of one site share it.
    end = base.find("/", base.find("://") + 3)
    return _origin(base[: end + 1] if end > 0 else base)


@lru_cache(maxsize=64)
def _origin(base: str) -> str:
    try:
        home = ada_url.join_url(base, "/")
    except (ValueError, UnicodeError):
        return ""
    home = _without_last_dot(home)
    return home[:-1] if home.startswith(("http://", "https://")) else ""


def _without_last_dot(url: str) -> str:
    """Return an address in normal form without the dot that may end the name of its host."""
    start = url.find("://") + 3
    end = url.find("/", start)
    if end < 0 or "." not in (url[end - 1], url[max(start, url.rfind(":", start, end) - 1)]):
        return url
    return url[:start] + _LAST_DOT.sub("", url[start:end], count=1) + url[end:]


# The links and pictures of a page are asked for by several readers.
@lru_cache(maxsize=1024)
def resolved(href: str, base: str) -> str | None:
    """Return the web address that `href` means beside `base`; None when it means none."""
    if "/." not in href and (origin := _origin_of(base)):
        own = href.startswith(origin) and href[len(origin) : len(origin) + 1] == "/"
        path = href[len(origin) :] if own else href
        if _PATH.fullmatch(path):
            return origin + path
        if _NORMAL.fullmatch(href) and "xn--" not in href:
            return href
    try:
        url = ada_url.join_url(base, href)
    except (ValueError, UnicodeError):
        return None
    scheme = url.split(":", 1)[0]
    url = _without_last_dot(url)
    return url if scheme in _WEB and "://" in url and len(url) <= 2000 else None


# Several readers ask for a page's own address; and every page links to the same few hundred.
@lru_cache(maxsize=4096)
def canonical_url(url: str) -> str:
    """Return the canonical form: WHATWG normal, no fragment, no tracking, one encoding.

    The query is sorted by name, its values untouched. A default index file is
    cut. An address that cannot be parsed comes back as it was.
    """
    if _canonical_parts(url):
        return url
    try:
        normal = _without_last_dot(ada_url.normalize_url(url.strip()))
    except (ValueError, UnicodeError):
        return url.strip()
    if _PLAIN.fullmatch(normal):
        return normal
    parts = urlsplit(normal)
    if parts.scheme not in _WEB:
        return normal
    written = without_session(parts.path)
    path = re.sub(r"/index\.(html?|php)$", "/", _one_encoding(written)) or "/"
    pairs = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not is_tracking(name, value)
    ]
    query = urlencode(sorted(pairs, key=lambda pair: pair[0]))
    return f"{parts.scheme}://{parts.netloc}{path}" + (f"?{query}" if query else "")


def _canonical_parts(url: str) -> re.Match[str] | None:
    """Return host and path of an address that is in canonical form for certain; else None."""
    # A part of the path that begins with a dot may mean another folder.
    if "/." in url or "/index." in url:
        return None
    return _CANONICAL.fullmatch(url)


def without_session(path: str) -> str:
    """Return the path of an address without the session of one visitor."""
    return _PATH_SESSION.sub("", path) if ";" in path or "/(" in path else path


def is_tracking(name: str, value: str) -> bool:
    """Return True when this pair of a query tells where a visitor came from."""
    return bool(TRACKING.match(name)) or (name == "source" and bool(_TRAIL.fullmatch(value)))


def _one_encoding(path: str) -> str:
    # %7E and ~, %e3 and %E3 name one page; an encoded slash does not equal a slash.
    segments = path.split("/")
    return "/".join(
        quote(
            unquote(s, errors="surrogateescape").encode("utf-8", "surrogateescape"),
            safe="~!$&'()*+,;=:@",
        )
        for s in segments
    )


#: Parts of an address that ask for another dress of a page, and endings of files.
_DRESSES = frozenset(("m", "mobile", "amp", "amphtml", "print", "printable", "embed"))
_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp)$")
_NUMBER_AND_TITLE = re.compile(r"(\d+)[-_].*")


def twin_key(url: str) -> str:
    """Return what addresses share that may show one page, and some others; see `are_twins`.

    All twins share it.
    """
    return _twin_keys(url)[-1]


def are_twins(url: str, other: str) -> bool:
    """Return True when two addresses may be of one page, as some blogs write them.

    `/Post/7.html`, `/m/post/7`, `/post/7/a-title` and `/post/7-a-title` may all be `/post/7`; two
    titles under one number are two pages. Of an address that could not be stored as it was nothing
    is known.
    """
    here, there = _twin_keys(url), _twin_keys(other)
    known = "\ufffd" not in url + other
    return known and (here[0] in there or there[0] in here)


@lru_cache(maxsize=4096)
def _twin_keys(url: str) -> tuple[str, ...]:
    """Return an address without its dress, and then without the title after its number."""
    parts = urlsplit(identity_url(url))
    path = _ENDING.sub("", parts.path.lower().rstrip("/"))
    segments = [one for one in path.split("/") if one and one not in _DRESSES]
    host = parts.netloc.removeprefix("m.")
    numbers = sorted(
        pair for pair in parse_qsl(parts.query) if pair[1].isdecimal() and pair[0] not in _DRESSES
    )
    shorter = segments[:]
    if segments and (match := _NUMBER_AND_TITLE.fullmatch(segments[-1])):
        shorter[-1] = match[1]
    elif len(segments) > 1 and segments[-2].isdecimal() and not segments[-1].isdecimal():
        shorter.pop()
    keys = (f"{host}/{'/'.join(one)}?{urlencode(numbers)}" for one in (segments, shorter))
    return tuple(dict.fromkeys(keys))


# The addresses of one post are asked for again and again while it is stored.
@lru_cache(maxsize=16384)
def identity_url(url: str) -> str:
    """Return what makes two addresses one post: blind to scheme, `www.` and a last slash."""
    canonical = url
    if not (plain := _canonical_parts(url)):
        canonical = canonical_url(url)
        plain = _PLAIN.fullmatch(canonical)
    if plain:
        return f"//{plain[1].removeprefix('www.')}{plain[2].rstrip('/') or '/'}"
    try:
        parts = urlsplit(canonical)
    except ValueError:
        return canonical
    host = parts.netloc.removeprefix("www.")
    path = parts.path.rstrip("/") or "/"
    return f"//{host}{path}" + (f"?{parts.query}" if parts.query else "")


@lru_cache(maxsize=4096)
def url_hash(url: str) -> str:
    """Return the SHA-256 of the identity of `url` in hex: the key of every address column."""
    return hashlib.sha256(identity_url(url).encode("utf-8", "surrogatepass")).hexdigest()


def host_of(url: str) -> str:
    """Return the host, lower case, with a port that is stated; empty when there is none."""
    if plain := _HOST.match(url):
        return plain[1]
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def site_of(url: str) -> str:
    """Return the part of the host of an address that somebody registered: `paper.co.kr`.

    By the words under which countries register, not by their whole list (docs/why.md).
    """
    parts = host_of(url).partition(":")[0].rstrip(".").split(".")
    under = len(parts) > _OF_COUNTRY and len(parts[-1]) == _COUNTRY and parts[-2] in _REGISTERED
    return ".".join(parts[-_OF_COUNTRY - under :])


#: Parts of `paper.kr`, letters of `kr`, and words of `paper.co.kr`.
_OF_COUNTRY, _COUNTRY = 2, 2
_REGISTERED = frozenset(
    "co com net org or ne ac go gov govt gv gob gouv edu re pe mil id idv info nhs police".split()
)


def leads_to_another_blog(url: str, home: str) -> bool:
    """Return whether `url` is of another blog than `home`, of two addresses of one host.

    `home` is the home address of a blog, or that of a post. False where the host is not seen to
    hold many blogs.
    """
    own, other = _PEN_NAME.match(home), _PEN_NAME.match(url)
    if own is None:
        own = _NAMED_HOME.fullmatch(home) or _NUMBERED_POST.match(home)
        other = _NUMBERED_POST.match(url)
    return own is not None and other is not None and own[1].lower() != other[1].lower()
