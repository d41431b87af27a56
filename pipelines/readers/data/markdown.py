"""Markdown as blogs write it: CommonMark with tables and HTML, bold as kramdown has it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

#: A template tag, short as they are: without a limit an unclosed one is sought to the end.
_TAG = re.compile(r"(\{%[^\n]{0,300}?%\}|\{\{[^\n]{0,300}?\}\})")
_TAG_NAME = re.compile(r"\{%-?\s*(\w+)\s*([\w+#-]*)")
_FIGURE = re.compile(r"\{\{[<%]\s*figure\s+([^>%]*?)\s*/?[>%]\}\}")
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*\"([^\"]*)\"")
#: More unclosed brackets than this are no links; the renderer would look for each one's end.
_MAX_OPEN_BRACKETS = 300
#: How Velog and some other editors write a player.
_PLAYER = re.compile(
    r"^!(youtube|vimeo|codesandbox|codepen|twitter)\[([\w/?=&.%#:;@~-]{3,200})\][ \t]*$",
    re.MULTILINE,
)
_PLAYERS = {
    "youtube": "https://www.youtube.com/embed/",
    "vimeo": "https://player.vimeo.com/video/",
    "codesandbox": "https://codesandbox.io/embed/",
    "codepen": "https://codepen.io/",
    "twitter": "https://twitter.com/",
}
_KRAMDOWN_ATTRIBUTES = re.compile(r"\{:[^}\n]*\}")


@cache
def _renderer() -> MarkdownIt:
    renderer = MarkdownIt("commonmark", {"html": True, "maxNesting": 60})
    renderer.enable(["table", "strikethrough"])
    renderer.inline.ruler.at("emphasis", _emphasis)
    # What a link may hold is decided when the HTML is sanitised; refused here, it becomes words.
    renderer.validateLink = lambda url: True  # type: ignore[method-assign]
    return renderer


def render_markdown(text: str) -> str:
    """Return `text` as HTML; template tags are cut, since nobody is here to run them."""
    text = _PLAYER.sub(_player, text)
    if text.count("[") - text.count("]") > _MAX_OPEN_BRACKETS:
        text = text.replace("[", "\\[")
    rendered: str = _renderer().render(_KRAMDOWN_ATTRIBUTES.sub("", without_liquid(text)))
    return rendered


def _player(found: re.Match[str]) -> str:
    whole = re.match(r"https?://", found[2])
    return f'<iframe src="{found[2] if whole else _PLAYERS[found[1]] + found[2]}"></iframe>\n'


def without_liquid(text: str) -> str:
    """Return `text` without Liquid and Hugo template tags; code and figures they wrap are kept."""
    if "{%" not in text and "{{" not in text:
        return text
    kept: list[str] = []
    raw = False
    for part in _TAG.split(text):
        name = _TAG_NAME.match(part)
        if name and name[1] in ("raw", "endraw"):
            raw = name[1] == "raw"
        elif raw or not _TAG.fullmatch(part):
            kept.append(part)
        elif name and name[1] == "highlight":
            kept.append(f"```{name[2]}")
        elif name and name[1] == "endhighlight":
            kept.append("```")
        elif figure := _FIGURE.fullmatch(part):
            kept.append(_figure(figure))
    return "".join(kept)


def _figure(match: re.Match[str]) -> str:
    given = dict(_ATTRIBUTE.findall(match[1]))
    source, alt, caption = (given.get(key, "") for key in ("src", "alt", "caption"))
    shown = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'\n<figure><img src="{source}" alt="{alt}">{shown}</figure>\n'


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Mark `*` and `_` runs, letting CJK letters stand beside them as punctuation may.

    CommonMark leaves `**"동맹"**은` unbolded, since a quote stands inside and a letter outside;
    kramdown, which renders most Korean Jekyll blogs, does not mind.
    """
    start = state.pos
    marker = state.src[start]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(start, marker == "*")
    can_open, can_close = scanned.can_open, scanned.can_close
    if marker == "*":
        before = state.src[start - 1] if start else " "
        after_at = start + scanned.length
        after = state.src[after_at] if after_at < state.posMax else " "
        can_open = can_open or (_is_cjk(before) and not after.isspace())
        can_close = can_close or (_is_cjk(after) and not before.isspace())
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=can_open,
                close=can_close,
            )
        )
    state.pos += scanned.length
    return True


def _is_cjk(char: str) -> bool:
    return char > "\u1100" and unicodedata.category(char) in ("Lo", "Lm")
