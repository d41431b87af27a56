"""Markdown as blogs write it: CommonMark with tables and HTML, bold as kramdown has it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_HIGHLIGHT = re.compile(r"\{%-?\s*highlight\s+(\w+)[^%]*%\}(.*?)\{%-?\s*endhighlight\s*-?%\}", re.S)
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_FIGURE = re.compile(r"\{\{[<%]\s*figure\s+([^>%]*?)\s*/?[>%]\}\}")
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*\"([^\"]*)\"")
_LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
#: How Velog and some other editors write a player.
_PLAYER = re.compile(
    r"^!(youtube|vimeo|codesandbox|codepen)\[([\w/?=&.-]{3,80})\][ \t]*$", re.MULTILINE
)
_PLAYERS = {
    "youtube": "https://www.youtube.com/embed/",
    "vimeo": "https://player.vimeo.com/video/",
    "codesandbox": "https://codesandbox.io/embed/",
    "codepen": "https://codepen.io/embed/",
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
    text = _PLAYER.sub(
        lambda found: f'<iframe src="{_PLAYERS[found[1]]}{found[2]}"></iframe>\n', text
    )
    rendered: str = _renderer().render(_KRAMDOWN_ATTRIBUTES.sub("", without_liquid(text)))
    return rendered


def without_liquid(text: str) -> str:
    """Return `text` without Liquid and Hugo template tags; code and figures they wrap are kept."""
    if "{%" not in text and "{{" not in text:
        return text
    text = _HIGHLIGHT.sub(lambda match: f"```{match[1]}{match[2].rstrip()}\n```", text)
    text = _FIGURE.sub(_figure, text)
    if _RAW.search(text):
        parts = _RAW.split(text)
        return "".join(
            part if index % 2 else _LIQUID.sub("", part) for index, part in enumerate(parts)
        )
    return _LIQUID.sub("", text)


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
