"""Find posts by what they say: title, text and tags, as they stand now.

Words are joined by "and", or by OR; "two words" in quotes are a phrase, -word excludes. Korean,
Japanese and Chinese are found wherever the letters stand, also within a longer word
(동맹 in 한미동맹국); other words whole, or by their beginning with a star (allian*).
Case and width do not matter. Posts with all words in the title come first, then the newest.

On a terminal matches are bold; plain lines are number, published, title, address and the
stretch of text, with matches in «»; --json gives their places, in characters.
To see what comes next, give --after the cursor of the last hit (told at the end, and in --json).

Examples:
  newscrawl search '북핵 -선거' --since 2024-07
  newscrawl search '"한미 동맹" AI반도체' --site blog.example --limit 5
  newscrawl search alliance --json --limit 0
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from newscrawl import exits
from newscrawl.commands._archive import NO_POST_FITS, add_database, opened
from newscrawl.commands._arguments import add_choice_of_posts, choice_of_posts
from newscrawl.commands._output import (
    add_json,
    note,
    print_json_array,
    print_rows,
    readable_address,
    to_terminal,
)
from newscrawl.errors import UsageError
from pipelines.harmless import one_line

if TYPE_CHECKING:
    from pipelines.archive import Archive
    from pipelines.archive.search import Hit
    from pipelines.archive.search_query import Query
    from pipelines.archive.search_snippet import Marked

#: Hits fetched from the database at a time.
PAGE = 100

#: A word to be left out: `-선거`, but not `-h` or `--limit`.
_EXCLUDES = re.compile(r"-(?!-|h$).")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the query and the choice of posts."""
    parser.add_argument(
        "query",
        nargs="+",
        metavar="WORD",
        help="what to look for; a phrase in its quotes within single quotes",
    )
    add_choice_of_posts(parser, limit=20)
    parser.add_argument("--after", metavar="CURSOR", help="what comes after this hit")
    add_json(parser, "a JSON array, one hit a line")
    add_database(parser)


def reworded(words: Sequence[str]) -> list[str]:
    """Return the words with a blank before those that exclude.

    By their minus they would be taken for options.
    """
    return [f" {word}" if _EXCLUDES.match(word) else word for word in words]


def run(arguments: argparse.Namespace) -> int:
    """Print the hits."""
    from pipelines.archive.search import BadCursor
    from pipelines.archive.search_query import BadQuery, parse_query

    choice = choice_of_posts(arguments)
    limit = choice.pop("limit")
    try:
        query = parse_query(" ".join(arguments.query))
        with opened(arguments) as archive:
            more: list[str] = []
            hits = _hits(archive, query, choice, limit, arguments.after, more)
            if arguments.json:
                print_json_array(map(_record, hits))
            else:
                _print(hits)
    except (BadQuery, BadCursor) as error:
        raise UsageError(str(error)) from error
    if more:
        note(f"there is more: --after {more[0]}")
    return exits.DONE


def _hits(
    archive: Archive,
    query: Query,
    choice: dict[str, Any],
    limit: int | None,
    after: str | None,
    more: list[str],
) -> Iterator[Hit]:
    """Yield at most `limit` hits; when there are others, the last one's cursor goes to `more`."""
    from pipelines.archive.search import search_posts

    given = 0
    while True:
        # One more than wanted, to know whether there is one.
        size = PAGE if limit is None else min(PAGE, limit - given + 1)
        page = search_posts(archive, query, **choice, limit=size, after=after)
        for hit in page:
            if given == limit:
                more.append(str(after))
                return
            yield hit
            given += 1
            after = hit.cursor
        if len(page) < size:
            return


def _print(hits: Iterator[Hit]) -> None:
    if (first := next(hits, None)) is None:
        note(NO_POST_FITS)
        return
    hits = chain([first], hits)
    if to_terminal():
        _print_for_people(hits)
        return
    for hit in hits:
        cells = (hit.post_id, _published(hit), _quoted(hit.title), hit.url, _quoted(hit.snippet))
        print_rows((), [cells])


def _print_for_people(hits: Iterator[Hit]) -> None:
    from rich.console import Console, Group
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    for hit in hits:
        head = "".join(f"{cell}  " for cell in (hit.post_id, _published(hit)[:10]) if cell)
        console.print(Text(head).append_text(_bold(hit.title)))
        below = [Text(one_line(readable_address(hit.url)), style="dim", overflow="fold")]
        if hit.snippet.text:
            below.append(_bold(hit.snippet))
        console.print(Padding(Group(*below), (0, 0, 1, 4)))


def _pieces(marked: Marked) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text, and whether each is a match."""
    at = 0
    for start, end in marked.spans:
        yield marked.text[at:start], False
        yield marked.text[start:end], True
        at = end
    yield marked.text[at:], False


def _quoted(marked: Marked) -> str:
    return "".join(f"«{piece}»" if match else piece for piece, match in _pieces(marked))


def _bold(marked: Marked) -> Any:
    from rich.text import Text

    text = Text()
    for piece, match in _pieces(marked):
        text.append(_one_line_piece(piece), style="bold" if match else "")
    return text


def _one_line_piece(piece: str) -> str:
    # As one_line, but the blanks at the edges part this piece from the next.
    return one_line(f"|{piece}|")[1:-1]


def _published(hit: Hit) -> str:
    return hit.published.isoformat() if hit.published else ""


def _record(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.post_id,
        "url": hit.url,
        "site": hit.site,
        "title": hit.title.text,
        "title_matches": hit.title.spans,
        "snippet": hit.snippet.text,
        "snippet_matches": hit.snippet.spans,
        "published": hit.published.isoformat() if hit.published else None,
        "language": hit.language or None,
        "revision": hit.revision,
        "cursor": hit.cursor,
    }
