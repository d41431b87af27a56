"""What is computed once of something, when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")


Owner = TypeVar("Owner")


def once(compute: Callable[[Owner], T]) -> Callable[[Owner], T]:
    """Return `compute`, asked once of each document, or root of a page; its answer goes with that.

    No answer may hold what it is of, which would never be let go.
    """
    known: WeakKeyDictionary[Owner, T] = WeakKeyDictionary()

    @wraps(compute)
    def remembered(owner: Owner) -> T:
        try:
            return known[owner]
        except KeyError:
            found = known[owner] = compute(owner)
            return found

    return remembered


class view(Generic[T]):  # noqa: N801 - it is written as a property is
    """As `functools.cached_property`, without the lock that this takes up to Python 3.11."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self._name = compute.__name__
        self.__doc__ = compute.__doc__

    def __get__(self, owner: Any, _kind: type) -> T:
        """Return what is computed of `owner`, which holds it from now on in the place of this."""
        found = owner.__dict__[self._name] = self._compute(owner)
        return found
