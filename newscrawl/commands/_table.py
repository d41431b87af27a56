"""A table that fits the terminal: what must be whole is whole, the rest is cut or left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

#: Blanks that the table puts between two columns.
BETWEEN = 3
#: A wide column keeps at least so many cells.
NARROWEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column and what is in it."""

    name: str
    #: Harmless single lines.
    cells: Sequence[str]
    #: Numbers stand to the right.
    right: bool = False
    #: May be shortened; others are whole, since a cut date or number tells nothing.
    wide: bool = False
    #: Left out of a terminal that is too narrow, the lowest first; None: never.
    spare: int | None = None

    @property
    def width(self) -> int:
        """Return the terminal cells it would like; Korean letters take two."""
        return max(map(cell_len, (self.name, *self.cells)))

    @property
    def least(self) -> int:
        """Return the terminal cells it cannot do without."""
        return min(self.width, NARROWEST) if self.wide else self.width


def print_table(columns: Sequence[Column]) -> None:
    """Print `columns` as wide as the terminal lets them."""
    console = Console()
    kept = kept_columns(columns, console.width)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column, width in zip(kept, fitted_widths(kept, console.width), strict=True):
        table.add_column(
            column.name,
            justify="right" if column.right else "left",
            no_wrap=True,
            overflow="ellipsis",
            width=width,
        )
    for row in zip(*(column.cells for column in kept), strict=True):
        table.add_row(*map(Text, row))
    console.print(table)


def kept_columns(columns: Sequence[Column], room: int) -> list[Column]:
    """Return `columns` without the spare ones that there is no room for."""
    kept = list(columns)
    spare = [column for column in columns if column.spare is not None]
    for column in sorted(spare, key=lambda column: column.spare or 0):
        if sum(one.least + BETWEEN for one in kept) <= room:
            break
        kept.remove(column)
    return kept


def fitted_widths(columns: Sequence[Column], room: int) -> list[int]:
    """Return the width of each column: its least, and a fair share of what is left."""
    widths = [column.least for column in columns]
    left = room - sum(widths) - BETWEEN * len(columns)
    wide = [place for place, column in enumerate(columns) if column.wide]
    wide.sort(key=lambda place: columns[place].width)
    for place in wide if left < 0 else ():
        less = min(-left, max(0, widths[place] - 3))
        widths[place] -= less
        left += less
    # The shortest first, so that what it leaves is there for the others.
    for waiting, place in zip(range(len(wide), 0, -1), wide, strict=True):
        more = min(columns[place].width - widths[place], max(0, left) // waiting)
        widths[place] += more
        left -= more
    return widths
