"""Source files of static blogs: front matter parted from the body, Markdown rendered."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import yaml

from pipelines.readers.data.markdown import render_markdown, without_liquid

_FENCE = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n")
#: How the name of a source file ends.
SOURCE_ENDING = r"\.(?:md|markdown|mdown|mkdn?|mdx|qmd)$"
_MARKDOWN_PATH = re.compile(SOURCE_ENDING, re.IGNORECASE)
_KEY = re.compile(r"^([^\s:#'\"\[\]{}-][^:\n]{0,80}?)[ \t]*:(?=[ \t]|$)[ \t]*(.*)$")
_TIGHT_KEY = re.compile(r"^([A-Za-z_][\w-]{0,60}):(\S.*)$")
_WHOLE_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
#: More aliases than this in one front matter is a bomb, not a blog.
_MAX_ALIASES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source file, taken apart."""

    #: As written: dates, numbers and versions stay text.
    matter: dict[str, Any]
    #: The body as a whole page, for parsing.
    html: str
    #: HTML before `<!--more-->`; empty when there is no such mark.
    lead_html: str = ""
    warnings: tuple[str, ...] = ()


def is_source(url: str, content_type: str, text: str) -> bool:
    """Return True for a file that a static site generator would read, not for a page it wrote."""
    if _FENCE.match(text[:4096].lstrip("\ufeff").replace("\r", "\n")):
        return True
    plain = not content_type or "markdown" in content_type or content_type.startswith("text/plain")
    return plain and bool(_MARKDOWN_PATH.search(urlsplit(url).path))


def split_source(text: str, url: str, content_type: str = "") -> Source:
    """Return the parts of a source file; never raises.

    What is said to be Markdown is, also where its post appears at an address that ends in `.html`.
    Front matter that YAML refuses is read line by line, with a warning.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    matter: dict[str, Any] = {}
    warnings: list[str] = []
    if fence := _FENCE.match(text):
        mark = re.escape(fence[1])
        closing = re.compile(rf"^(?:{mark}|\.\.\.)[ \t]*$\n?", re.MULTILINE)
        if end := closing.search(text, fence.end()):
            block, text = text[fence.end() : end.start()], text[end.end() :]
            matter = _matter(block, fence[1] == "+++", warnings)
        else:
            warnings.append("front matter has no closing line; the whole file was read as body")
            text = text[fence.end() :]
    if _WHOLE_PAGE.match(text):
        return Source(matter=matter, html=text, warnings=tuple(warnings))
    if "markdown" not in content_type and _looks_like_html(url, text):
        rendered, lead = text, _before_more(text)
    else:
        rendered, lead = render_markdown(text), _before_more(text)
        lead = render_markdown(lead) if lead else ""
    return Source(
        matter=matter,
        html=f'<html><body><div itemprop="articleBody">{rendered}</div></body></html>',
        lead_html=lead,
        warnings=tuple(warnings),
    )


def _looks_like_html(url: str, text: str) -> bool:
    return bool(re.search(r"\.html?$", urlsplit(url).path, re.IGNORECASE)) and "<" in text


def _before_more(text: str) -> str:
    match = _MORE.search(text)
    return without_liquid(text[: match.start()]) if match else ""


class _AsWritten(yaml.SafeLoader):
    """SafeLoader that leaves dates and numbers as the text they are."""


_AsWritten.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag.rsplit(":", 1)[1] in _KEPT]
    for _KEPT in (("bool", "null", "merge"),)
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _load(block: str) -> Any:
    if len(re.findall(r"[\s\[,:]\*\w", block)) > _MAX_ALIASES:
        raise yaml.YAMLError("too many aliases")
    return yaml.load(block, Loader=_AsWritten)


def _matter(block: str, is_toml: bool, warnings: list[str]) -> dict[str, Any]:
    if is_toml:
        try:
            return {str(key).lower(): value for key, value in tomllib.loads(block).items()}
        # A number of more digits than Python reads is a ValueError, of which theirs is one.
        except (ValueError, RecursionError) as error:
            warnings.append(f"front matter is not TOML ({error}); it was left out")
            return {}
    try:
        loaded = _load(block)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        warnings.append(f"front matter is not YAML ({reason}); it was read line by line")
        return _line_by_line(block)
    if isinstance(loaded, dict):
        return {str(key).strip().lower(): value for key, value in loaded.items()}
    if isinstance(loaded, list) and any(isinstance(part, dict) for part in loaded):
        warnings.append("front matter is a list; its entries were read as one")
        return {
            str(key).strip().lower(): value
            for part in loaded
            if isinstance(part, dict)
            for key, value in part.items()
        }
    if loaded is not None:
        warnings.append("front matter has no keys as YAML; it was read line by line")
        return _line_by_line(block)
    return {}


def _line_by_line(block: str) -> dict[str, Any]:
    """Return keys at the left edge, each value read alone: one bad line spoils one key."""
    chunks: list[tuple[str, str, list[str]]] = []
    for line in block.replace("\t", "  ").split("\n"):
        match = _KEY.match(line) or _TIGHT_KEY.match(line)
        if match:
            chunks.append((match[1].strip().lower(), match[2].strip(), []))
        elif chunks:
            chunks[-1][2].append(line)
    return {key: _value(first, rest) for key, first, rest in chunks}


def _value(first: str, rest: list[str]) -> Any:
    whole = "\n".join([f"key: {first}", *rest])
    try:
        loaded = _load(whole)
        if isinstance(loaded, dict) and set(loaded) == {"key"}:
            return loaded["key"]
    except (yaml.YAMLError, ValueError, RecursionError):
        pass
    items = [line.strip()[1:].strip() for line in rest if line.lstrip().startswith("-")]
    if items and not first:
        return [_unquoted(item) for item in items]
    lines = [line.strip() for line in rest if line.strip() and not line.lstrip().startswith("#")]
    first = "" if first in (">", "|", ">-", "|-", ">+", "|+") else first
    return _unquoted(" ".join([first, *lines]).strip())


def _unquoted(text: str) -> str:
    for quote in "'\"":
        if len(text) > 1 and text[0] == quote == text[-1]:
            return text[1:-1]
    return text
