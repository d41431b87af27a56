"""Patterns of names fit what the names themselves would, and nothing else."""

from __future__ import annotations

import re

from pipelines.readers.bodies.marked_names import is_marked
from pipelines.readers.trees.name_patterns import any_of


def test_a_pattern_fits_its_names_and_no_part_of_them() -> None:
    names = ("tag", "tags", "tag-list", "toc", "a", "-x")
    pattern = re.compile(any_of(names))
    for name in (*names, "tag_list", "_x"):
        assert pattern.fullmatch(name), name
    for other in ("", "t", "ta", "tagg", "tags-list", "tag-", "b", "x", "aa"):
        assert not pattern.fullmatch(other), other
    assert re.fullmatch(any_of(["one"]), "one")


def test_how_a_part_is_laid_out_is_no_name_of_the_whole() -> None:
    assert not is_marked("entry single-entry post-footer-area-boxed")
    assert is_marked("entry-related entry-related-style-wide")
    assert is_marked("post-footer-area")
