"""The arguments of a spider: declared, checked before any fetch, shown by `newscrawl spiders`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from newscrawl.errors import UsageError
from pipelines.readers.platforms import PLATFORMS
from pipelines.urls import absolute_url

_PASSWORD = re.compile(r"//[^/?#\s]*@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One `-a name=value`."""

    name: str
    #: One line for a person: what it means, in which unit or form.
    help: str
    #: Text to value; raises ValueError with the reason.
    parse: Callable[[str], Any] = str
    required: bool = False
    default: Any = None


def checked(spider: str, declared: Sequence[Argument], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value of each declared argument; raises UsageError naming the first bad one.

    Names that begin with an underscore (scrapyd's `_job`) are nobody's business.
    """
    known = {argument.name: argument for argument in declared}
    for name in given:
        if name not in known and not name.startswith("_"):
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {close[0]}?" if close else f"it takes {', '.join(sorted(known))}"
            raise UsageError(f"spider {spider} has no argument {name!r}; {hint}")
    values: dict[str, Any] = {}
    for argument in declared:
        if (text := given.get(argument.name)) is None or str(text).strip() == "":
            if argument.required:
                given_as = " (crawl URL, schedule add --url URL)" if argument.name == "url" else ""
                raise UsageError(
                    f"spider {spider} needs -a {argument.name}=…{given_as}: {argument.help}"
                )
            values[argument.name] = argument.default
            continue
        try:
            values[argument.name] = argument.parse(str(text).strip())
        except ValueError as error:
            said = _PASSWORD.sub("//***@", str(text))
            raise UsageError(f"spider {spider}: {argument.name}={said}: {error}") from None
    return values


def web_address(text: str) -> str:
    """Return an absolute web address; a bare host gets `https://`."""
    if re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE) is None or re.match(
        r"[\w.-]+:\d+(/|$)", text
    ):
        text = f"https://{text}"
    url = absolute_url(text, text)
    host = urlsplit(url).hostname if url else None
    if not url or not host or ("." not in host and ":" not in host and host != "localhost"):
        raise ValueError("this is no web address; write it as https://blog.example/")
    parts = urlsplit(url)
    if parts.username or parts.password:
        # They would stand in the archive and in every log, and no server ever be told them.
        raise ValueError("newscrawl logs in nowhere; leave name and password out of the address")
    return url


def whole_number(text: str) -> int:
    """Return a number of at least 1."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ValueError("this is no number of 1 or more")
    return int(text)


def yes_or_no(text: str) -> bool:
    """Return True for 1, true, yes, on; False for 0, false, no, off."""
    word = text.lower()
    if word in ("1", "true", "yes", "on"):
        return True
    if word in ("0", "false", "no", "off"):
        return False
    raise ValueError("write 1 or 0")


def since_date(text: str) -> datetime:
    """Return the instant meant by `2024-07-22`, `2024-07-22T09:30+09:00` or `30d` (days back)."""
    if match := re.fullmatch(r"(\d{1,5})d", text):
        return datetime.now(UTC) - timedelta(days=int(match[1]))
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("write a date as 2024-07-22, or 30d for the last 30 days") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _platform_name(text: str) -> str:
    names = sorted(module.NAME for module in PLATFORMS)
    if text.lower() not in names:
        raise ValueError(f"unknown platform; there are {', '.join(names)}")
    return text.lower()


#: What every spider takes.
COMMON_ARGUMENTS = (
    Argument(name="limit", help="at most this many posts, the newest first", parse=whole_number),
    Argument(
        name="since",
        help="only posts published since this date: 2024-07-22, or 30d for the last 30 days",
        parse=since_date,
    ),
    Argument(
        name="dry_run",
        help="1: list the addresses that would be fetched, and fetch no post",
        parse=yes_or_no,
        default=False,
    ),
    Argument(
        name="platform",
        help="read pages as this platform's, whatever they look like",
        parse=_platform_name,
        default="",
    ),
)
