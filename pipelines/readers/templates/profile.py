"""Template: what was learned of one shape of a site's pages, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

#: Rises when what is stored changes: a release that does not know a form learns anew.
FORM = 2
#: Forms that are understood.
_KNOWN_FORMS = (1, FORM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one field stands: at a path of the page, or where named readers look."""

    #: Steps from `body` down (paths.py); empty when `readers` are asked.
    path: str = ""
    #: The attribute that holds the value; empty: the text.
    attribute: str = ""
    #: Words that stand around every value, and are no part of it.
    before: str = ""
    after: str = ""
    #: The field has several values, each in an element of its own.
    many: bool = False
    #: Signatures of the readers to ask, in order.
    readers: tuple[str, ...] = ()
    #: Learned pages without a value had nothing here either: nothing is then an answer.
    may_be_empty: bool = False

    def __str__(self) -> str:
        if not self.path:
            return ", ".join(self.readers) or "nowhere"
        return f"{self.path}@{self.attribute}" if self.attribute else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One shape of a site's pages: where its fields stand, and how well that went."""

    #: Where the body stands: a path, or the reader that finds it in a script.
    body: Place
    #: Counts up each time the shape is learned.
    version: int = 1
    #: `readers.post.READER_VERSION` it was learned with.
    reader_version: str = ""
    fields: Mapping[str, Place]
    #: Elements inside the body that are no part of the post, as CSS.
    chrome: tuple[str, ...] = ()
    #: Class names of such elements that every learned body has.
    steady: tuple[str, ...] = ()
    #: What has to be done to the body beside that: `opening` or, where the line under the title
    #: stays, `boxes`; `closing`.
    cleaning: tuple[str, ...] = ()
    #: Class names and ids that learned pages bear outside the body.
    marks: tuple[str, ...] = ()
    #: The same of those inside; None where nobody looked.
    inside: tuple[str, ...] | None = None
    #: By language, words that tell it from the site's others: see languages.py.
    languages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: Every learned page says its title in its head too.
    heads_say_title: bool = False
    #: Characters of the shortest and the longest learned body; 0, 0 where nobody knows.
    lengths: tuple[int, int] = (0, 0)
    #: A page that it fits is read without it as well, and compared: the crawl says so of some.
    checking: bool = False
    #: Platforms of all learned pages; None when they differ: each page is asked.
    platforms: tuple[str, ...] | None = None
    #: Those that any learned page has: no page is asked for others. Empty: for all.
    among: tuple[str, ...] = ()
    #: Pages it was learned from, and pages held back to check it.
    learned_from: int = 0
    checked_on: int = 0
    #: Likeness, 0 to 1, of the bodies of the held-back pages to what the site itself said.
    score: float = 0.0
    #: The same of the bodies that the generic readers found.
    generic_score: float = 0.0
    #: Fields, and the share of held-back pages on which they were as the readers say; of
    #: `body_text` how like, 0 to 1, the least like was.
    agreement: Mapping[str, float]
    #: What was taken for true: `feed`, `linked data`, `readers`, and on how many pages.
    teachers: Mapping[str, int]

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        plain = asdict(self)
        plain["body"] = _told(self.body)
        plain["fields"] = {name: _told(place) for name, place in self.fields.items()}
        return {"form": FORM, **plain}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Template | None:
        """Return what `to_json` gave; None for another form, and for what is not understood."""
        if stored.get("form") not in _KNOWN_FORMS:
            return None
        try:
            return cls._from_json(stored)
        except (AttributeError, KeyError, TypeError, ValueError):
            return None  # of a release that knows more, or less, of a template

    @classmethod
    def _from_json(cls, stored: Mapping[str, Any]) -> Template:
        # `check_every` stands in what was learned before the crawl counted its pages itself.
        passed = ("form", "check_every")
        values = {name: value for name, value in stored.items() if name not in passed}
        for name in ("chrome", "steady", "cleaning", "marks", "among"):
            values[name] = tuple(values.get(name, ()))
        inside = values.get("inside")
        values["inside"] = None if inside is None else tuple(inside)
        values["lengths"] = tuple(values.get("lengths", (0, 0)))
        languages = values.get("languages", {})
        values["languages"] = {name: tuple(words) for name, words in languages.items()}
        if values["platforms"] is not None:
            values["platforms"] = tuple(values["platforms"])
        values["body"] = _place(values["body"])
        values["fields"] = {name: _place(place) for name, place in values["fields"].items()}
        return cls(**values)

    def to_check(self) -> Template:
        """Return the same for a page that is read without it as well."""
        return replace(self, checking=True)

    def numbered(self, version: int) -> Template:
        """Return the same with another version."""
        return replace(self, version=version)

    def __hash__(self) -> int:
        """Return a number that two equal ones share: what is kept of one is found by it."""
        return hash((self.body, self.version))

    @property
    def shape(self) -> str:
        """Return what pages of this shape have in common: where their body stands."""
        return str(self.body)


def _told(place: Place) -> dict[str, Any]:
    return {name: value for name, value in asdict(place).items() if value}


def _place(stored: Mapping[str, Any]) -> Place:
    return Place(**{**stored, "readers": tuple(stored.get("readers", ()))})
