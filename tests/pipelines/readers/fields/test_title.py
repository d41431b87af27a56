"""Titles: what a visitor reads above the post, whole, and nothing of the site around it."""

from __future__ import annotations

import pytest

from pipelines.items import Entry
from pipelines.readers.answer import first_answer
from pipelines.readers.fields import title
from tests.pipelines.readers.making import PROSE, document, read


def title_of(
    html: str, url: str = "https://blog.example/2024/07/22/a-post/", entries: tuple[Entry, ...] = ()
) -> str | None:
    return first_answer("title", title.READERS, document(html, url, entries=entries)).value


@pytest.mark.parametrize(
    "house",
    [
        "<meta name='author' content='솔매구청'><h1><a href='/main.do'>솔매구</a></h1>",
        "<h1><a href='/main.do'>솔매구청</a></h1>",
    ],
)
def test_a_card_that_names_the_house_says_no_title(house: str) -> None:
    page = (
        "<title>옛 방앗간, 문 열다 | 동네이야기 : 솔매구청</title>"
        f"<meta property='og:title' content='솔매구청'>{house}<h2 class='post-title'>옛 방앗간, 문 열다</h2>"
    )
    assert title_of(page) == "옛 방앗간, 문 열다"


def test_the_heading_that_leads_home_is_the_boards_and_a_count_is_no_part_of_the_other() -> None:
    page = (
        "<title>옛 방앗간, 문 열다 - 산 아래 게시판</title>"
        "<h1><a href='/?PHPSESSID=0b861845902ef67d6570f4bf9b'>산 아래 게시판</a></h1>"
        "<h1><a href=''>옛 방앗간, 문 열다</a> <span>[3]</span></h1>"
    )
    assert title_of(page) == "옛 방앗간, 문 열다"
    assert title_of(page.replace("다 -", "다 [3] -")) == "옛 방앗간, 문 열다 [3]"


@pytest.mark.parametrize(
    "element",
    [
        "장마철 제습기 | 달빛 서재",
        "장마철 제습기 - 달빛 서재",
        "장마철 제습기 :: 달빛 서재",
        "달빛 서재 » 장마철 제습기",
        "장마철 제습기 — 달빛 서재",
        "장마철 제습기 · 달빛 서재",
        "장마철 제습기",
    ],
)
def test_the_name_of_the_site_is_cut(element: str) -> None:
    html = f'<title>{element}</title><meta property="og:site_name" content="달빛 서재">'
    assert title_of(html) == "장마철 제습기"


def test_the_name_that_a_head_gives_to_the_home_page_is_cut() -> None:
    start = "<link rel='start' href='https://blog.example/yoon/' title='달빛 서재'>"
    page = f"{start}<title>장마철 제습기 - 달빛 서재</title><h1>달빛 서재</h1><h3>■ 장마철 제습기 <i>3</i></h3>"
    assert title_of(page, "https://blog.example/yoon/20240722") == "장마철 제습기"
    # WordPress names the first post so.
    first = page.replace("/yoon/'", "/yoon/20060101'").replace("title='달빛 서재'", "title='첫 글'")
    assert title_of(first, "https://blog.example/yoon/20240722") == "달빛 서재"


@pytest.mark.parametrize(
    ("whole", "shown", "title"),
    [
        # tDiary and uCoz head each page with the blog's name.
        (
            "달빛 서재(2024-07-22) 장마철 제습기",
            "<h1>달빛 서재</h1><h2><a href='/d/20240722'>2024년 7월 22일</a>"
            " <span class='title'>장마철 제습기</span> [<a href='/d/0722'>해마다</a>]</h2>{}",
            "장마철 제습기",
        ),
        (
            "장마철 제습기 - 22 July 2024 - 블로그 - 달빛 서재",
            "<h1>달빛 서재</h1><a href='/blog'>블로그</a><div class='eTitle'>장마철 제습기</div>{}",
            "장마철 제습기",
        ),
        # The blog's name may be called so, too: over the heading, and below the text.
        ("달빛 서재 - 장마철 제습기", "<div class='title'>달빛 서재</div><h1>장마철 제습기</h1>{}", "장마철 제습기"),
        ("달빛 서재 - 장마철 제습기", "<h1>장마철 제습기</h1>{}<div class='title'>달빛 서재</div>", "장마철 제습기"),
    ],
)  # fmt: skip
def test_a_heading_of_all_pages_is_the_name_of_the_site(whole: str, shown: str, title: str) -> None:
    assert title_of(f"<title>{whole}</title>{shown.format(PROSE)}") == title


