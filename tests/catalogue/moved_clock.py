"""`scrapy` whose clock jumps while it crawls: MOVED_CLOCK="1:-3600 2:86400 3:frozen".

What tells the time of day is moved; the clock that only counts (`time.monotonic`) is not, as on
a machine whose time is set.
"""

from __future__ import annotations

import datetime
import importlib
import os
import pkgutil
import sys
import time
from typing import Any

import newscrawl
import pipelines

_real_time = time.time
_Real = datetime.datetime
_began = time.monotonic()
_jumps = [
    (float(at), off)
    for at, _, off in (part.partition(":") for part in os.environ["MOVED_CLOCK"].split())
]
_stopped_at: dict[float, float] = {}


def _now() -> float:
    here = time.monotonic() - _began
    due = [jump for jump in _jumps if jump[0] <= here]
    if not due:
        return _real_time()
    at, off = due[-1]
    if off == "frozen":
        return _stopped_at.setdefault(at, _real_time())
    return _real_time() + float(off)


class _Kind(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, _Real)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, _Real)


class _Moved(_Real, metaclass=_Kind):
    def __new__(cls, *args: Any, **more: Any) -> Any:
        return _Real(*args, **more)

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Any:
        return _Real.fromtimestamp(_now(), tz)


def main() -> None:
    time.time = _now
    from scrapy.cmdline import execute

    # Name by name, since what is pickled must find its class where it was.
    for package in (newscrawl, pipelines):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__") and ".migrations." not in module.name:
                found = importlib.import_module(module.name)
                if getattr(found, "datetime", None) is _Real:
                    found.datetime = _Moved  # type: ignore[attr-defined]
    execute(["scrapy", *sys.argv[1:]])


if __name__ == "__main__":
    main()
