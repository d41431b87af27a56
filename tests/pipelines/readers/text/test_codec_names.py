"""A label means what browsers take it for."""

from __future__ import annotations

import pytest

from pipelines.readers.text.codec_names import codec_name


@pytest.mark.parametrize("label", ["euc-kr", "EUC-KR", "ks_c_5601-1987", "ksc5601", "cp949"])
def test_a_korean_label_means_its_superset(label: str) -> None:
    assert codec_name(label) == "cp949"


@pytest.mark.parametrize(
    ("label", "codec"),
    [("gb2312", "gb18030"), ("Shift_JIS", "cp932"), ("x-sjis", "cp932"), ("latin1", "cp1252")],
)
def test_a_label_means_what_browsers_take_it_for(label: str, codec: str) -> None:
    assert codec_name(label) == codec


@pytest.mark.parametrize("label", ["utf-7", "unicode_escape", "idna", "hex", "no-such", "", "a\0b"])
def test_a_label_that_could_smuggle_is_not_obeyed(label: str) -> None:
    assert codec_name(label) is None