def test_the_only_heading_is_the_title_where_it_is_marked_so_whatever_the_head_says() -> None:
    head = "<meta property='og:title' content='How a trip to the north changed my life'>"
    marked = "<h1 class='entry-title'>Five ways the north changed me for good</h1>"
    assert title_of(head + marked) == "Five ways the north changed me for good"
    plain = marked.replace(" class='entry-title'", "")
    assert title_of(head + plain) == "How a trip to the north changed my life"


def test_the_host_is_cut_although_no_name_is_given() -> None:
    assert (
        title_of("<title>How to dry a room | Moonlight</title>", "https://moonlight.example/a")
        == "How to dry a room"
    )


@pytest.mark.parametrize(
    "element", ["港の思い出 - 旅日記", "旅日記 | 港の思い出", "港の思い出 :: 旅日記"]
)
def test_the_largest_heading_may_be_that_of_the_site(element: str) -> None:
    html = f"<title>{element}</title><h1>旅日記</h1><h2>港の思い出</h2><h3>関連</h3>"
    assert title_of(html) == "港の思い出"


def test_a_head_that_says_the_drawn_name_of_the_site_alone_is_no_title() -> None:
    head = (
        "<title>보도자료 | 알림 | 달빛 서재</title><meta property='og:title' content='달빛 서재'>"
    )
    logo = "<a href='/'><img src='/l.png' alt='달빛 서재 로고'></a><a href='/b'>보도자료</a>"
    box = "<h2 class='tit'>보도자료</h2><h3 class='tit'>장마철 제습기</h3>"
    assert title_of(f"{head}<body>{logo}{box}{PROSE}") == "장마철 제습기"


@pytest.mark.parametrize(
    "others",
    [
        "<h2 class='tit'>여름</h2><div class='layer'><b class='tit'>로그인이 필요한 서비스입니다</b></div>",
        "<h2>여름</h2><div style='display:none'><b class='tit'>로그인이 필요한 서비스입니다</b></div>",
        f"<h2>여름</h2>{PROSE}<div class='area'><b class='tit'>오늘 가장 많이 본 이야기들</b></div>",
    ],
)
def test_a_short_title_gives_way_to_no_other_box_of_the_page(others: str) -> None:
    assert title_of(f"<title>여름</title><body>{others}{PROSE}") == "여름"


def test_the_name_of_a_board_over_a_title_gives_way_to_it() -> None:
    head = (
        "<title>구단뉴스 | 홈런즈</title><body><header><a href='/'><img alt='홈런즈'></a></header>"
    )
    view = "<h2>구단뉴스</h2><div><strong class='title'>어린이날 홈경기 행사 안내</strong></div>"
    assert title_of(f"{head}{view}{PROSE}") == "어린이날 홈경기 행사 안내"


@pytest.mark.parametrize("index", ["index.html", "main.htm"])
def test_the_index_of_another_folder_and_the_page_itself_are_no_home(index: str) -> None:
    """The first tell no name of the site, the second the title."""
    links = f"<a href='/rain/{index}'>장마철 제습기</a><a href='/food/{index}'>맛집</a>"
    html = f"<title>장마철 제습기 - 맛집</title><body>{links}{PROSE}"
    assert title_of(html, f"https://blog.example/rain/{index}") == "장마철 제습기 - 맛집"


def test_the_index_of_the_folder_around_tells_the_name_of_the_site() -> None:
    html = f"<title>장마철 제습기 - 달빛</title><body><a href='../index.html'>달빛</a>{PROSE}"
    assert title_of(html, "https://host.example/~dal/2024/rain.html") == "장마철 제습기"


def test_a_heading_that_nobody_sees_is_no_title() -> None:
    html = "<h2 class='sr-only'>Navigation mit Access Keys</h2><h2>Neubau der Werkstatt</h2>"
    assert title_of(f"<body>{html}{PROSE}") == "Neubau der Werkstatt"


def test_the_writer_behind_by_is_cut_where_the_heading_ends_before() -> None:
    html = "<meta property='og:title' content='두 번째 출근 by 민들레홀씨'><h2>두 번째 출근</h2>"
    assert title_of(html) == "두 번째 출근"


def test_a_bar_that_belongs_to_the_title_stays() -> None:
    html = "<title>오늘의 팁 | 모눈과 안내선 | 기록 노트</title><h1>오늘의 팁 | 모눈과 안내선</h1>"
    assert title_of(html) == "오늘의 팁 | 모눈과 안내선"


