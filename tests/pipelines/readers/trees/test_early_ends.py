"""A page goes on where a browser goes on: `</body>` and `</html>` end nothing."""

from __future__ import annotations

import pytest

from pipelines.readers.trees.early_ends import without_early_ends
from pipelines.readers.trees.parsing import parse
from tests.pipelines.readers.making import PROSE, read

HEAD = "<html lang='ko'><head><title>장마철 제습기</title></head>"


@pytest.mark.parametrize(
    "markup",
    [
        f"{HEAD}<body><nav>메뉴</nav></html>\n<!-- header -->\n<h1>장마철 제습기</h1>{PROSE}</body></html>",
        f"{HEAD}<body><nav>메뉴</nav></body><h1>장마철 제습기</h1>{PROSE}</html>",
        f"{HEAD}</html><BODY><h1>장마철 제습기</h1>{PROSE}</BODY></HTML>",
        f"{HEAD}<body><h1>장마철 제습기</h1></body></html>{HEAD}<body class='x'>{PROSE}</body></html>",
        f"{HEAD}<body><script>var a = '</body>';</script></body></html><h1>장마철 제습기</h1>{PROSE}",
    ],
)
def test_what_follows_an_early_end_is_read(markup: str) -> None:
    post = read(markup)
    assert post.title == "장마철 제습기"
    assert post.body_text == read(f"{HEAD}<body><h1>장마철 제습기</h1>{PROSE}").body_text
    assert len(parse(markup).findall("body")) == 1


@pytest.mark.parametrize(
    "markup",
    [
        "<p>장마</p></body>\n</html>\n",
        "<p>장마</p></body></html><!-- 0.31 s -->",
        "<p>장마</p><script>document.write('</body>')</script><p>뒤</p>",
        "<p>장마</p><!-- </body></html> --><p>뒤</p>",
        "<p>장마</p><textarea></html> never closed",
        "장마",
    ],
)
def test_nothing_else_is_touched(markup: str) -> None:
    assert without_early_ends(markup) == markup


def test_thousands_of_unclosed_scripts_are_looked_at_once() -> None:
    markup = "<script>" * 20_000 + "</body>" + "<!--" * 20_000
    assert without_early_ends(markup) == markup
