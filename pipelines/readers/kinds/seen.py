"""What the readers found on a page before it is asked of what kind it is."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.items import Moment
from pipelines.readers.document import Document
from pipelines.readers.text.letters import fewest_letters, letters_only

#: A page with fewer letters than this is thin: a stub, an error or a form may be all of it.
THIN = 400
#: From this many letters on a page is read for its text, whatever else it lacks.
LONG = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What facts are looked for in, and what is weighed."""

    document: Document
    title: str
    published: Moment | None
    #: How many letters the body has, or, while that is all that is asked, `THIN` at least if it is
    #: not thin; `LONG` at least if it is long.
    letters: int
    path: str
    body_text: str

    @property
    def has_day(self) -> bool:
        """Whether the page says on which day it was published, not in which month alone."""
        return self.published is not None and self.published.precision not in ("year", "month")


def letters_up_to(text: str, enough: int) -> int:
    """Return how many letters a text has, or how many its beginning has if these are enough."""
    # Those of ASCII alone are seen at once, and are enough as a rule where they are all.
    plain = fewest_letters(text[: 2 * enough])
    letters = plain if plain >= enough else len(letters_only(text[: 2 * enough]))
    return letters if letters >= enough else len(letters_only(text))
