"""CSS selectors taken apart: what a page must have for one to match, and what one element tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

Asked = Callable[["HtmlElement"], bool] | None


@lru_cache(maxsize=2048)
def selector(css: str) -> CSSSelector:
    """Return the compiled selector (compiling one costs a hundred matches)."""
    return CSSSelector(css, translator="html")


# A site has one list of these, and each page is asked for all of it.
@lru_cache(maxsize=64)
def needed_by(selectors: tuple[str, ...]) -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
    """Return each selector with sets of keys, as in an index: one of these, or it cannot match."""
    return tuple((css, tuple(one.needs for one in alternatives(css))) for css in selectors)


def conditions(css: str) -> tuple[tuple[str, Callable[[HtmlElement], bool] | None], ...]:
    """Return, of each alternative, a key without which it cannot match, and what it asks.

    The key is empty where there is none, the condition None where more is asked than one element
    can tell.
    """
    return tuple(
        (min(one.needs, key=_rarity, default=""), one.matches) for one in alternatives(css)
    )


class Markup(dict[str, bool]):
    """The markup of a page: whether a text is written there, looked for once."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def __missing__(self, written: str) -> bool:
        """Return whether `written` stands there."""
        found = self[written] = written in self.text
        return found


#: Of each alternative of a selector, what has to stand in marks, and what in the markup as it is.
_Names = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


def may_be_written(css: str, markup: Markup, marks: str) -> bool:
    """Return False when a page cannot match `css`, since a name it needs is not in its markup.

    Of a `markup` without text, as where letters of names may be written in it as numbers, `marks`
    alone tell: all classes and ids of the page, or the markup again.
    """
    return _are_written(_names_of(css), markup, marks)


def which_may_be_written(selectors: tuple[str, ...], markup: Markup, marks: str) -> tuple[str, ...]:
    """Return those of `selectors` that a page may match, told as by `may_be_written`."""
    return tuple(
        [css for css, names in _all_names(selectors) if _are_written(names, markup, marks)]
    )


def _are_written(names: _Names, markup: Markup, marks: str) -> bool:
    for marked, values in names:
        for name in marked:
            if name not in marks:
                break
        else:
            if not markup.text or all(map(markup.__getitem__, values)):
                return True
    return False


@lru_cache(maxsize=256)
def _all_names(selectors: tuple[str, ...]) -> tuple[tuple[str, _Names], ...]:
    # One that needs no name may match anywhere.
    return tuple((css, _names_of(css) if is_named(css) else (((), ()),)) for css in selectors)


@lru_cache(maxsize=2048)
def is_named(css: str) -> bool:
    """Return whether a selector cannot match where some name is not written."""
    return all(marked or values for marked, values in _names_of(css))


@lru_cache(maxsize=2048)
def _names_of(css: str) -> _Names:
    """Return, of each alternative, what has to stand in marks, and what in the markup as it is."""
    return tuple((one.marked, one.written) for one in alternatives(css))


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """One of the selectors that commas part."""

    css: str
    tag: str = ""
    #: What a page must use for it to match at all, and of that what is looked up.
    needs: frozenset[str]
    #: Attributes, and what has to stand in them somewhere on the page.
    values: tuple[tuple[str, str], ...] = ()
    rarest: str = ""
    #: What has to stand in the attribute that is `rarest`.
    stated: tuple[str, str] | None = None
    #: None where more is asked than one element can tell.
    matches: Asked = None
    #: What is asked of those that bear `rarest`, and, where that is an attribute, of those that
    #: bear `tag`: None where nothing more is asked, and where there is no such tag.
    check: Asked = None
    tag_check: Asked = None
    #: What is looked for inside what, where that is all: `.author a`.
    within: tuple[Alternative, Alternative] | None = None

    @cached_property
    def marked(self) -> tuple[str, ...]:
        """Return what has to stand in classes and ids."""
        named = [key[1:] for key in self.needs if key[0] in ".#"]
        return (*named, *(value for name, value in self._plain() if name in _MARKING))

    @cached_property
    def written(self) -> tuple[str, ...]:
        """Return the other values that have to be written in a page as they are."""
        return tuple(value for name, value in self._plain() if name not in _MARKING)

    def _plain(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self.values if _PLAIN.fullmatch(value)]

    @property
    def is_tag(self) -> bool:
        """Return True where a tag is all that is asked for."""
        return bool(self.tag) and self.rarest == self.tag


_NAME = r"-?[A-Za-z_][\w-]*"
_PART = re.compile(
    rf"\.(?P<class>{_NAME})|\#(?P<id>{_NAME})|\[\s*(?P<attribute>[\w-]+)\s*"
    rf"(?:(?P<how>[~*^$]?=)\s*(?:'(?P<one>[^'\\]+)'|\"(?P<two>[^\"\\]+)\"|(?P<bare>{_NAME})))?\s*\]"
)
_TAG = re.compile(r"[A-Za-z][A-Za-z0-9]*")
#: Attributes that hold classes and ids.
_MARKING = ("class", "id")
#: Values that nobody has to write in another way.
_PLAIN = re.compile(r"[A-Za-z0-9_./:-]+")


@lru_cache(maxsize=2048)
def alternatives(css: str) -> tuple[Alternative, ...]:
    """Return the selectors that commas part in one, taken apart as far as is understood."""
    if "\\" in css or "|" in css or re.search(r"\([^)]*,", css):
        return (Alternative(css=css, needs=frozenset()),)
    return tuple(_parsed(part.strip()) for part in re.split(r",(?![^\[]*\])", css))


