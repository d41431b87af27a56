"""`scrapy` whose N-th database call fails for good, as a bad disk makes it: python -m ... N crawl ..."""

from __future__ import annotations

import sqlite3
import sys
from typing import Any

from scrapy.cmdline import execute
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError


def main() -> None:
    fails, calls = int(sys.argv[1]), 0

    def call(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == fails:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise OperationalError(statement, None, error)

    event.listen(Engine, "before_cursor_execute", call)
    try:
        execute(["scrapy", *sys.argv[2:]])
    finally:
        print(f"{calls} database calls", file=sys.stderr)


if __name__ == "__main__":
    main()
