"""Trust: whether a template still holds what it promises, by how its last pages went."""

from __future__ import annotations

import zlib
from collections import deque

from pipelines.items import TemplateUse
from pipelines.readers.templates.profile import Template

#: Pages that are looked back upon.
RECENT = 16
#: So many of them that lacked something they should have had, or were read wrong: drift.
TOO_MANY = 4
#: Pages read both ways that are looked back upon, and how many of them may differ.
RECENT_CHECKS = 4
TOO_MANY_DIFFER = 2

#: One page in so many is checked at first, and while all goes well: each check that agrees doubles
#: it. The pages held back while it was learned, eight as a rule, were checks as well, and agreed in
#: all that it reads: of what is wrong on a quarter of a site's pages they miss one case in ten. One
#: more check among the next thirty pages would find a quarter of these; most changes are seen
#: without any. Pages are counted: if each were checked by chance, one crawl in five would check
#: none of its first hundred, and by its addresses a site could choose which.
FIRST_CHECKS = 64
MOST_SELDOM = 256
#: The same after a page that lacked something; after one that was read wrong, each is checked.
AFTER_A_LACK = 8
#: A page that was to be checked may be no post, or fit another template: so many pages later the
#: next one is.
_AGAIN = 16


class Trust:
    """How the last pages of one template went, and how many of the next ones to check."""

    def __init__(self, *, just_learned: bool = False) -> None:
        self._good: deque[bool] = deque(maxlen=RECENT)
        self._agreed: deque[bool] = deque(maxlen=RECENT_CHECKS)
        #: One page in so many is to be read both ways.
        self.check_every = FIRST_CHECKS
        #: Pages since the last that was, as those held back were; None where nobody knows.
        self._since: int | None = 0 if just_learned else None

    def handed(self, template: Template, url: str) -> Template:
        """Return `template` for the page at `url`: to be read both ways, if it is time for that."""
        if self._since is None:
            # Each crawl begins elsewhere in the count: of those that find three new posts a day,
            # one in ten checks one.
            self._since = zlib.crc32(url.encode("utf-8", "replace")) % self.check_every
        if self._since + 1 < self.check_every:
            return template
        self._since = max(0, self.check_every - 1 - _AGAIN)
        return template.to_check()

    def note(self, use: TemplateUse) -> None:
        """Take in how one page went."""
        self._good.append(not use.missed and not use.differing)
        self._since = 0 if use.checked else (self._since or 0) + 1
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
