"""Links that turn the pages of a list, or lead from post to post: what they say, how they look."""

from __future__ import annotations

import re

from newscrawl.discovery.page_links import PageLink

_NEXT_WORDS = re.compile(
    r"^\W*(?:next|older|earlier|(?:load |show |see |view )?more|previous entries|"
    r"older (?:posts|entries)|다음|다음 ?글|이전 ?글|"
    r"더 ?보기|次|次へ|次のページ|前の記事|下一页|下一頁|下页|更多|nächste|weiter|ältere|suivant|"
    r"siguiente|далее|التالي)\b|^[\s»›>→▶⟩〉❯⟫]+$",
    re.IGNORECASE,
)
_BACK_WORDS = re.compile(
    r"^\W*(?:previous|prev|newer|이전|前へ|前の|上一[篇页頁]|vorherige|neuere|précédent|anterior)\b|"
    r"^[\s«‹←◀⟨〈❮⟪]+$|^[«‹←◀❮]\s*\S|\S\s*[»›→▶❯]$",
    re.IGNORECASE,
)
_NEIGHBOUR_HINTS = re.compile(
    r"\b(?:next|prev|previous|older|newer|nav-(?:next|previous)|post-nav(?:igation)?)\b"
)
_NEXT_HINTS = re.compile(
    r"\b(?:next|older|older-posts|nextpage|pagination-next|nav-previous|load-?more|show-?more)\b"
)
#: The post before or after, where no list is called so.
_NEIGHBOUR_WORDS = re.compile(r"^\W*(?:[前后後]一|下一)[篇則则]|^\W*次の(?:記事|日記|投稿)")
#: The ends of a list, as the links beside its numbers say them.
_END_WORDS = re.compile(
    r"^\W*(?:first|last|oldest|newest|처음|맨 ?앞|마지막|맨 ?끝|끝|最初|最後|首页|末页|尾页|首頁|"
    r"末頁|erste|letzte|premi[eè]re|derni[eè]re|primera|[uú]ltima)\b",
    re.IGNORECASE,
)


def says_next(link: PageLink) -> bool:
    """Return True for a link that says that a list goes on behind it."""
    return bool(
        "next" in link.rel or _NEXT_WORDS.search(link.text) or _NEXT_HINTS.search(link.hints)
    )


def turns(link: PageLink) -> bool:
    """Return True for a link to the page after, to the one before, or to an end of the list."""
    return says_next(link) or is_neighbour(link) or bool(_END_WORDS.search(link.text))


def is_neighbour(link: PageLink) -> bool:
    """Return True for a link of a post to the one before it, or after it."""
    return bool(
        link.rel & {"next", "prev", "previous"}
        or _NEXT_WORDS.search(link.text)
        or _BACK_WORDS.search(link.text)
        or _NEIGHBOUR_WORDS.search(link.text)
        or _NEIGHBOUR_HINTS.search(link.hints)
    )


def is_shown_as_none(link: PageLink) -> bool:
    """Return True for a link that its theme hides or dims where there is nothing behind it.

    It may be hidden from all and followed by a script: it is asked for, and may be missing. Numbers
    are dimmed beside the one that is shown, and lead to pages all the same.
    """
    return not link.text.strip().isdecimal() and not _DIMMED.isdisjoint(link.hints.split())


_DIMMED = frozenset("is-invisible invisible disabled is-disabled btn-disabled inactive".split())
