"""Lists of other posts below a body go; the author's own last words stay."""

from __future__ import annotations

import pytest

from pipelines.readers.bodies.closing import drop_closing
from pipelines.readers.bodies.emptiness import remove_empty
from pipelines.readers.trees.html import whole_text
from pipelines.readers.trees.parsing import fragment

WORDS = "<p>나루의 봄은 배가 먼저 안다. 물이 풀리면 사공은 노를 닦는다.</p>"
OTHERS = "<ul><li><a href='/1'>첫 배</a></li><li><a href='/2'>둘째 배</a></li></ul>"


def closed(markup: str) -> str:
    content = fragment(WORDS + markup)
    drop_closing(content)
    remove_empty(content)
    return whole_text(content).removeprefix(
        "나루의 봄은 배가 먼저 안다. 물이 풀리면 사공은 노를 닦는다."
    )


@pytest.mark.parametrize(
    "heading",
    [
        "관련 글",
        "함께 읽으면 좋은 글",
        "'여행' 카테고리의 다른 글",
        "Related posts",
        "You may also like",
        "Mehr zum Thema",
        "À lire aussi",
        "関連記事",
        "相关阅读",
    ],
)
def test_a_list_of_other_posts_goes_with_its_heading_and_pictures(heading: str) -> None:
    thumbs = OTHERS.replace("<li>", "<li><img src='/t.jpg'>")
    assert closed(f"<h3>{heading}</h3>{thumbs}") == ""
    content = fragment(f"{WORDS}<h3>{heading}</h3>{thumbs}")
    drop_closing(content)
    assert content.find(".//img") is None


@pytest.mark.parametrize(
    "ending",
    [
        "<p>관련 기사: <a href='https://other.example/'>원문</a></p>",
        "<p>함께 읽을 글: <a href='/1'>첫 배</a></p>",
        "<h3>배를 고르는 법</h3><p>먼저 나무를 본다.</p>",
        "<h3>참고한 곳</h3>" + OTHERS,
        "<p>더 보기 드물게 맑은 날이었다.</p><p>끝.</p>",
        "<p>생생한 소식, <a href='https://other.example/'>other.example</a></p>",
    ],
)
def test_what_the_author_wrote_last_stays(ending: str) -> None:
    assert closed(ending) == whole_text(fragment(ending))


def test_a_heading_of_nothing_goes() -> None:
    assert closed("<h2>공유하기</h2>") == ""


def test_a_last_sentence_that_is_set_as_a_heading_stays() -> None:
    assert closed("<h4>The ferry never came back.</h4>") == "The ferry never came back."
    assert closed("<h4>배는 끝내 돌아오지 않았다</h4>") == "배는 끝내 돌아오지 않았다"
    assert closed("<h4>Want to read more?</h4><h4>Subscribe now!</h4>") == ""
    assert closed("<h4>Leave a comment.</h4><h4>Comments are closed.</h4>") == ""


def test_a_heading_of_a_picture_stays() -> None:
    assert closed("<h2>나루 풍경</h2><img src='/a.jpg'>") == "나루 풍경"


def test_who_edited_the_page_is_no_part_of_the_post() -> None:
    assert closed("<p>责任编辑：方小满</p>") == ""
    assert closed("<p>责任编辑：他说这本书的编辑已经不在了。</p>") != ""


@pytest.mark.parametrize(
    "line",
    [
        "&lt;저작권자 ⓒ 하늘일보, 무단 전재 및 재배포 금지&gt;",
        "저작권자 © 하늘일보 무단전재 및 재배포 금지",
        "Copyright ⓒ 하늘뉴스. 무단전재 및 재배포 금지",
        "무단 전재 및 재배포 금지",
    ],
)
def test_whose_the_words_are_is_no_part_of_the_post(line: str) -> None:
    assert closed(f"<p>{line}</p>") == ""


def test_a_sentence_about_rights_is_the_authors() -> None:
    last = "저작권자에게 허락을 구하지 않은 무단 전재가 얼마나 흔한지 이번에 알았다."
    assert closed(f"<p>{last}</p>") == last


@pytest.mark.parametrize("last", ["Baca juga puisi setiap malam.", "اقرأ أيضا كتب الشعر القديمة"])
def test_last_words_that_only_begin_like_an_announcement_stay(last: str) -> None:
    assert closed(f"<p>{last}</p>") == last
    assert closed(f"<p>{last}</p>{OTHERS}") == ""


@pytest.mark.parametrize(
    "last",
    [
        "Related to this is the question of who owns the well.",
        "See also my notes from last year.",
        "Lesen Sie auch einmal laut!",
        "Mehr aus dem Garten gibt es im Herbst.",
        "Voir aussi loin que possible, tel était mon but.",
        "Veja também o que cresce no inverno.",
        "Читайте также вслух.",
        "관련 글은 나중에 쓰겠습니다",
        "다른 글에서 쓴 대로 겨울은 길었어요",
        "おすすめは焼きたてです。",
        "推荐阅读的书有三本。",
    ],
)
def test_a_sentence_that_begins_like_an_announcement_is_the_authors_last(last: str) -> None:
    assert closed(f"<p>{last}</p>") == last
    one = "<p><a href='/1'>첫 배</a></p>"
    assert closed(f"<p>{last}</p>{one}") == whole_text(fragment(f"<p>{last}</p>{one}"))
    assert closed(f"<p>{last}</p>{OTHERS}") == ""


@pytest.mark.parametrize("last", ["You may also like ...", "Das könnte dich interessieren…"])
def test_an_announcement_of_nothing_goes(last: str) -> None:
    assert closed(f"<p>{last}</p>") == ""


def test_the_last_item_of_a_list_announces_nothing() -> None:
    listed = "<ul><li>나무 고르기</li><li>추천 글</li></ul>"
    assert closed(listed) == whole_text(fragment(listed))


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("이 글이 도움이 되었다면 아래의 공감을 꼭 눌러 주세요", False),
        ("If you liked this post, please subscribe to my newsletter.", False),
        ("この記事が役に立ったらぜひフォローをしてくださいね。", False),
        ("사람들이 공감하는 글은 오래 남는다고 할머니는 늘 말씀하셨다.", True),
        ("The people who subscribe still read each of these letters aloud.", True),
    ],
)
def test_a_call_upon_readers_set_as_a_heading_at_the_end_goes(line: str, stays: bool) -> None:
    assert bool(closed(f"<h3>{line}</h3>")) is stays


@pytest.mark.parametrize(
    "way", ["<a href='/'>返回首页&gt;&gt;</a>", "[返回列表]", "« Back to home"]
)
def test_the_way_back_goes(way: str) -> None:
    assert closed(f"<p>{way}</p>") == ""
