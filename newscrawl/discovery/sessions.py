"""Session names: what a blog adds to all links of a page, and anew with each answer.

Without cookies some old boards tell visitors apart by their links. Every answer then names all
addresses anew, and the blog has no end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit, urlunsplit

_TOKEN = re.compile(r"(?=[^\d]*\d)[0-9A-Za-z_-]{16,128}")
#: Links of a page that bear one value before it is thought a token, and pages that renew it.
LINKS = 3
PAGES = 3


@dataclass(slots=True)
class Sessions:
    """What is known of the names under which a blog's links carry a session."""

    names: set[str] = field(default_factory=set)
    #: By name the tokens that were seen, and the page that bore each.
    _tokens: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def learn(self, page: str, urls: Iterable[str]) -> None:
        """Take the links of one page: a name whose value all of them share may be a session's."""
        for name, value in tokens_of(page, urls).items():
            if name in self.names:
                continue
            seen = self._tokens[name]
            # A page that was asked for twice and renews it needs no other.
            renewed = any(at == page and other != value for other, at in seen.items())
            seen[value] = page
            if renewed or len(seen) >= PAGES:
                self.names.add(name)
                del self._tokens[name]

    def without(self, url: str) -> str:
        """Return `url` without its session."""
        parts = urlsplit(url)
        if not self.names or not parts.query:
            return url
        pairs = parts.query.split("&")
        kept = [pair for pair in pairs if pair.partition("=")[0] not in self.names]
        return url if kept == pairs else urlunsplit((*parts[:3], "&".join(kept), parts.fragment))


def tokens_of(page: str, urls: Iterable[str]) -> dict[str, str]:
    """Return what may be sessions among the links of a page: tokens that all of them share."""
    values: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    host = urlsplit(page).netloc
    for url in urls:
        parts = urlsplit(url)
        if parts.query and parts.netloc == host:
            for name, value in parse_qsl(parts.query):
                values[name][value] += 1
    own = dict(parse_qsl(urlsplit(page).query))
    found = {}
    for name, counted in values.items():
        (value, count), *others = counted.items()
        # A page of a group repeats the group; a session is another than we came with.
        if not others and count >= LINKS and own.get(name) != value and _TOKEN.fullmatch(value):
            found[name] = value
    return found