def test_marks_that_a_generator_stripped_come_from_the_heading() -> None:
    html = '<meta property="og:title" content="오늘의 팁 모눈과 안내선"><h1>오늘의 팁 | 모눈과 안내선</h1>'
    assert title_of(html) == "오늘의 팁 | 모눈과 안내선"


def test_the_visible_heading_wins_over_a_title_for_search_engines() -> None:
    html = (
        '<meta property="og:title" content="Dry rooms: 7 tips for damp homes in 2024">'
        "<h1>Seven tips for dry rooms in damp homes</h1>"
    )
    assert title_of(html) == "Seven tips for dry rooms in damp homes"


def test_a_heading_that_says_something_else_does_not_win() -> None:
    html = '<meta property="og:title" content="장마철 제습기 고르기"><h1>달빛 서재</h1>'
    assert title_of(html) == "장마철 제습기 고르기"


def test_a_kicker_inside_the_heading_is_left_out() -> None:
    html = '<meta property="og:title" content="What do the Philippines read?"><h1>Culture: What do the Philippines read?</h1>'
    assert title_of(html) == "What do the Philippines read?"


def test_the_name_of_the_site_as_only_heading_is_no_title() -> None:
    html = (
        '<title>첫 글</title><meta property="og:site_name" content="달빛 서재">'
        '<header><h1><a href="/">달빛 서재</a></h1></header><article><h2 class="post-title">첫 글</h2></article>'
    )
    assert title_of(html) == "첫 글"


def test_structured_data_gives_a_title_without_any_heading() -> None:
    html = '<script type="application/ld+json">{"@type":"BlogPosting","headline":"Q&amp;A 모음"}</script>'
    assert title_of(html) == "Q&A 모음"


def test_white_space_and_soft_hyphens_are_folded() -> None:
    assert title_of("<title>\n 장마철\u00a0 제습\u00ad기\n</title>") == "장마철 제습기"


def test_a_page_without_any_title_has_none() -> None:
    assert title_of("<p>글</p>") is None


def test_a_heading_that_shares_no_word_with_the_head_is_a_departments() -> None:
    html = "<title>Ferns that live in walls</title><h1>Gardening</h1>"
    assert title_of(html) == "Ferns that live in walls"


def test_a_lesser_heading_tells_where_the_title_ends() -> None:
    html = (
        "<title>Ferns that live in walls | Plants | Forum</title><h2>Ferns that live in walls</h2>"
    )
    assert title_of(html) == "Ferns that live in walls"


def test_hints_where_a_heading_may_break_are_left_out() -> None:
    html = "<title>Wanderfalken im Kirchturm</title><h1>Wander\u00adfalken im Kirch\u00adturm</h1>"
    assert title_of(html) == "Wanderfalken im Kirchturm"


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        # Cut to a length: another place says it whole, or the sentence goes on.
        ("How to dry a room: a long guide for wet summers", True),
        ("How to dry a room: a long guide, told in nine steps", True),
        ("How to dry a room: a long guide to a house without mould", True),
        ("How to dry a room: a long guide Nine steps for wet summers", False),
    ],
)
def test_a_declared_title_that_was_cut_gives_way_to_the_heading(heading: str, kept: bool) -> None:
    cut = "How to dry a room: a long guide"
    element = heading if "for wet" in heading and kept else cut
    html = f"<title>{element}</title><meta property='og:title' content='{cut}'><h1>{heading}</h1>"
    assert title_of(html) == (heading if kept else cut)


FEED = Entry(url="https://blog.example/2024/07/22/a-post/", title="Autumn by the river")


@pytest.mark.parametrize("heading", ["<h1>Pia</h1>", "<h1>Pia: Autumn by the river</h1>", ""])
def test_what_is_joined_to_the_title_in_the_feed_is_cut(heading: str) -> None:
    html = f"<title>Pia: Autumn by the river</title><body>{heading}{PROSE}"
    assert title_of(html, entries=(FEED,)) == "Autumn by the river"


def test_the_name_of_the_site_and_a_colon_are_cut() -> None:
    html = "<title>Pia: Autumn</title><meta property='og:site_name' content='Pia'>"
    assert title_of(html) == "Autumn"
    assert title_of("<title>Rivers: Autumn</title>") == "Rivers: Autumn"