def _parsed(css: str) -> Alternative:
    found: Alternative | None = None
    at = 0
    while True:
        one, end = _compound(css, at)
        if one is None:
            return Alternative(css=css, needs=_needs(css), values=_values(css))
        found = one if found is None else _inside(found, one, css[:end])
        if end == len(css):
            return found
        gap = _GAP.match(css, end)
        at = gap.end() if gap else len(css)


#: What stands between an element and one somewhere in it.
_GAP = re.compile(r"\s+(?=[.#\[A-Za-z])")


def _inside(outer: Alternative, inner: Alternative, css: str) -> Alternative:
    needs, values = outer.needs | inner.needs, outer.values + inner.values
    return Alternative(css=css, needs=needs, values=values, within=(outer, inner))


def _compound(css: str, start: int) -> tuple[Alternative | None, int]:
    """Return what is asked of one element from `start` on, and where that ends; None of no one."""
    tag = _TAG.match(css, start)
    at = tag.end() if tag else start
    name = tag[0].lower() if tag else ""
    keys: list[str] = []
    checks: list[Callable[[HtmlElement], bool]] = []
    values: list[tuple[str, str]] = []
    # Keys that are all that is asked for: a class, an id, an attribute whatever it holds.
    whole: list[bool] = []
    while part := _PART.match(css, at):
        at = part.end()
        key, check = _check(part)
        keys.append(key)
        checks.append(check)
        whole.append(not part["how"])
        if part["attribute"] and part["how"]:
            values.append((part["attribute"].lower(), _wanted(part)))
    if at == start or (at < len(css) and not css[at].isspace()):
        return None, at
    # An id is rarer than a class, a class than an attribute, that than a tag.
    rarest = min(keys, key=_rarity, default=name)
    told = keys.index(rarest) if keys else 0
    others = [check for number, check in enumerate(checks) if number != told or not whole[told]]
    one = Alternative(
        css=css[start:at],
        tag=name,
        needs=frozenset([*keys, name] if name else keys),
        values=tuple(values),
        rarest=rarest,
        stated=next((one for one in values if f"[{one[0]}" == rarest), None),
        matches=_joined(name, checks),
        check=_joined(name if keys else "", others) if others or (name and keys) else None,
        tag_check=_joined("", checks) if name and rarest[0] == "[" else None,
    )
    return one, at


def _rarity(key: str) -> int:
    return "#.[".find(key[0]) % len("#.[ ")


def _joined(
    name: str, checks: list[Callable[[HtmlElement], bool]]
) -> Callable[[HtmlElement], bool]:
    if not checks:
        return lambda element: element.tag == name
    if len(checks) == 1:
        (check,) = checks
        return (lambda element: element.tag == name and check(element)) if name else check

    def matches(element: HtmlElement) -> bool:
        return (not name or element.tag == name) and all(check(element) for check in checks)

    return matches


def _wanted(part: re.Match[str]) -> str:
    return part["one"] or part["two"] or part["bare"] or ""


def _check(part: re.Match[str]) -> tuple[str, Callable[[HtmlElement], bool]]:
    """Return the key of one condition in the index, and the condition."""
    if word := part["class"]:
        return f".{word}", lambda element: word in (element.get("class") or "").split()
    if identity := part["id"]:
        return f"#{identity}", lambda element: element.get("id") == identity
    attribute, how, wanted = part["attribute"].lower(), part["how"], _wanted(part)
    return f"[{attribute}", _HOW[how](attribute, wanted)


#: By the sign of a condition on an attribute: the condition.
_HOW: dict[str | None, Callable[[str, str], Callable[[HtmlElement], bool]]] = {
    None: lambda name, _: lambda element: element.get(name) is not None,
    "=": lambda name, wanted: lambda element: element.get(name) == wanted,
    "~=": lambda name, wanted: lambda element: wanted in (element.get(name) or "").split(),
    "*=": lambda name, wanted: lambda element: wanted in (element.get(name) or ""),
    "^=": lambda name, wanted: lambda element: (element.get(name) or "").startswith(wanted),
    "$=": lambda name, wanted: lambda element: (element.get(name) or "").endswith(wanted),
}


def _needs(css: str) -> frozenset[str]:
    """Return what a page must use for one alternative, of several elements, to match."""
    css = re.sub(r":[\w-]+(?:\([^()]*\))?", "", re.sub(r"(['\"]).*?\1", "''", css))
    bare = re.sub(r"\[[^\]]*\]", " ", css)
    needed = {f"[{name}" for name in re.findall(r"\[\s*([\w-]+)", css)}
    needed |= set(re.findall(r"[.#][\w-]+", bare))
    needed |= {tag.lower() for tag in re.findall(r"(?:^|[\s>+~])([a-zA-Z][\w-]*)", bare)}
    return frozenset(needed)


_VALUE = re.compile(
    r"\[\s*([\w-]+)\s*[~*^$]?=\s*(?:'([^'\\]+)'|\"([^\"\\]+)\"|(-?[A-Za-z_][\w-]*))\s*\]"
)


def _values(css: str) -> tuple[tuple[str, str], ...]:
    """Return what has to stand in attributes for one alternative, of several elements, to match."""
    bare = re.sub(r":[\w-]+\([^()]*\)", "", css)
    return tuple(
        (name.lower(), one or two or word) for name, one, two, word in _VALUE.findall(bare)
    )
