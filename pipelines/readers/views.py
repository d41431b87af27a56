"""What is computed once of something, when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


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
