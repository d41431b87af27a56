"""How often: `30m`, `6h`, `1d`, `1h30m`, `daily`, as a length of time and back."""

from __future__ import annotations

import re
from datetime import timedelta

from newscrawl.errors import UsageError

_WORDS = {"hourly": "1h", "daily": "1d", "weekly": "7d"}
_UNITS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60}
_PART = re.compile(r"([0-9]{1,6})([wdhm])")
_WHOLE = re.compile(r"(?:[0-9]{1,6}[wdhm])+")

#: A blog asked more often than each minute is not being archived, it is being harmed.
SHORTEST = timedelta(minutes=1)
#: Longer is a slip of the hand: a year and a day.
LONGEST = timedelta(days=366)


def every(text: str) -> timedelta:
    """Return the length of time that `text` names; raises UsageError when it names none.

    Units: w(eeks), d(ays), h(ours), m(inutes); several add up, as in `1d12h`.
    """
    plain = _WORDS.get(text.strip().lower(), text.strip().lower())
    if not _WHOLE.fullmatch(plain):
        raise UsageError(
            f"cannot read {text!r} as a length of time; write 30m, 6h, 1d, 1h30m, "
            "hourly, daily or weekly"
        )
    length = timedelta(
        seconds=sum(int(number) * _UNITS[unit] for number, unit in _PART.findall(plain))
    )
    if not SHORTEST <= length <= LONGEST:
        raise UsageError(f"{text!r} is out of range; use 1m to 366d")
    return length


def every_text(length: timedelta) -> str:
    """Return the shortest text that `every` reads back as `length`."""
    left = int(length.total_seconds())
    parts = []
    for unit in ("d", "h", "m"):
        number, left = divmod(left, _UNITS[unit])
        if number:
            parts.append(f"{number}{unit}")
    return "".join(parts) or "0m"
