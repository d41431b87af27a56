"""Pages laid out by tables: cells that hold a menu, the title and the date above the words.

No element says there what a line is, and all stand in one table with the words of the post.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from pipelines.readers.bodies.byline_lines import folded, is_only_date
from pipelines.readers.trees.page_blocks import Block

#: Blocks of this many letters are running text.
_RUNNING_TEXT = 60
#: Blocks above and below the words that are looked at.
_REACH = 12
#: Letters of a link of a menu.
_LABEL = 40
_HOME = re.compile(
    r"(?:^|[\W_])(?:home(?:\s?page)?|index|main(?:\s(?:page|menu))?|back|top|startseite|zurück"
    r"|accueil|retour|inicio|volver|홈|메인|처음|목록|ホーム|トップ|戻る|首页|首頁|返回)(?:$|[\W_])",
    re.IGNORECASE,
)


def drop_furniture(blocks: list[Block], held: list[bool], titles: Collection[str]) -> None:
    """Let go, in cells, of the title and the date above the words, and of menus around them."""
    own = [number for number, yes in enumerate(held) if yes]
    running = [number for number in own if _is_running(blocks[number])]
    # The owner of words in a cell is the cell.
    if not running or next(blocks[running[0]].owner.iterancestors("table"), None) is None:
        return
    above = [number for number in own if number < running[0]][-_REACH:]
    below = [number for number in own if number > running[-1]][:_REACH]
    for number in above:
        if folded(blocks[number].text) in titles or is_only_date(blocks[number].text):
            held[number] = False
    for numbers in (above, below):
        for menu in _menus(blocks, numbers):
            if any(_HOME.search(blocks[number].text) for number in menu):
                for number in menu:
                    held[number] = False


def _is_running(block: Block) -> bool:
    return len(block.letters) >= _RUNNING_TEXT and 2 * block.linked < len(block.letters)


def _menus(blocks: list[Block], numbers: list[int]) -> list[list[int]]:
    """Return the runs of short blocks that are links and nothing else."""
    found: list[list[int]] = [[]]
    for number in numbers:
        block = blocks[number]
        if block.linked == len(block.letters) <= _LABEL:
            found[-1].append(number)
        else:
            found.append([])
    return [run for run in found if run]
