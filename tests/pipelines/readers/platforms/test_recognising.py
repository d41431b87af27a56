"""By what platforms are known beside their hosts, and what they say of the kind of a page."""

from __future__ import annotations

from types import ModuleType

import pytest

from pipelines.readers.platforms import (
    brunch,
    ghost,
    gnuboard,
    naver,
    pelican,
    tistory,
    velog,
    xpressengine,
)
from tests.pipelines.readers.making import document

FRAME = "<iframe id=mainFrame src='/PostView.naver?blogId=rainy&logNo=223400000011'></iframe>"
VIEW = "https://blog.naver.com/PostView.naver?blogId=rainy&logNo=223400000011"


@pytest.mark.parametrize(
    ("platform", "html", "sure"),
    [
        (brunch, '<a href="/rss/@@rain">RSS</a><script>{"profileId":"rain"}</script>', 0.8),
        (ghost, '<script data-ghost="https://blog.example" src="/portal.js"></script>', 0.8),
        (naver, "<meta property='naverblog:nickname' content='비구름'>", 1.0),
        (naver, "<title>장마 : 네이버 블로그</title>", 1.0),
        (naver, FRAME, 0.9),
        (naver, "<div id=_post_property></div>", 0.9),
        (velog, '<script>__APOLLO_STATE__={"VelogConfig:rain":{}}</script>', 1.0),
        (velog, "<img src='https://velog.velcdn.com/a.png'>", 0.4),
    ],
)
def test_a_platform_is_known_on_any_host(platform: ModuleType, html: str, sure: float) -> None:
    assert platform.recognise(document(html)) == sure


@pytest.mark.parametrize(
    ("platform", "html", "url", "kind"),
    [
        (gnuboard, "<div id=bo_v_con>비</div>", "/bbs/board.php?bo_table=free&wr_id=3", "post"),
        (gnuboard, "<div id=bo_list></div>", "/bbs/board.php?bo_table=free", "listing"),
        (gnuboard, "<form id=fwrite></form>", "/bbs/register.php", None),
        (naver, "", "/PostList.naver?blogId=rainy", "listing"),
        (naver, "", "/guestbook/GuestBookList.naver", "other"),
        (naver, FRAME, "/rainy/223400000011", "stub"),
        (naver, "<div class=se-main-container>비</div>", VIEW, "post"),
        (naver, "", "/rainy", None),
        (pelican, "", "/tag/rain.html", "listing"),
        (pelican, "", "/archives.html", "listing"),
        (pelican, "", "/rain.html", None),
        (tistory, "<form class=entry_protected></form>", "/3", "protected"),
        (tistory, "", "/notice/3", "other"),
    ],
)
def test_a_platform_says_what_a_page_is(
    platform: ModuleType, html: str, url: str, kind: str | None
) -> None:
    address = url if "://" in url else f"https://blog.example{url}"
    told = platform.page_kind(document(html, address))
    assert (told[0] if told else None) == kind


@pytest.mark.parametrize(
    ("url", "html", "address"),
    [
        (
            "/?mid=free&document_srl=7&page=2",
            "<div class='document_7_3 xe_content'>비</div>",
            "/?mid=free&document_srl=7",
        ),
        ("/?mid=free&document_srl=7", "<div class='document_7_3 xe_content'>비</div>", None),
        ("/?mid=free&document_srl=7&page=2", "<p>비</p>", None),
        (
            "/?mid=free&document_srl=7&page=2",
            "<link rel=canonical href='/free/7'><div class='document_7_3 xe_content'>비</div>",
            None,
        ),
    ],
)
def test_a_document_of_a_board_is_one_from_whichever_page_of_its_list(
    url: str, html: str, address: str | None
) -> None:
    found = xpressengine.address(document(html, f"https://board.example{url}"))
    assert found == (address and f"https://board.example{address}")
