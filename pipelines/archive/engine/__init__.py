"""What differs between SQLite, PostgreSQL and MariaDB: the one room that names a dialect."""

from pipelines.archive.engine.addresses import database_url, shown_url
from pipelines.archive.engine.columns import (
    CURSOR_TABLE_OPTIONS,
    TABLE_OPTIONS,
    BigId,
    Instant,
    LongBlob,
    LongText,
    NoInstant,
    instant,
)
from pipelines.archive.engine.connecting import make_engine
from pipelines.archive.engine.faults import fault_of, next_step, reason_of
from pipelines.archive.engine.numbers import counts_alone, next_id, set_next_id
from pipelines.archive.engine.sqlite import WAL_BYTES
from pipelines.archive.engine.statements import many_of, missing_insert, one_of, upsert
from pipelines.archive.engine.transactions import (
    clock,
    ddl_rolls_back,
    empty_log,
    encoding_fault,
    erase_for_good,
    prepare_migration,
    snapshot,
    take_turn,
)
from pipelines.archive.engine.waiting import BUSY_SECONDS, await_any_answer
