"""What a person is told who names a place that cannot be written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from newscrawl.errors import UsageError, way_out
from newscrawl.exports.whole import whole_text


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.EACCES, "check its permissions"),
        (errno.EROFS, "check its permissions"),
        (errno.ENOSPC, "make room"),
        (errno.EEXIST, "name another place"),
    ],
)
def test_the_way_out_fits_the_fault(number: int, says: str) -> None:
    assert way_out(OSError(number, os.strerror(number))).startswith(says)


def test_what_cannot_be_cleared_away_does_not_hide_why_nothing_was_written(tmp_path: Path) -> None:
    name = str(tmp_path / ("긴" * 82))  # of bytes, all that a name may have
    with (
        pytest.raises(UsageError, match=r"cannot write .*File name too long; name another place"),
        whole_text(name),
    ):
        pass
