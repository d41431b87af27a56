"""A page is a post by the weight of its witnesses, and says why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.items import Entry, PageKind
from tests.pipelines.readers.making import PROSE, read

POST = (
    '<html lang="ko"><head><title>장마철 제습기 | 달빛 서재</title><meta property="og:type" content="article">'
    '<meta property="article:published_time" content="2024-07-22T09:30:00+09:00"></head>'
    f"<body><article><h1>장마철 제습기</h1><div class='post-content'>{PROSE}</div></article></body></html>"
)
PLAIN_POST = f"<html lang='ko'><title>장마철 제습기</title><h1>장마철 제습기</h1><p>2024. 7. 22. 09:30</p>{PROSE}</html>"


def cards(count: int) -> str:
    """Return a list of other posts, as the front of a blog shows them."""
    return "".join(
        f'<article class="post"><h2><a href="/2024/07/{day:02d}/p-{day}/">글의 제목 {day}</a></h2>'
        f'<time datetime="2024-07-{day:02d}">7월</time><p>이 글은 장마철의 어느 하루를 적은 것입니다.</p></article>'
        for day in range(1, count + 1)
    )


@pytest.mark.parametrize("html", [POST, PLAIN_POST])
@pytest.mark.parametrize(
    "path",
    [
        "2024/07/22/a-post/",
        "123",
        "entry/장마철-제습기",
        "a-post.html",
        "?p=12",
        "archives/1234.html",
        "archives/rainy-season",
        "a-post.html?page=all",
    ],
)
def test_a_post_is_a_post_at_any_address(html: str, path: str) -> None:
    assert read(html, f"https://blog.example/{path}").kind == "post"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "home"),
        ("page/2/", "listing"),
        ("tag/rain/", "tag"),
        ("author/kim/", "author"),
        ("category/생활/", "category"),
        ("archives/", "archive"),
        ("2024/07/", "archive"),
        ("?page=3", "home"),
        ("search?q=rain", "search"),
    ],
)
def test_a_list_of_posts_is_no_post(path: str, kind: PageKind) -> None:
    html = f"<html lang='ko'><title>달빛 서재</title><main>{cards(8)}</main></html>"
    assert read(html, f"https://blog.example/{path}").kind == kind


def test_a_post_with_other_posts_under_it_is_a_post() -> None:
    html = POST.replace(
        "</article></body>", f"</article><aside class='related'>{cards(6)}</aside></body>"
    )
    assert read(html).kind == "post"


def test_cards_that_a_heading_calls_related_make_no_list_of_a_short_page_without_a_date() -> None:
    told = "<p>골목 끝 빵집이 아침 일곱 시에 문을 엽니다. 첫 빵은 늘 소금빵입니다.</p>" * 2
    others = "".join(
        f'<div><h4><a href="/w-{one}">글의 제목 {one}</a></h4><p>어느 하루를 적은 글입니다.</p></div>'
        for one in range(6)
    )
    entry = Entry(url="https://blog.example/w-9", found_kind="listing", among_posts=True)
    for heading, kind in (("함께 볼 글", "post"), ("이 모음의 글", "listing")):
        html = (
            f"<title>빵집</title><main><h1>빵집</h1><div>{told}</div>"
            f"<section><h3>{heading}</h3>{others}</section></main>"
        )
        assert read(html, entry.url, entries=(entry,)).kind == kind


def test_a_roundup_that_links_much_is_a_post() -> None:
    links = "".join(
        f"<p>{day}일에는 <a href='/2024/06/{day:02d}/note/'>유월의 기록 {day}</a>을 썼고, 그날의 날씨와 습도, 그리고 "
        "창을 열어 둔 시간까지 함께 적어 두었습니다. 다시 읽어 보니 모자란 데가 많습니다.</p>"
        for day in range(1, 9)
    )
    assert read(POST.replace(PROSE, PROSE + links)).kind == "post"


def test_a_page_about_the_writer_is_no_post() -> None:
    html = "<html lang='ko'><title>소개</title><h1>소개</h1><p>평범한 직장인이 퇴근 후에 씁니다.</p></html>"
    assert read(html, "https://blog.example/about/").kind == "about"


STORY = (
    "<p>Seit dem Herbst halten hier keine Züge mehr, und daran wird sich nichts ändern.</p>"
    "<p>Der Bürgermeister nennt das einen schlechten Scherz und fordert einen Bus, der diesen Namen verdient.</p>"
    "<p>Die Fahrgäste haben schon entschieden: Sie fahren mit dem Rad zur Arbeit.</p>"
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("region/bahnhof-bleibt-zu.html", "post"),
        ("tagebuch/12.html", "post"),
        ("bahnhof.html", "about"),
        ("pages/was-wir-tun.html", "about"),
        ("de/was-wir-tun/", "about"),
        ("about-us/was-wir-tun/", "about"),
    ],
)
def test_a_short_page_without_a_date_is_a_post_where_its_address_is_one_of_many(
    path: str, kind: PageKind
) -> None:
    html = (
        f"<html lang='de'><title>Der Bahnhof bleibt zu</title><h1>Der Bahnhof bleibt zu</h1>{STORY}"
    )
    url = f"https://blog.example/{path}"
    assert read(html, url).kind == kind
    # What stands in the menu is about the site.
    assert read(f"<ul><li><a href='/{path}'>Bahnhof</a></ul>{html}", url).kind == "about"


def test_a_short_page_without_a_date_that_tells_nothing_is_no_post() -> None:
    html = "<title>Bahnhof Oberau Nord</title><h1>Bahnhof Oberau Nord</h1>"
    facts = "<p>Telefon, Adresse und alle Zeiten</p>" * 9
    assert (
        read(html + facts, "https://blog.example/region/bahnhof-oberau-nord.html").kind == "about"
    )


def test_a_status_decides() -> None:
    assert read(POST, status=404).kind == "error"


@pytest.mark.parametrize(
    "html",
    [
        "<title>404 Not Found</title><h1>Page not found</h1><p>Try the search.</p>",
        "<html lang='ko'><title>오류</title><h1>페이지를 찾을 수 없습니다</h1></html>",
        "<html lang='ko'><title>달빛 서재</title><p>삭제되었거나 존재하지 않는 글입니다.</p></html>",
    ],
)
def test_an_error_dressed_as_a_page_is_an_error(html: str) -> None:
    assert read(html).kind == "error"


def test_a_post_about_errors_is_a_post() -> None:
    assert read(POST.replace("장마철 제습기", "404 오류 페이지를 찾을 수 없을 때")).kind == "post"


@pytest.mark.parametrize("said", ["비공개 글입니다.", "비공개로 설정된 포스트입니다."])
def test_a_page_that_says_no_more_than_that_it_is_private_is_protected(said: str) -> None:
    assert read(f"<title>글</title><main><p>{said}</p></main>").kind == "protected"


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ('alert("삭제되었거나 존재하지 않는 글입니다."); history.back();', "error"),
        (
            "//<![CDATA[\nalert('글이 존재하지 않습니다.\\n\\n삭제된 글일 수 있습니다.');\n//]]>\n"
            "document.location.replace('/bbs/board.php');",
            "error",
        ),
        ('alert("\\uc874\\uc7ac\\ud558\\uc9c0 \\uc54a\\ub294 \\uae00"); history.go(-1);', "error"),
        ('alert("비공개 글입니다."); history.back();', "protected"),
        (
            'alert("글을 읽을 권한이 없습니다.\\n\\n로그인 후 이용하세요."); history.back();',
            "login",
        ),
        ('alert("점검 중입니다."); history.back();', "about"),
        # What may be said later, by a page that a script fills.
        ('function none() { alert("존재하지 않는 글입니다."); history.back(); }', "about"),
        ('alert("존재하지 않는 글입니다.");', "about"),
    ],
)
def test_a_page_that_shows_nothing_says_what_it_alerts(script: str, kind: PageKind) -> None:
    page = (
        f"<html><head><title>강가의 일기장</title><script>{script}</script></head><body>%s</body>"
    )
    address = "https://blog.example/bbs/board.php?bo_table=diary&wr_id=28"
    assert read(page % "<noscript><p>글이 없습니다.</p></noscript>", address).kind == kind
    assert read(page % PLAIN_POST, address).kind == "post"


def test_a_form_for_a_password_where_the_body_would_be_is_protected() -> None:
    html = (
        "<html lang='ko'><title>보호된 글</title><h1>보호된 글</h1><form><p>보호되어 있는 글입니다. 비밀번호를 입력하세요.</p>"
        "<input type='password' name='password'><button>확인</button></form></html>"
    )
    assert read(html).kind == "protected"


def test_a_beginning_that_is_sold_is_behind_a_paywall() -> None:
    said = '{"@type": "NewsArticle", "headline": "소식", "isAccessibleForFree": "False"}'
    html = (
        "<html lang='ko'><title>소식</title>"
        f"<script type='application/ld+json'>{said}</script>"
        "<article><h1>소식</h1><p>마을 도서관이 새로 문을 엽니다. 이어지는 글은 구독자에게 보입니다.</p></article></html>"
    )
    assert read(html).kind == "paywall"
    offer = "<aside class='gh-post-upgrade-cta'><h2>For subscribers only</h2></aside></article>"
    wall = "<div class='p-article__paywall'><p>421字</p><button>¥300</button></div></article>"
    for other in (offer, wall):
        assert read(html.replace(said, "{}").replace("</article>", other)).kind == "paywall"
    words = f"<time datetime='2024-07-22'>7월 22일</time>{PROSE[:150]}"
    free = f"<title>소식</title><body class='no-paywall'><article><h1>소식</h1>{words}</article>"
    assert read(f"{free}<button>공유</button></body>").kind == "post"


def test_a_login_is_a_login() -> None:
    html = (
        "<title>Log in</title><h1>Log in</h1><form><input type='email' name='email'>"
        "<input type='password' name='password'></form>"
    )
    assert read(html, "https://blog.example/login").kind == "login"


def test_a_login_box_beside_a_post_changes_nothing() -> None:
    html = POST.replace("</body>", "<div><input name='user'><input type='password'></div></body>")
    assert read(html).kind == "post"


def test_a_refresh_to_elsewhere_is_a_stub() -> None:
    html = '<title>Moved</title><meta http-equiv="refresh" content="0; url=https://blog.example/new/"><p>Moved.</p>'
    assert read(html).kind == "stub"


def test_a_post_that_refreshes_itself_is_a_post() -> None:
    html = POST.replace("<head>", '<head><meta http-equiv="refresh" content="300">')
    assert read(html).kind == "post"


def test_a_frame_around_nothing_is_a_stub() -> None:
    html = "<title>글 : 블로그</title><body><iframe src='/view?no=1'></iframe></body>"
    assert read(html).kind == "stub"


def test_a_film_with_its_date_is_no_frame_around_a_page() -> None:
    film = "<h1>영상</h1><iframe src='https://www.youtube.com/embed/abcdefgh123'></iframe>"
    body = f"<body><article><time datetime='2024-07-22T09:30:00+09:00'></time>{film}</article>"
    entry = Entry(
        url="https://blog.example/posts/one",
        found_kind="listing",
        found_in="https://blog.example/",
        among_posts=True,
    )
    assert read(body, "https://blog.example/posts/one", entries=(entry,)).kind == "post"


def test_a_date_to_come_is_no_post_yet() -> None:
    assert read(POST.replace("2024-07-22T", "2031-07-22T")).kind == "future"


def test_a_clock_that_is_a_little_ahead_is_forgiven() -> None:
    assert read(POST.replace("2024-07-22T09:30", "2024-07-26T09:30")).kind == "post"


def test_an_index_that_names_the_page_makes_a_short_note_a_post() -> None:
    html = "<html lang='ko'><title>한 줄</title><h1>한 줄</h1><p>오늘은 비가 오래 내려서 창가에 앉아 있었다. 그뿐이다.</p></html>"
    entry = Entry(
        url="https://blog.example/note/one", found_kind="feed", found_in="https://blog.example/feed"
    )
    assert read(html, "https://blog.example/note/one").kind != "post"
    assert read(html, "https://blog.example/note/one", entries=(entry,)).kind == "post"


def test_a_picture_alone_can_be_a_post() -> None:
    html = (
        '<meta property="og:type" content="article"><meta property="article:published_time" content="2024-07-22T09:30:00+09:00">'
        "<title>비 온 뒤</title><article><h1>비 온 뒤</h1><div class='post-content'><img src='/rain.jpg' alt='비'></div></article>"
    )
    assert read(html).kind == "post"


def test_the_reasons_are_told() -> None:
    reasons = read(POST).kind_reasons
    assert any("date" in reason for reason in reasons)
    assert all("(+" in reason or "(-" in reason for reason in reasons)


@pytest.mark.parametrize(
    "html",
    ["", "<html>", "<body></body>", "<p>", "plain words", "<frameset><frame src='/a'></frameset>"],
)
def test_next_to_nothing_is_no_post(html: str) -> None:
    assert read(html).kind != "post"


def test_a_draft_in_a_folder_of_sources_is_no_post() -> None:
    source = "---\ntitle: 초안\ndraft: true\ndate: 2024-07-22\n---\n아직 쓰는 중입니다.\n"
    assert read(source, "file:///blog/_posts/2024-07-22-draft.md").kind == "draft"


def test_a_scheduled_post_is_counted_from_the_later_clock() -> None:
    clock = datetime(2024, 10, 1, tzinfo=UTC)
    html = POST.replace("2024-07-22T", "2024-09-30T")
    assert read(html, server_date=clock).kind == "post"


def test_a_list_whose_links_hold_headings_is_a_list() -> None:
    items = "".join(
        f"<article class='item'><a href='/posts/{day}.html'><header>글의 제목 {day}</header></a>{PROSE}"
        f"<meta property='datePublished' content='2024-07-{day:02d}T09:00:00+09:00'></article>"
        for day in range(1, 9)
    )
    html = f"<title>게시글</title><body><main>{items}</main></body>"
    assert read(html, "https://blog.example/article/").kind == "listing"


@pytest.mark.parametrize(
    ("head", "tag", "paragraphs"),
    [
        ("", "article", 6),
        ("<meta property='article:published_time' content='2024-07-22T09:00:00+09:00'>", "div", 2),
    ],
)
def test_cards_of_others_below_a_short_post_do_not_make_it_a_list(
    head: str, tag: str, paragraphs: int
) -> None:
    cards = "".join(
        f"<a href='/posts/{number}/'><h3>다른 글의 제목 {number}</h3><p>{'그 글의 첫 줄입니다. ' * 3}</p></a>"
        for number in range(1, 9)
    )
    words = "</p>".join(PROSE.split("</p>")[:paragraphs])
    post = f"<h1>장마</h1><time datetime='2024-07-22'>2024년 7월 22일</time>{words}</p>"
    html = (
        f"<title>장마</title><meta property='og:type' content='article'>{head}"
        f"<body><main><{tag}>{post}</{tag}><div class='grid'>{cards}</div></main></body>"
    )
    assert read(html, "https://blog.example/rain/").kind == "post"


@pytest.mark.parametrize(("og_type", "kind"), [("product", "other"), ("article", "post")])
def test_what_calls_itself_goods_is_no_post(og_type: str, kind: PageKind) -> None:
    html = (
        f"<title>달빛 컵</title><meta property='og:type' content='{og_type}'>"
        f"<main><h1>달빛 컵</h1>{PROSE * 8}</main>"
    )
    assert read(html, "https://blog.example/cup/").kind == kind


@pytest.mark.parametrize(
    ("own", "kind"),
    [
        ("/rain/", "post"),
        ("/snow/", "listing"),
        # The same post, as other servers and links name it.
        ("/rain", "post"),
        ("/rain.html", "post"),
        ("/2024/Rain/", "post"),
        ("/?p=12", "post"),
        ("/p/12", "post"),
        ("https://said.example/@kim/12", "post"),
    ],
)
def test_an_entry_that_names_another_address_is_shown_of_another_page(
    own: str, kind: PageKind
) -> None:
    comment = "<div class='h-entry p-comment'><a class='u-url' href='/said/3/'>3</a><p>고맙습니다.</p></div>"
    html = (
        "<title>장마</title><meta property='og:type' content='website'><body><main>"
        f"<article class='h-entry'><h1 class='p-name'>장마</h1><a class='u-url' href='{own}'>#</a>"
        "<a class='p-author h-card u-url' href='/kim/'>김</a><time class='dt-published' "
        f"datetime='2024-07-22'>7월 22일</time>{PROSE}{comment}</article></main></body>"
    )
    assert read(html, "https://blog.example/rain/").kind == kind


def test_links_in_headings_below_a_text_do_not_make_it_a_list() -> None:
    others = "".join(f"<h2><a href='/{one}/'>지난 글 {one}</a></h2><p>요약</p>" for one in range(3))
    html = f"<title>장마</title><main><h1>장마</h1><p>2024. 7. 22.</p>{PROSE}{others}</main>"
    assert read(html, "https://blog.example/rain/").kind == "post"


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("CollectionPage", "structured data calls it a collection (-2)"),
        ("ProfilePage", "structured data calls it a collection (-2)"),
        ("AboutPage", "structured data calls it a page about the site (-2.5)"),
        ("WebPage", ""),
    ],
)
def test_structured_data_may_say_that_a_page_is_no_post(head: str, reason: str) -> None:
    data = f'<script type="application/ld+json">{{"@type": "{head}"}}</script>'
    told = [one for one in read(f"{data}{PROSE}").kind_reasons if "structured" in one]
    assert told == ([reason] if reason else [])


def test_a_sitemap_says_little_for_a_page() -> None:
    entry = Entry(url="https://blog.example/2024/07/22/a-post/", found_kind="sitemap")
    assert "a sitemap names it (+0.5)" in read(POST, entries=(entry,)).kind_reasons


def test_a_source_of_a_post_to_come_is_no_post_yet() -> None:
    source = "---\ntitle: 예고\ndate: 2031-07-22\n---\n곧 씁니다.\n"
    assert read(source, "file:///blog/_posts/2031-07-22-soon.md").kind == "future"


@pytest.mark.parametrize(
    "path",
    [
        "blog/?bmode=view&idx=12",
        "topic/42800001",
        "magazine/detail/2700/",
        "archives/12345/67890",
        "archives/campaign/9012",
        "authors/kovalyk/5e8c1f20b44a1/",
        "zboard/view.php?id=story&page=2&no=118",
        "board/notice/2034?page=3",
        "magazine/2024/07/rain/",
        "blog/how-to-dry-a-room/index.html",
        "2024/07/22/rain/index.html",
        "board.php?page=notice_item&px=rain",
    ],
)
def test_a_number_in_a_list_is_a_post(path: str) -> None:
    assert read(PLAIN_POST, f"https://blog.example/{path}").kind == "post"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("archives/travel/", "archive"),
        ("series/view/12", "listing"),
        ("authors/kovalyk/page2/", "author"),
        ("authors/kovalyk/2024-07/", "author"),
        ("magazine/rain", "listing"),
        ("rain/index.html", "listing"),
        ("2024/07/index.html", "listing"),
        ("tag/how-to-dry/index.html", "tag"),
    ],
)
def test_a_short_list_is_a_list_where_its_address_is_a_shelfs(path: str, kind: PageKind) -> None:
    words = "비가 오는 날이면 창가에 앉아 노트를 정리하는 시간이 가장 좋다고 그는 말했다. " * 3
    items = "".join(
        f'<div><h2><a href="/posts/{n}">장마 {n}편</a></h2><p>{words}</p><p>2024.07.{n}</p></div>'
        for n in (21, 22)
    )
    page = f"<title>여행</title><main><h1>여행</h1>{items}</main>"
    assert read(page, f"https://blog.example/{path}").kind == kind


@pytest.mark.parametrize(
    "path",
    ["blog/how-to-dry-a-room", "artykuly/2024/jak-wysuszyc-pokoj-latem.html", "200707/a/4651.htm"],
)
def test_an_address_of_a_title_or_a_month_makes_a_long_text_without_a_date_a_post(
    path: str,
) -> None:
    told = "".join(
        f"<p>{day}일째에는 창을 조금 열어 두고 {2 * day}시간을 기다렸더니, 벽지의 얼룩이 손바닥만큼 줄어 있었다. "
        "그래도 구석의 곰팡이는 그대로여서 닦아 내고 다시 말렸다.</p>"
        for day in range(1, 26)
    )
    page = f"<title>방 말리기</title><main>{told}</main>"
    assert read(page, f"https://blog.example/{path}").kind == "post"
    assert read(page, "https://blog.example/services").kind != "post"


SHORT = (
    "<p>장마가 시작되기 전에 제습기를 꺼내 보았다. 필터에는 작년의 먼지가 그대로 있었고, 물통 바닥에는 "
    "얇은 물때가 끼어 있었다. 한나절 말려 두었다가 저녁에 켜니 두 시간 만에 물통이 반쯤 찼다.</p>"
    "<p>내년에는 넣기 전에 닦아 두기로 하고 달력에 적었다. 그러고도 잊을 것을 알지만, 적지 않으면 더 빨리 잊는다.</p>"
)
SHORT_POST = (
    "<html lang='ko'><title>장마철 제습기</title><h1>장마철 제습기</h1><p>2024. 7. 22. 09:30</p>"
    f"<div class='entry'>{SHORT}</div></html>"
)
LOGIN = (
    "<form><input name='user_id'><input type='password' name='pw'><button>로그인</button></form>"
)


def test_a_login_box_at_the_head_of_a_short_post_changes_nothing() -> None:
    html = SHORT_POST.replace("<h1>", f"<div class='toolbar'>{LOGIN}</div><h1>")
    assert read(html, "https://blog.example/entry/12").kind == "post"


def test_a_login_in_place_of_the_rest_of_a_post_keeps_it_from_being_one() -> None:
    html = SHORT_POST.replace("</html>", f"<div class='members-only'>{LOGIN}</div></html>")
    assert read(html, "https://blog.example/entry/12").kind != "post"


@pytest.mark.parametrize(("before", "kind"), [(SHORT, "post"), ("", "listing")])
def test_cards_of_others_may_be_longer_than_the_post_above_them(
    before: str, kind: PageKind
) -> None:
    others = "".join(
        f"<div class='card'><h3><a href='/news/{day}'>오늘의 다른 소식 {day}</a></h3><p>{day}일에는 비가 그치지 않아 "
        "골목의 가게들이 일찍 문을 닫았고, 사람들은 창가에 앉아 소리를 들었다.</p></div>"
        for day in range(1, 13)
    )
    html = SHORT_POST.replace(SHORT, before).replace("</html>", f"<div>{others}</div></html>")
    html = html.replace("<h1>", "<meta property='og:type' content='article'><h1>")
    assert read(html, "https://blog.example/entry/12").kind == kind


def test_a_short_post_about_an_error_is_none() -> None:
    html = SHORT_POST.replace("장마철 제습기", "nginx 404 Not Found 해결하기")
    assert read(html, "https://blog.example/entry/12").kind == "post"
    assert read("<title>404 Not Found</title><h1>404 Not Found</h1>").kind == "error"


def test_a_short_post_among_more_links_than_words_is_a_post() -> None:
    links = "".join(
        f"<a href='/news/{n}'>오늘의 다른 소식 {n}, 제목만으로도 한 줄이 되는 긴 이야기</a> · "
        for n in range(60)
    )
    html = SHORT_POST.replace("</html>", f"<div>{links}</div></html>")
    assert read(html, "https://blog.example/a.html").kind == "post"


def test_a_form_for_a_password_that_nobody_sees_says_nothing() -> None:
    form = '<div style="display:none"><input type="password"><button>OK</button></div>'
    note = "<p>비가 오는 날이면 창가에 앉아 노트를 정리하는 시간이 가장 좋다고 그는 말했다.</p>"
    page = f'<title>비</title><h1>비</h1><time datetime="2024-07-22">22일</time>{note}'
    assert read(f"<main>{page}{form}</main>").kind != "protected"
    shown = form.replace("display:none", "")
    assert read(f"<main>{page}{shown}</main>").kind == "protected"


def test_a_short_post_with_its_day_is_no_list_of_the_two_below_it() -> None:
    cards = "".join(
        f"<div><h2><a href='/{one}/'>지난 글 {one}</a></h2><p>요약</p></div>" for one in "ab"
    )
    short = (
        "<p>비가 그치고 하루 만에 해가 났습니다. 창을 모두 열고 이불을 널었습니다."
        " 저녁에는 마당에 앉아 젖은 신발을 말렸습니다.</p>"
    )
    html = (
        f"<title>장마</title><main><h1>장마</h1><p>2024. 7. 22.</p>{short}<div>{cards}</div></main>"
    )
    assert read(html, "https://blog.example/rain/").kind == "post"


def test_a_post_may_be_called_as_lists_are() -> None:
    title = "Articles written by machines"
    html = f"<title>{title}</title><main><h1>{title}</h1><p>2024. 7. 22.</p>{PROSE}</main>"
    assert read(html, "https://blog.example/rain/").kind == "post"


def test_a_letter_without_a_day_is_a_post_of_the_service_that_sends_it() -> None:
    box = "<div class=stb-block><table><tr><td class=stb-text-box>{}</td></tr></table></div>"
    letter = "".join(map(box.format, ("<h3>수온</h3>", PROSE[:300], "<div>다음 주에 봐요.</div>")))
    foot = box.format("<div class=stb-footer>수신거부</div>")
    head = "<title>파도편지 41호</title><meta property='og:type' content='website'>"
    post = read(
        f"{head}<table class=stb-container><tr><td>{letter}{foot}</td></tr></table>",
        "https://letters.example/emails/share/AbCdEf",
    )
    assert post.kind == "post"
    assert post.body_text.startswith("수온\n")
    assert post.body_text.endswith("다음 주에 봐요.")


def test_what_is_said_of_the_terms_of_a_list_is_a_part_of_it() -> None:
    said = PROSE[3:150]
    terms = "".join(
        f"<dt><a href='/a/{day}.html'>장마 {day}일째 마당에서 본 것</a> 2004-07-{day}</dt><dd>{said}</dd>"
        for day in range(10, 16)
    )
    html = f"<title>달빛 서재</title><h1>달빛 서재</h1><p>{said}</p><dl>{terms}</dl>"
    assert read(html, "https://blog.example/rain.html").kind == "listing"


def test_home_alone_on_a_body_is_no_word_of_wordpress() -> None:
    html = SHORT_POST.replace("<h1>", "<body class='home article'><h1>")
    assert read(html, "https://blog.example/entry/12", platform="wordpress").kind == "post"
    front = html.replace("home article", "home page page-id-2")
    assert read(front, "https://blog.example/entry/12", platform="wordpress").kind == "home"


@pytest.mark.parametrize(
    "said",
    [
        "<div itemscope itemtype='http://schema.org/Product'><span itemprop='price'>9000</span></div>",
        '<script type="application/ld+json">{"@type": "Product", "offers": {"price": 9000}}</script>',
    ],
)
@pytest.mark.parametrize(
    ("entry", "kind"),
    [("", "other"), ("<i itemscope itemtype='http://schema.org/BlogPosting'></i>", "post")],
)
def test_one_thing_to_be_bought_is_no_post_and_a_post_about_it_is(
    said: str, entry: str, kind: PageKind
) -> None:
    shown = f"<h1>달빛 컵</h1><p>2024. 7. 22. 09:30</p>{PROSE * 8}"
    html = f"<title>달빛 컵</title><main>{entry}{said}{shown}</main>"
    assert read(html, "https://shop.example/goods/1234").kind == kind


def test_stars_under_a_post_do_not_make_it_goods() -> None:
    for stars in (
        '<script type="application/ld+json">{"@type": "Product", "aggregateRating": {"ratingValue": 5}}</script>',
        "<i itemscope itemtype='http://schema.org/Product'><b itemprop='ratingValue'>5</b></i>",
    ):
        html = f"<title>달빛</title><main><h1>달빛</h1><p>2024. 7. 22. 09:30</p>{PROSE * 8}{stars}</main>"
        assert read(html, "https://blog.example/moonlight").kind == "post"


@pytest.mark.parametrize(
    ("path", "is_post"),
    [
        ("register/", False),
        ("members/members_login", False),
        ("members/Members_ForgotPassword", False),
        ("social-login/", True),
        ("dev/django_login.html", True),
        ("tips/wifi_password", True),
        ("members/registration", False),
        ("create_account.html", False),
        ("board/index.php?action=register", False),
        ("index.php", False),
        ("forum.php", False),
        ("how-to-register/", True),
        ("2024/07/forum/", True),
        ("posts/password/", True),
        ("post/12?from=login", True),
        ("board/index.php?no=12", True),
    ],
)
def test_where_visitors_say_who_they_are_and_where_boards_begin_is_no_post(
    path: str, is_post: bool
) -> None:
    html = f"<html lang='ko'><title>약관</title><h1>약관</h1><p>2024. 7. 22. 09:30</p>{PROSE * 8}</html>"
    assert (read(html, f"https://blog.example/{path}").kind == "post") is is_post


@pytest.mark.parametrize("between", ["2024. 7. {}.", "", "<span>산책</span> 2024. 7. {}."])
def test_a_title_with_its_day_over_what_begins_the_post_is_one_of_a_list(between: str) -> None:
    told = (
        "이 글은 장마철의 어느 하루를 적은 것입니다. 둑을 따라 걷다가 물레방아를 보았습니다. " * 3
    )
    items = "".join(
        f"<li><a href='/2024/07/p-{day}/'>글의 제목 {day}</a> {between.format(day)}<p>{told}</p></li>"
        for day in range(1, 8)
    )
    html = f"<html lang='ko'><title>바다</title><h1>바다</h1><ul>{items}</ul></html>"
    assert read(html, "https://blog.example/sea/").kind == "listing"


def test_what_a_post_says_of_others_of_its_blog_is_its_own() -> None:
    told = "이 글은 장마철의 어느 하루를 적은 것입니다. 둑을 따라 걷다가 물레방아를 보았습니다."
    items = "".join(
        f"<li><a href='/p-{day}/'>글의 제목 {day}</a><p>{told}</p></li>" for day in range(1, 8)
    )
    head = "<title>올해의 글</title><h1>올해의 글</h1><p>2024. 7. 22. 09:30</p>"
    html = f"<html lang='ko'><body><article>{head}{PROSE * 2}<ul>{items}</ul></article></html>"
    assert read(html, "https://blog.example/2024/07/best/").kind == "post"


def test_a_list_of_what_was_read_is_not_one_of_posts() -> None:
    told = "이 글은 장마철의 어느 하루를 적은 것입니다. 둑을 따라 걷다가 물레방아를 보았습니다."
    items = "".join(
        f"<li>{told} 그때 적은 <a href='/2024/07/p-{day}/'>글의 제목 {day}</a> 그대로입니다.<p>{told}</p></li>"
        for day in range(1, 8)
    )
    html = f"<html lang='ko'><title>장마</title><h1>장마</h1><p>2024. 7. 22. 09:30</p><ul>{items}</ul></html>"
    assert read(html, "https://blog.example/sea/").kind == "post"
