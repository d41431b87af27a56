"""What is said below a picture."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import chain, filterfalse, islice

from lxml.html import HtmlElement

from pipelines.readers.pictures.picture_sources import around, candidates
from pipelines.readers.pictures.picture_urls import stable_url
from pipelines.readers.trees.html import squash, whole_text

#: A caption stands close by: an element with more than this in it holds other things too.
_AROUND = 40
#: Held against small letters.
_CAPTION_CLASS = re.compile(
    r"(^|[-_])(captions?|cap1?|txt_caption|image-?caption|(?:im(?:g|age)|photo)[-_]desc)($|[-_\s])"
)


def caption_of(
    element: HtmlElement, within: HtmlElement | None, without: Collection[HtmlElement]
) -> str:
    """Return what is said of a picture, as `image_of` looks for it; empty where nothing is."""
    if said := _set_off(element):
        return said
    node = element.getparent()
    for _ in range(5):
        if node is None:
            return ""
        if len(node) > _AROUND + len(without):
            return ""
        seen = filterfalse(without.__contains__, node.iterdescendants())
        around = list(islice(seen, _AROUND + 1))
        if len(around) > _AROUND:
            return ""
        if (caption := next((child for child in around if is_caption(child)), None)) is not None:
            # A caption under several pictures belongs to none of them alone, but is theirs.
            pictures = [child for child in around if child.tag in ("img", "amp-img")]
            if _is_one(pictures):
                return _words(caption)
            break
        if (tag := _unmarked_tag(node)) and (said := _unmarked(element, node, tag, around)):
            return said
        if node.tag == "figure" or node is within:
            break
        node = node.getparent()
    return _marked_below(element)


#: In what a caption has no mark, and what it is there: PaperMod's covers are figures with a
#: paragraph, and under a picture in a paragraph Chirpy's writers stress what they say of it.
#: Old papers put both into the rows of a table.
_UNMARKED = {"figure": "p", "p": "em", "tbody": "tr", "table": "tr"}


#: A box that says that it holds a picture.
_OF_PICTURE = re.compile(r"(?:^|[-_\s])(?:image|img|photo|picture|figure)(?:$|[-_\s])")


def _unmarked_tag(box: HtmlElement) -> str:
    """Return which element of a box may be a caption without a mark; empty if there is none."""
    if box.tag == "div":
        return "p" if _OF_PICTURE.search(box.get("class") or "") else ""
    return _UNMARKED.get(box.tag, "")


def _unmarked(element: HtmlElement, box: HtmlElement, tag: str, near: list[HtmlElement]) -> str:
    """Return the words that alone stand with one picture in `box`, behind it; empty otherwise."""
    said = [child for child in box if child.tag == tag and whole_text(child)]
    if len(said) != 1 or element in said[0].iterdescendants() or box[0] is said[0]:
        return ""
    if said[0].tag == "tr" and (
        len(said[0]) > 1 or next(said[0].iter("li", "a", "th"), None) is not None
    ):
        return ""  # facts on what is shown, or where to get it
    words = whole_text(said[0])
    if said[0].tag == "tr" and len(_SENTENCE_END.findall(words)) > 1:
        return ""  # the text of a page that a table lays out
    pictures = [child for child in near if child.tag in ("img", "amp-img")]
    alone = _is_one(pictures) and whole_text(box) == words
    return words if alone and len(words) <= _LONGEST_CAPTION else ""


def _words(caption: HtmlElement) -> str:
    """Return the text of a caption, its parts parted as a style sheet parts them."""
    whole = not (caption.text or "").strip() and not any(
        (one.tail or "").strip() for one in caption
    )
    # A sign, a stressed word or a first letter is a part of one.
    whole = whole and all(one.tag in _LINES and len(whole_text(one)) != 1 for one in caption)
    if whole and len(caption) > 1:
        parted = " ".join(map(whole_text, caption))
    else:
        # PaperMod sets a paragraph behind the title of a figure.
        parts = (
            (
                f" {whole_text(one)} " if one.tag in _BLOCKS else "".join(one.itertext()),
                one.tail or "",
            )
            for one in caption
        )
        parted = (caption.text or "") + "".join(chain.from_iterable(parts))
    return squash(parted).translate(_HINTS)


_SENTENCE_END = re.compile(r"[.!?。](?:\s|(?<=。)\S)")
_BLOCKS = frozenset(("p", "div", "br", "li", "h4"))
_LINES = frozenset(("span", "div", "p", "small", "cite", "br", "strong", "b"))


def _marked_below(element: HtmlElement) -> str:
    """Return the line right below a picture if it has the mark with which papers point at it."""
    node = element
    for _ in range(4):
        for below in islice(node.itersiblings(), 3):
            if below.tag in _PICTURES or next(below.iter(*_PICTURES), None) is not None:
                return ""  # what is below that is said of that
            first = next((text for one in below.itertext() if (text := one.strip())), "")
            if first:
                text = whole_text(below) if first[0] in _POINTING else ""
                is_one = len(text) <= _LONGEST_CAPTION and "▼" not in text
                return text if is_one and not _UP.search(text) else ""
        if (parent := node.getparent()) is None or (node.tail or "").strip():
            return ""
        node = parent
    return ""


#: Hints where a line may break: a search is to find the word.
_HINTS = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))
#: `▲ 붐비는 안목해변`, as Korean papers begin what stands below a picture.
_POINTING = "▲△↑"
_LONGEST_CAPTION = 200
_PICTURES = ("img", "amp-img")
#: What else has such a mark: the way back to the top of the page, to a list, to the next post.
_UP = re.compile(
    r"^\W*(?:(?:top|맨?\s?위로?|처음으로|トップ|上へ|ページトップ|返回顶部|up)?\W*$"
    r"|(?:이전|다음|윗|아랫)\s?글|목록|prev|next|back|前の|次の|一覧|上一|下一|返回)",
    re.IGNORECASE,
)


def _set_off(element: HtmlElement) -> str:
    """Return the words set off beside a picture that shares its paragraph with nothing else.

    So captions are written in Markdown: `![](wal.png)*The file*`; in bold where they are numbered.
    """
    box = element.getparent()
    while box is not None and box.tag in ("a", "picture", "span"):
        if len(box) > 1 or (box.text or "").strip():
            return ""
        element, box = box, box.getparent()
    if box is None or box.tag not in ("p", "div") or (box.text or "").strip() or len(box) > _PARTS:
        return ""
    others = [one for one in box if one is not element and one.tag != "br"]
    if len(others) != 1 or any((one.tail or "").strip() for one in box):
        return ""
    words = whole_text(others[0])
    said = others[0].tag == "em" or (others[0].tag == "strong" and _NUMBERED.match(words))
    return words if said and len(words) <= _LONGEST_CAPTION else ""


#: A picture, a break or two and its caption.
_PARTS = 4
_NUMBERED = re.compile(
    r"[<\[(]?\s?(?:그림|사진|표|図|图|圖|fig(?:ure)?|abb(?:ildung)?)\.?\s?\d", re.IGNORECASE
)


def _is_one(pictures: list[HtmlElement]) -> bool:
    """Return whether elements show one picture: browsers without scripts are given it again."""
    if len(pictures) == 1:
        return True
    every = [
        [stable_url(a) for a in candidates(picture, around(picture)[1]) if "/" in a[:300]]
        for picture in pictures
    ]
    # What keeps the place until a script is done has its own picture in its address.
    shown = [found for addresses in every if (found := [a for a in addresses if a[:5] != "data:"])]
    # The likeliest of one is among those of each; two may wait behind the same other one.
    return any(all(first in found for found in shown) for first, *_ in shown)


def is_pointing(element: HtmlElement) -> bool:
    """Return whether a cell begins with the mark by which Korean papers point at a picture."""
    return element.tag == "td" and whole_text(element)[:1] in tuple(_POINTING)


def is_caption(element: HtmlElement) -> bool:
    """Return whether an element says of itself that it is the caption of a picture."""
    if element.tag == "figcaption":
        return True
    classes = element.get("class")
    if not classes or element.tag not in ("p", "div", "span", "dd", "td", "em"):
        return False
    small = classes.lower()
    # Most have neither word, which is told at once.
    return ("cap" in small or "desc" in small) and _CAPTION_CLASS.search(small) is not None
