"""Nobody looks for garbage while something short is done, and somebody does afterwards."""

from __future__ import annotations

import gc

import pytest

from pipelines.garbage import garbage_waits


def test_garbage_is_looked_for_again_afterwards() -> None:
    with garbage_waits():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="broken"), garbage_waits():
        raise ValueError("broken")
    assert gc.isenabled()


def test_who_wants_no_garbage_looked_for_keeps_his_way() -> None:
    gc.disable()
    try:
        with garbage_waits(), garbage_waits():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
