"""Trust: whether a template still holds what it promises, by how its last pages went."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from pipelines.readers.templates.profile import FIRST_CHECKS

if TYPE_CHECKING:
    from pipelines.items import TemplateUse

#: Pages that are looked back upon.
RECENT = 16
#: So many of them that lacked something they should have had, or were read wrong: drift.
TOO_MANY = 4
#: Pages read both ways that are looked back upon, and how many of them may differ.
RECENT_CHECKS = 4
TOO_MANY_DIFFER = 2


#: One page in so many is checked while all goes well; each check that agrees doubles it.
MOST_SELDOM = 256
#: The same after a page that lacked something; after one that was read wrong, each is checked.
AFTER_A_LACK = 8


class Trust:
    """How the last pages of one template went, and how many of the next ones to check."""

    def __init__(self) -> None:
        self._good: deque[bool] = deque(maxlen=RECENT)
        self._agreed: deque[bool] = deque(maxlen=RECENT_CHECKS)
        #: One page in so many is to be read both ways.
        self.check_every = FIRST_CHECKS

    def note(self, use: TemplateUse) -> None:
        """Take in how one page went."""
        self._good.append(not use.missed and not use.differing)
        if use.checked:
            self._agreed.append(not use.differing)
            self.check_every = min(MOST_SELDOM, 2 * self.check_every)
        if use.missed:
            self.check_every = min(AFTER_A_LACK, self.check_every)
        if use.differing:
            self.check_every = 1

    @property
    def is_lost(self) -> bool:
        """Return True when the site has drifted away from what was learned."""
        return self._good.count(False) >= TOO_MANY or self._agreed.count(False) >= TOO_MANY_DIFFER
