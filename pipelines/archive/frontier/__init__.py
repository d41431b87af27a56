"""The frontier: which addresses of a blog were found, and what is left to do about each.

Everything here is done inside a transaction of the caller's (`Archive.write`), so that a state
changes together with what it led to. One run at a time is at work on a crawl: it holds the
lock of the site (locks.py), whose lease is the lease of all that the run has leased.
"""

from sqlalchemy import Connection

from pipelines.archive.frontier.addresses import (
    STATES,
    Address,
    known,
    merge,
    page_of,
    write_addresses,
)
from pipelines.archive.frontier.counting import answers, count_named, count_states, last_place
from pipelines.archive.frontier.crawls import (
    FAILURES,
    Crawl,
    adopt,
    ask_again,
    begin_crawl,
    release,
)
from pipelines.archive.frontier.states import FIRST, change_states, lease, lease_again, mark_stored

#: What the functions here are done in.
Transaction = Connection