@pytest.mark.parametrize(
    "head",
    [
        "<title>Pia's notes</title>",
        "<title>Pia's notes</title><meta property='og:title' content=\"Pia's notes\">",
        "<title></title>",
    ],
)
def test_a_post_without_a_title_has_none(head: str) -> None:
    html = f"{head}<body><h1><a href='/'>Pia's notes</a></h1>{PROSE}<h2>Archive</h2>"
    assert title_of(html) is None


@pytest.mark.parametrize("head", ["글 보기", "동네 모임"])
@pytest.mark.parametrize(
    "row",
    [
        "<tr><th>제목</th><td>장마철 제습기</td></tr>",
        "<tr><td class=subject colspan=4>장마철 제습기</td></tr>",
        "<tr><th colspan=4>장마철 제습기</th></tr>",
        "<tr><td>Subject</td><td>장마철 제습기</td></tr>",
    ],
)
def test_the_title_of_a_board_stands_in_its_table(head: str, row: str) -> None:
    html = (
        f"<title>{head}</title><body><h2>글 보기</h2><table>{row}<tr><th>글쓴이</th><td>김서연</td>"
        f"<th>조회</th><td>31</td></tr><tr><td colspan=4>{PROSE}</td></tr></table>"
    )
    assert title_of(html) == "장마철 제습기"


@pytest.mark.parametrize(
    ("heading", "head"),
    [
        ("영화 파묘 (2024)", "<title>영화 파묘 후기 - 달빛</title>"),
        ("제주 여행기 (3)", "<title>제주 여행기 - 달빛</title>"),
        ("봄밤 [3]", "<title>봄밤 - 달빛</title><meta property='og:title' content='봄밤 [3]'>"),
    ],
)
def test_a_year_and_the_part_of_a_series_are_no_counts(heading: str, head: str) -> None:
    assert title_of(f"{head}<h1>{heading}</h1>{PROSE}") == heading


def test_of_two_boxes_called_titles_the_head_names_that_of_the_post() -> None:
    page = (
        "<title>대림대학교 공지사항(장학생 추가 선발 안내) | 학사공지</title>"
        "<div class='page-title'><h2>공지사항</h2><span>HOME</span></div>"
        "<h2 class='view-title'><span class='cate'>[장학]</span> 장학생 추가 선발 안내</h2>"
    )
    assert title_of(page + PROSE) == "[장학] 장학생 추가 선발 안내"


def test_a_board_that_heads_all_its_pages_gives_way_to_the_bold_line_above_the_facts() -> None:
    page = (
        "<title>나무늘보 게시판</title><table><tr><td><a href='/zboard.php?id=free'>나무늘보 게시판</a>"
        "<table><tr><td><b>창문과 화분 사이</b></td></tr>"
        "<tr><td>글쓴이 하늘빛 2024. 11. 12. 03:06 조회 25</td></tr>"
        f"<tr><td>{PROSE}</td></tr></table></td></tr></table>"
    )
    asked = "https://board.example/view.php?id=free&no=79"
    assert title_of(page, asked) == "창문과 화분 사이"
    linked = page.replace("<b>", "<b><a href='/view.php?id=free&no=78'>").replace(
        "</b>", "</a></b>"
    )
    assert title_of(linked, asked) == "나무늘보 게시판"
    # Whoever wrote stands above the bare day.
    signed = page.replace("글쓴이 하늘빛 2024", "2024")
    assert title_of(signed.replace("창문과 화분 사이", "하늘빛"), asked) == "나무늘보 게시판"


def test_a_board_in_brackets_behind_the_title_is_cut() -> None:
    html = (
        "<title>장마철 제습기(보도자료) | 동네 모임</title><a href='/press'>보도자료</a>"
        f"<h3>게시판</h3><h3>장마철 제습기</h3><div>{PROSE}</div>"
    )
    assert title_of(html) == "장마철 제습기"
    assert title_of(html.replace("(보도자료)", "(1부)")) != "장마철 제습기"
    # One that the heading bears, too, is of the title, whatever the series is called elsewhere.
    shown = html.replace("<h3>게시판</h3>", "<h2>장마철 제습기(보도자료)</h2>")
    assert title_of(shown) == "장마철 제습기(보도자료)"


@pytest.mark.parametrize("joint", [" | ", " - ", " > "])
def test_the_names_of_board_and_site_are_cut(joint: str) -> None:
    html = (
        f"<title>{joint.join(['장마철 제습기', '자유게시판', '동네 모임'])}</title><body>"
        "<div id=logo>동네 모임</div><a href='/board/free'>자유게시판</a>"
        f"<table><tr><td>장마철 제습기</td></tr><tr><td>{PROSE}</td></tr></table>"
    )
    assert title_of(html) == "장마철 제습기"


