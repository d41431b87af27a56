"""What is written when a crawl ends is part of it: a kill meanwhile leaves it to the next run."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from pipelines.archive import open_archive
from pipelines.archive.changes import iter_changes
from tests.newscrawl.test_running import crawl, crawl_line
from tests.servers.blog import LiveBlog

#: Kills itself at the first statement that holds the given word.
KILLED = """
import os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine

word = sys.argv.pop()

@event.listens_for(Engine, "before_cursor_execute")
def asked(connection, cursor, statement, parameters, context, many):
    if word in statement:
        os.kill(os.getpid(), signal.SIGKILL)

sys.argv[0] = "scrapy"
from scrapy.cmdline import execute
execute()
"""


def test_a_run_that_is_killed_while_it_is_weighed_has_not_ended(
    blog: LiveBlog, tmp_path: Path
) -> None:
    database = tmp_path / "a.db"
    assert crawl(blog.origin, database).returncode == 0
    gone = blog.posts[3]
    blog.delete(gone.title, status=410)
    line = crawl_line(blog.origin, database)
    program = [sys.executable, "-c", KILLED, *line[line.index("crawl") :], "entry_count="]
    killed = subprocess.run(program, capture_output=True, text=True, timeout=240, check=False)
    assert killed.returncode == -9, killed.stderr
    with closing(sqlite3.connect(database)) as connection:
        ended = connection.execute("SELECT ended_at IS NOT NULL FROM run ORDER BY id").fetchall()
        locks = connection.execute("SELECT count(*) FROM run_lock").fetchall()
    assert (ended, locks) == ([(1,), (0,)], [(1,)])
    assert crawl(blog.origin, database).returncode == 0
    with open_archive(f"sqlite:///{database}") as archive:
        told = [(one.kind, one.url) for one in iter_changes(archive) if one.kind != "new"]
    assert told == [("gone", blog.url(gone))]
