"""Lines that lead elsewhere and are the post's: to the weights they look like the page's."""

from __future__ import annotations

import re

from pipelines.readers.trees.page_blocks import Block
from pipelines.urls import host_of


def hold_bare_links(blocks: list[Block], held: list[bool], odds: list[float], own: str) -> None:
    """Hold a paragraph that leads to another site than `own` between two of the post's.

    Right below the post one is held that is nothing but the address: blogs that are made to promote
    another end so; to the weights it is a part of what follows. So is one that ends a box in which
    all paragraphs are the post's, whatever boxes of others stand between and below them.
    """
    for number in range(1, len(blocks)):
        owner = blocks[number].owner
        if held[number] or not held[number - 1] or not blocks[number].linked or owner.tag != "p":
            continue
        ends = odds[number] > _HARDLY_LAST and _ends_box(number, blocks, held)
        if not ends and owner.getparent() is not blocks[number - 1].owner.getparent():
            continue
        address = blocks[number].text.strip()
        links = owner.findall(".//a[@href]")
        host = host_of(links[0].get("href", "").strip()) if len(links) == 1 else ""
        if host and host != own:
            bare = _ADDRESS.fullmatch(address) and host.removeprefix("www.") in address
            held[number] = bool(bare) or ends or _is_spoken_for(number, blocks, held, odds)


def _ends_box(number: int, blocks: list[Block], held: list[bool]) -> bool:
    """Return whether a line is the last in an element whose paragraphs are all the post's."""
    line = blocks[number].owner
    box = line.getparent()
    beside = any(one.tag in _WORDS for one in line.itersiblings())
    if beside or (line.tail or "").strip() or line.get("class"):
        return False
    paragraphs = 0
    for before in range(number - 1, -1, -1):
        around = (blocks[before].owner, *blocks[before].owner.iterancestors())
        if not any(one is box for one in around):
            break
        if blocks[before].owner.tag == "p":
            if not held[before]:
                return False
            paragraphs += 1
    return paragraphs >= _PARAGRAPHS


#: What holds words of a post; a page's own boxes are other elements.
_WORDS = frozenset(("p", "blockquote", "pre", "table", "h1", "h2", "h3", "h4", "h5", "h6"))
#: An address as it is written for people.
_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::[0-9]+)?(?:/\S*)?")
#: Log odds of such a line, and paragraphs that make a box one of a post.
_HARDLY_LAST, _PARAGRAPHS = -2.0, 3


def _is_spoken_for(number: int, blocks: list[Block], held: list[bool], odds: list[float]) -> bool:
    """Return whether the words right behind a line are the post's, and speak for the line."""
    line, behind = blocks[number], number + 1
    owner = line.owner
    if behind == len(blocks) or not held[behind] or blocks[behind].owner is not owner.getnext():
        return False
    # A line that is a link, all of it, calls to something; a post of another network is quoted.
    bare = _ADDRESS.fullmatch(line.text.split()[-1]) and line.linked < len(line.letters)
    calls = line.linked > _LINK * len(line.letters) and not bare
    quoted = owner.get("class") or owner.getparent().tag == "blockquote"
    return odds[number] > _MAYBE and not calls and not quoted


#: Log odds of a line that its neighbours may speak for, and the part of it that is a link.
_MAYBE, _LINK = -1.0, 0.7


def hold_sources(blocks: list[Block], held: list[bool]) -> None:
    """Hold the line right below the last words of a post that says where these are from."""
    for number in range(1, len(blocks)):
        block = blocks[number]
        if held[number] or not held[number - 1] or block.owner.tag != "p":
            continue
        beside = block.owner.getparent() is blocks[number - 1].owner.getparent()
        held[number] = beside and _SOURCE.match(block.text) is not None


#: `원문: 바다소년의 브런치`: what the writer says of the text, with or without a link.
_SOURCE = re.compile(
    r"\W{0,2}(?:원문|원글|출처|참고(?:\s?(?:자료|문헌))?|번역|引用元|出典|参考|原文(?:链接)?|参考(?:资料|文献)"
    r")\s*[:：]\s*(?=\S).{1,100}$",
    re.DOTALL,
)