def test_of_two_headings_the_one_that_says_more_of_the_head_is_the_title() -> None:
    html = (
        "<title>News - Harbour</title><h1>News</h1><h1>On the first boat all depends</h1>"
        '<meta property="og:title" content="On the first boat all depends">'
    )
    assert title_of(html) == "On the first boat all depends"


def test_a_title_that_is_a_line_of_the_heading_is_without_the_others() -> None:
    html = (
        '<meta property="og:title" content="Rain came late">'
        "<h1><span>Rain came late</span> <small>What gauges of forty years say of the summers, and what not</small></h1>"
    )
    assert title_of(html) == "Rain came late"


def test_the_head_joins_a_kicker_that_the_heading_leaves_to_the_eye() -> None:
    html = (
        '<meta property="og:title" content="Water: Two dams and many questions">'
        "<h1><span>Water</span> <span>Two dams and many questions</span></h1>"
    )
    assert title_of(html) == "Water: Two dams and many questions"


def test_a_date_that_a_heading_bears_and_a_card_does_not_is_left_out() -> None:
    html = (
        '<meta name="twitter:title" content="Oil in November 2021">'
        "<title>Office - Statistics - Oil in November 2021</title>"
        "<h1><span>27.01.2022</span>Oil in November 2021</h1>"
    )
    assert title_of(html) == "Oil in November 2021"


def test_a_box_that_is_marked_as_the_title_is_its_heading() -> None:
    html = (
        "<title>What is a lock? | Canal Blog</title><h1>Canal Blog</h1>"
        '<div class="post-title"><h2>What is a lock?</h2> <a href="/c/">Media</a></div>'
    )
    assert title_of(html) == "What is a lock?"


def test_the_heading_of_a_department_gives_way_to_a_lesser_one_that_the_head_says() -> None:
    html = "<title>Locks: what they are and do</title><h1>Leaflets and more</h1><h2>Locks: what they are and do</h2>"
    assert title_of(html) == "Locks: what they are and do"


@pytest.mark.parametrize("name", ["Moonlight", "Home", "The Moon, the Light and We"])
def test_a_head_that_names_the_site_on_every_page_leaves_the_title_to_the_heading(
    name: str,
) -> None:
    html = (
        f'<title>{name}</title><meta property="og:site_name" content="The Moon, the Light and We">'
        f'<meta property="og:title" content="{name}"><h1>Ownership and borrowing</h1>'
    )
    url = "https://www.moonlight.example/posts/ch04-ownership-and-borrowing.html"
    assert title_of(html, url) == "Ownership and borrowing"


@pytest.mark.parametrize("name", ["Rust", "The Rust Notes"])
def test_a_heading_that_nothing_else_says_does_not_replace_the_title_of_the_head(name: str) -> None:
    html = (
        f'<title>{name}</title><meta property="og:site_name" content="The Rust Notes">'
        f'<meta property="og:title" content="{name}"><h1>Latest news</h1>'
    )
    assert title_of(html, "https://rust.example.com/2024/a-language/") == name


@pytest.mark.parametrize("tag", ["em", "a", "span"])
def test_a_word_set_off_in_a_heading_is_no_line_of_it(tag: str) -> None:
    html = (
        '<meta property="og:title" content="Dune">'
        f"<h1><{tag}>Dune</{tag}>: why the second half of the book is better</h1>"
    )
    assert title_of(html) == "Dune: why the second half of the book is better"


@pytest.mark.parametrize(
    ("box", "whole"),
    [
        (
            "<div class='h-entry'><div class=p-name><h3>Sub</h3>Some full note title here</div></div>",
            "Sub Some full note title here",
        ),
        (
            "<header itemprop=headline><h2>Sec</h2><div>The real headline of it</div></header>",
            "Sec The real headline of it",
        ),
    ],
)
def test_a_small_heading_in_a_box_is_not_the_whole_title(box: str, whole: str) -> None:
    assert title_of(box) == whole


@pytest.mark.parametrize(
    ("url", "html", "whole"),
    [
        ("love", "<title>Like | Love</title>", "Like | Love"),
        ("blog", "<title>Why I blog | Blog</title><h1>Why I blog | Blog</h1>", "Why I blog | Blog"),
    ],
)
def test_a_folder_of_the_address_is_not_cut(url: str, html: str, whole: str) -> None:
    assert title_of(html, f"https://site.example/{url}/x/") == whole


