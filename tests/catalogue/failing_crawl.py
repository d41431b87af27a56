"""`scrapy` one of whose database calls fails for good, as a bad disk makes it.

python -m ... N crawl ...: the N-th does; WORDS in place of N: the first that has them in it.
"""

from __future__ import annotations

import sqlite3
import sys
from typing import Any

from scrapy.cmdline import execute
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError


def main() -> None:
    fails, calls, failed = sys.argv[1], 0, False

    def call(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        nonlocal calls, failed
        calls += 1
        met = fails == str(calls) if fails.isdigit() else fails in " ".join(statement.split())
        if met and not failed:
            failed = True
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise OperationalError(statement, None, error)

    event.listen(Engine, "before_cursor_execute", call)
    try:
        execute(["scrapy", *sys.argv[2:]])
    finally:
        print(f"{calls} database calls, {int(failed)} failed", file=sys.stderr)


if __name__ == "__main__":
    main()
