"""What folds away is seen."""

from __future__ import annotations

import pytest

from pipelines.readers.trees.parsing import fragment
from pipelines.readers.trees.visibility import is_hidden


@pytest.mark.parametrize(
    ("names", "hidden"),
    [
        ("class=share-toggle", True),
        ("class='collapse navbar-collapse'", True),
        ("id=search-toggle", True),
        ("id=toc-collapse", True),
        ("class=toggle", True),
        ("class=menu-toggle-content", True),
        ("class=et_pb_toggle_content", False),
        ("class=collapsible-body", False),
        ("class=accordion-item", False),
        ("class='tab-pane fade'", False),
    ],
)
def test_what_folds_away_is_seen_and_a_menu_that_opens_is_not(names: str, hidden: bool) -> None:
    assert is_hidden(fragment(f"<div {names} style='display:none'>x</div>")[0]) is hidden