def test_a_name_that_the_host_ends_with_is_cut() -> None:
    html = (
        '<meta property="og:title" content="How rain is made | Moon">'
        "<h1>How rain is made | Moon</h1>"
    )
    assert title_of(html, "https://readmoon.example/story/opinion/a-post/") == "How rain is made"


def test_the_sign_of_a_link_to_the_heading_is_no_part_of_it() -> None:
    html = f"<title>장마 | 서재</title><h1>장마 <a class='header-anchor' href='#a'>&#8203;</a></h1>{PROSE}"
    assert title_of(html) == "장마"


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        # A shop that declares its own name on every page; a blog's name behind a colon.
        (
            "<title>장마철 제습기 - 달빛 상점</title><meta property='og:title' content='달빛 상점'>",
            "",
        ),
        ("<title>장마철 제습기: 달빛 상점</title>", "<h1>장마철 제습기</h1>"),
        ("<title>장마철 제습기_물결_새물결 블로그</title>", "<h2>장마철 제습기</h2>"),
        (
            "<title>장마철 제습기 | 달빛 상점 소식</title><meta property='og:title' content='달빛 상점'>",
            "<h3>장마철 제습기</h3>",
        ),
    ],
)
def test_what_is_joined_to_a_title_of_the_east_is_cut(head: str, heading: str) -> None:
    site = "<meta property='og:site_name' content='달빛 상점'>"
    assert read(f"<head>{head}{site}</head><body>{heading}{PROSE}").title == "장마철 제습기"


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/"><span class="headline">달빛 서재</span><span>읽고 쓰는 곳</span></a>',
        '<a href="/">달빛 서재<span class="site-subtitle">읽고 쓰는 곳</span></a>',
    ],
)
def test_the_link_home_may_say_more_than_the_name_of_the_site(link: str) -> None:
    page = f"<title>장마 | 달빛 서재</title>{link}<article><h2>장마</h2>{PROSE}</article>"
    assert title_of(page) == "장마"


def test_a_site_may_be_called_as_the_writer_whose_card_leads_home() -> None:
    card = '<a class="p-author h-card" rel="me" href="/">Jane Doe</a>'
    page = f"<title>Autumn by the river – Jane Doe</title>{card}<h2>Autumn</h2>{PROSE}"
    assert title_of(page) == "Autumn by the river"


def test_the_link_home_may_say_the_title_of_the_post() -> None:
    link = '<a href="/"><span>장마</span><span>처음으로 돌아가기</span></a>'
    page = f"<title>장마 | 달빛 서재</title>{link}<article><h1>장마</h1>{PROSE}</article>"
    assert title_of(page) == "장마"


def test_a_title_of_two_parts_is_whole_where_the_post_has_a_heading_for_each() -> None:
    parts = f"<h2>東京の美術館</h2>{PROSE}<h2>冬の展覧会</h2>{PROSE}"
    page = f"<title>東京の美術館 | 冬の展覧会</title><div>東京の美術館 | 冬の展覧会</div>{parts}"
    assert title_of(page) == "東京の美術館 | 冬の展覧会"


@pytest.mark.parametrize("around", ["footer", "aside", "nav"])
def test_the_name_of_the_site_in_a_footer_does_not_make_the_title_that_of_the_site(
    around: str,
) -> None:
    html = (
        f"<title>사라진 목욕탕 - 물빛 일지</title><article><h1>사라진 목욕탕</h1>{PROSE}</article>"
        f"<{around}><h3>물빛 일지</h3></{around}>"
    )
    assert title_of(html) == "사라진 목욕탕"


def test_a_board_over_the_title_does_not_make_it_the_name_of_the_site() -> None:
    html = (
        "<title>장비 게시판 - 난로 없이 보낸 밤</title><h2><a href='/gear'>장비 게시판</a></h2>"
        f"<h1>난로 없이 보낸 밤</h1>{PROSE}"
    )
    assert title_of(html) == "난로 없이 보낸 밤"


@pytest.mark.parametrize("name", ["_月光书斋官方网站", "-纪检", " - 月光书斋"])
def test_what_a_portal_joins_to_a_title_goes_where_the_page_shows_it_without(name: str) -> None:
    title = "木造房屋怎样熬过一个漫长的梅雨季节"
    page = f"<title>{title}{name}</title><div class='head'>{title}</div>{PROSE}"
    assert title_of(page) == title
    # A part of a title that the page shows apart is one.
    rest = name.strip("_- ")
    assert title_of(page.replace("</div>", f"</div><div>{rest}</div>", 1)) == f"{title}{name}"
