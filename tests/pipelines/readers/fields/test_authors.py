"""Authors: persons and pen names; not roles, sites, dates or themes."""

from __future__ import annotations

import pytest

from pipelines.readers.answer import first_answer
from pipelines.readers.fields import authors
from tests.pipelines.readers.making import PROSE, document, read

HEAD = "<title>장마철 제습기</title><h1>장마철 제습기</h1>"


def authors_of(html: str, url: str = "https://blog.example/post/1") -> tuple[str, ...]:
    return first_answer("authors", authors.READERS, document(html, url)).value or ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Hannah Keller", ("Hannah Keller",)),
        ("By Maija", ("Maija",)),
        ("ByHannah Keller", ("Hannah Keller",)),
        ("Posted on July 22, 2024 by Hannah Keller in Life", ("Hannah Keller",)),
        ("Von Jörg Müller und Anna Schmidt am 22.07.2024", ("Jörg Müller", "Anna Schmidt")),
        ("Par Élise Dupont, publié le 22 juillet 2024", ("Élise Dupont",)),
        ("글쓴이: 김서연", ("김서연",)),
        ("<div>เขียนโดย</div><div>นภัส วงศ์ทอง</div>", ("นภัส วงศ์ทอง",)),
        ("<p class=credit>Penulis <b>Rahmat Hidayat</b></p><p>18/09/2023</p>", ("Rahmat Hidayat",)),
        (
            "<p class=author>Vložil/a <b typeof='schema:Person'>Bohdana Říhová</b>, Po, 25. 7. 2022</p>",
            ("Bohdana Říhová",),
        ),
        ("작성자 : 달고나 | 2024.07.22", ("달고나",)),
        ("작성자 홍길동 작성일 2024-07-22 10:30 조회 1,234", ("홍길동",)),
        ("글쓴이: 홍길동 날짜: 24.07.22 10:30 조회수: 12 추천: 3", ("홍길동",)),
        ("필자 홍길동 (소설가) 발행일 2024.7.22", ("홍길동",)),
        ("글쓴이 : 홍길동님", ("홍길동",)),
        ("글쓴이 : 선생님", ("선생님",)),
        ("글쓴이 : 오늘의 날짜 요정", ("오늘의 날짜 요정",)),
        ("글쓴이 : 김 수정", ("김 수정",)),
        (
            "<dl><dt>글쓴이</dt><dd>물빛나그네</dd><dt>작성일</dt><dd>2024.07.22</dd></dl>",
            ("물빛나그네",),
        ),
        ("<table><tr><th>작성자<td>홍길동<th>등록일<td>2024-07-22</table>", ("홍길동",)),
        ("<table><tr><th>닉네임<td>달고나<th>등록일<td>2024-07-22</table>", ("달고나",)),
        (
            "<table><tr><th>Автор статьи<td>Анна Белова<th>Дата<td>2024-07-22</table>",
            ("Анна Белова",),
        ),
        ("<b>Autor:</b> Anna Weber <b>Datum:</b> 22.07.2024", ("Anna Weber",)),
        ("<b>投稿者：</b>佐藤花子 <b>投稿日：</b>2024-07-22", ("佐藤花子",)),
        ("<li><i>Rédacteur</i> <b>Claire Morel</b></li><li>22/07/2024</li>", ("Claire Morel",)),
        ("<p>بواسطة: ليلى حسن | تاريخ النشر: 2024-07-22</p>", ("ليلى حسن",)),
        ("<table><tr><th>작성자<td>관리자<th>등록일<td>2024-07-22</table>", ()),
        ("<p>作者：未知</p>", ()),
        ('<meta name="author" content="한서율 나무 칼럼니스트">', ("한서율",)),
        ('<meta name="author" content="한서율 여행작가">', ("한서율",)),
        ("박민준 기자 | 입력 2024.07.22 10:30", ("박민준",)),
        ("박민준 선임기자 · 김서연 인턴기자 2024.07.22", ("박민준", "김서연")),
        ("객원기자 박민준 2024.07.22 10:30", ("박민준",)),
        ("投稿者: 山田太郎 2024年7月22日", ("山田太郎",)),
        ("July 22, 2024 · Hannah Keller", ("Hannah Keller",)),
        ("by A. J. Neal", ("A. J. Neal",)),
        ("文：小川みどり　<a href='/category/hon/' rel='category'>本</a>", ("小川みどり",)),
        ("بقلم سلمى الحداد · ١٤ مارس ٢٠٢٤", ("سلمى الحداد",)),
        ("Av Kari Nordmann | Publisert 22. juli 2024", ("Kari Nordmann",)),
        ("<span>by Hannah Keller</span><time>July 22, 2024</time>", ("Hannah Keller",)),
        ("ავტორი: ნინო ბერიძე | 22 ივლისი, 2024", ("ნინო ბერიძე",)),
        ("글. 김서연 사진. 박민준", ("김서연",)),
        ("Words: Hannah Keller", ("Hannah Keller",)),
        # Words that begin so and name nobody.
        ("<li><i>Category</i> <b>Night Market</b></li><li>July 22, 2024</li>", ()),
        ("<li><i>Filed under</i> <b>Night Market</b></li><li>July 22, 2024</li>", ()),
        ("Av Oslo", ()),
        ("글. 그리고 그림", ()),
        ("Keywords: Sailing", ()),
        ("লেখক পরিচিতি এখানে", ()),
        ("<span class='byline'>Published on July 22, 2024</span>", ()),
    ],
)
def test_a_byline_under_the_title_is_read(line: str, names: tuple[str, ...]) -> None:
    assert authors_of(f"{HEAD}<div>{line}</div>{PROSE}") == names


def test_facts_in_one_line_of_the_text_end_a_name() -> None:
    facts = "<p><b>글쓴이:</b> 김서연 <b>출판사:</b> 물빛 <b>쪽수:</b> 210</p>"
    assert authors_of(f"{HEAD}<p>2024.07.22</p>{PROSE}{facts}{PROSE}") == ("김서연",)


def test_a_title_is_no_byline() -> None:
    head = "<title>낡은 집 - 글 제목 3: 골목의 기억</title><b>글 제목 3: 골목의 기억</b>"
    assert authors_of(f"{head}<p>2003.3.6 씀</p>{PROSE}") == ()


@pytest.mark.parametrize(
    ("declared", "names"),
    [
        ('"author": {"@type": "Person", "name": "김서연"}', ("김서연",)),
        ('"author": [{"name": "김서연"}, {"name": "박민준"}]', ("김서연", "박민준")),
        ('"author": "Hannah Keller, Tom Wood"', ("Hannah Keller", "Tom Wood")),
        (
            '"author": {"@type": "Person", "name": "Hannah Keller, Staff Writer"}',
            ("Hannah Keller",),
        ),
        ('"author": {"@type": "Organization", "name": "서울상사"}', ()),
        ('"author": {"@type": "Person", "name": "https://blog.example/me"}', ()),
        ('"author": {"@type": "Person", "name": "admin"}', ()),
        ('"author": {"@type": "Person", "name": "서지원 선임기자"}', ("서지원",)),
        ('"author": {"@type": "Person", "name": "서지원 글로벌 에디터"}', ("서지원",)),
        ('"author": {"@type": "Person", "name": "김기자"}', ("김기자",)),
        ('"author": {"@type": "Person", "name": "달빛기자"}', ("달빛기자",)),
        ('"author": {"@type": "Person", "name": "서지원기자"}', ("서지원",)),
        ('"author": {"@type": "Person", "name": "기자"}', ()),
    ],
)
def test_a_declared_author_is_read(declared: str, names: tuple[str, ...]) -> None:
    script = f'<script type="application/ld+json">{{"@type": "BlogPosting", {declared}}}</script>'
    assert authors_of(f"{script}{HEAD}{PROSE}") == names


def test_the_title_of_the_site_is_no_author_although_the_theme_says_so() -> None:
    html = (
        f'<header><a class="site-title" rel="author" href="/">달빛 서재</a></header>{HEAD}{PROSE}'
    )
    assert authors_of(html) == ()


def test_a_declared_author_equal_to_the_site_is_nobody() -> None:
    html = (
        '<meta property="og:site_name" content="달빛 서재"><meta name="author" content="달빛 서재">'
        f"{HEAD}{PROSE}"
    )
    assert authors_of(html) == ()


def test_a_pen_name_equal_to_the_site_counts_where_the_byline_shows_it() -> None:
    html = f'<meta property="og:site_name" content="달빛 서재">{HEAD}<p class="byline">글쓴이: 달빛 서재</p>{PROSE}'
    assert authors_of(html) == ("달빛 서재",)


def test_the_second_writer_whom_the_theme_forgot_comes_from_the_byline() -> None:
    html = (
        '<script type="application/ld+json">{"@type":"BlogPosting","author":{"name":"Hannah Keller"}}</script>'
        f"{HEAD}<div>By Hannah Keller and Tom Wood</div>{PROSE}"
    )
    assert authors_of(html) == ("Hannah Keller", "Tom Wood")


def test_commenters_are_no_authors() -> None:
    html = f'{HEAD}{PROSE}<div class="comments"><span class="author">지나가는사람</span> <p>by Tom Wood</p></div>'
    assert authors_of(html) == ()


def test_prose_that_begins_with_by_is_no_byline() -> None:
    assert authors_of(f"{HEAD}<p>By the sea it is never dry.</p>{PROSE}") == ()


@pytest.mark.parametrize("name", ["jo_92", "jo_92 \u2726", "Hannah Keller \u2726"])
def test_an_ornament_behind_a_name_is_no_word_of_a_sentence(name: str) -> None:
    assert authors_of(f"{HEAD}<span class='author'>by {name}</span>{PROSE}") == (name,)


def test_microformats_are_read() -> None:
    html = f'<article class="h-entry">{HEAD}<span class="p-author h-card">박민준</span>{PROSE}</article>'
    assert authors_of(html) == ("박민준",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Hannah Keller, Hamburg", ("Hannah Keller",)),
        ("By Hannah Keller Reporter", ("Hannah Keller",)),
        ("By Hannah Keller DAILY MOON NEWS", ("Hannah Keller",)),
        ("Af Jens Holm og Mette Lund", ("Jens Holm", "Mette Lund")),
        ("<div>Article by</div><div>Hannah Keller</div>", ("Hannah Keller",)),
        ("<a href='/autor/hannah-keller'>Hannah Keller</a>", ("Hannah Keller",)),
    ],
)
def test_what_themes_set_around_a_name_is_no_part_of_it(line: str, names: tuple[str, ...]) -> None:
    marked = line if line.startswith("<") else f"<span class='byline'>{line}</span>"
    assert authors_of(f"{HEAD}<div>{marked}</div>{PROSE}") == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<a href='/about/editors/hannah-keller/'>Hannah Keller</a>, 22 July", ("Hannah Keller",)),
        ("<a href='https://net.example/in/zoekeller?x=1'>Zoë Keller</a>", ("Zoë Keller",)),
        ("<a href='/people/hannah-keller/'>Hannah Keller</a>", ()),
        ("<a href='/staff/'>Hannah Keller</a>", ()),
    ],
)
def test_a_name_that_is_a_link_to_its_bearers_page_is_a_byline(
    line: str, names: tuple[str, ...]
) -> None:
    assert authors_of(f"{HEAD}<div>{line}</div>{PROSE}") == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<span class='author'>Hannah Keller, Moon Farmer</span>", ("Hannah Keller",)),
        ("<span class='author'>Moon Farmer</span>", ("Moon Farmer",)),
        ("<span class='author'>u/moonfarmer</span>", ("u/moonfarmer",)),
        ("<span class='byline'>F T W M</span>", ()),
        ("<span class='author'>HK</span><p>Von Hannah Keller</p>", ("Hannah Keller",)),
        ("<span class='author'>HK</span>", ("HK",)),
        ("<p>Text & Fotos: Hannah Keller</p>", ("Hannah Keller",)),
    ],
)
def test_the_house_marks_and_initials_give_way_to_a_name(line: str, names: tuple[str, ...]) -> None:
    head = f"<meta property='og:site_name' content='Moon Farmer'>{HEAD}"
    post = read(f"{head}<div>{line}</div>{PROSE}")
    assert post.authors == names


def test_a_house_whose_name_leads_home_is_no_writer() -> None:
    head = "<html lang='zh'><meta property='article:author' content='月光'>"
    page = f"{head}<a href='/'>月光首页</a><a href='/m/'>月光号</a><h1>雨</h1><p>月光</p>{PROSE}"
    assert read(page).authors == ()


CHINESE = (
    "<p>" + "雨从早上下到晚上，山里的路很滑，我们慢慢走回村子，一路上没有遇见任何人。" * 6 + "</p>"
)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("月光日报记者 王建宁 张文平", ("王建宁", "张文平")),
        ("本报记者陈小雨发自北京", ("陈小雨",)),
        ("商报记者李明远/文", ("李明远",)),
        ("本报记者 陈小雨 通讯员 李明远", ("陈小雨", "李明远")),
        ("<p>本报实习生 陈小雨</p><p>本报记者 李明远 王建宁</p>", ("陈小雨", "李明远", "王建宁")),
        (f"本报讯（记者 陈小雨、李明远）{CHINESE}", ("陈小雨", "李明远")),
        ("作者：陈小雨 李明远", ("陈小雨", "李明远")),
        ("作者：陈 宁：月光大学，北京", ("陈宁",)),
        ("作者：陈小雨 来源：月光网 责任编辑：王建宁", ("陈小雨",)),
        ("作者：月下听雨", ("月下听雨",)),
        ("来源：月光网", ()),
        ("责任编辑：王建宁", ()),
        ("<span class='author'>来源：月光网</span>", ()),
        ("记者在现场看到，雨还在下。", ()),
        ("记者江湖", ()),
        ("2023年11月5日 · 3 分钟 · 陈小雨", ("陈小雨",)),
        ("2023年11月5日 · 金融 · 3 分钟", ()),
        ("<p>本报讯（记者 陈小雨）雨从早上下到晚上，山里的路很滑，我们走回村子。</p>", ("陈小雨",)),
        ("<p>〔記者陳小雨／台北報導〕雨從早上下到晚上，山裡的路很滑。</p>", ("陳小雨",)),
        ("<p>（某社記者陳小雨台北5日電）雨從早上下到晚上，山裡的路很滑。</p>", ("陳小雨",)),
        ("本报记者 陈小雨 文/图", ("陈小雨",)),
        ("记者：陈小雨　2023-11-05", ("陈小雨",)),
        ("作者：陳小雨／月光大學教授", ("陳小雨",)),
        ("作者：李白（唐）", ("李白",)),
        ("作者： 来源：月光网 时间：2023-11-05", ()),
        ("<i>来源:</i>未知 <i>作者:</i>admin<i>点击:</i>次", ()),
        ("<i>来源:</i>未知 <i>作者:</i>陈小雨<i>点击:</i>次", ("陈小雨",)),
    ],
)
def test_who_wrote_a_chinese_report_is_named_behind_the_word_for_it(
    line: str, names: tuple[str, ...]
) -> None:
    assert authors_of(f"<h1>春天的第一场雨</h1><div>{line}</div>{CHINESE}") == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p>文 | 陈小雨</p><p>编辑 | 李明远</p>", ("陈小雨",)),
        ("文｜陈小雨　编辑｜李明远", ("陈小雨",)),
        ("文/陈小雨 图/李明远", ("陈小雨",)),
        ("作者丨陈小雨", ("陈小雨",)),
        ("採訪、撰文／陳小雨　攝影／李明遠", ("陳小雨",)),
        ("供稿：陈小雨 审核：王建宁 编辑：李敏 时间：2023-11-05", ("陈小雨",)),
        ("<a href='/u/1'>月下听雨</a> 发表于 2023-11-05 09:30", ("月下听雨",)),
        ("<p>某社北京11月5日电 (陈小雨)雨从早上下到晚上，山里的路很滑。</p>", ("陈小雨",)),
        ("首次发布于 2023-11-05", ()),
        ("文/图来自网络", ()),
        ("全文 | 白皮书", ()),
        ("摄影：李明远", ()),
        ("整理：高中笔记", ()),
        ("编译：安装", ()),
        ("撰文/毕业论文", ()),
        ("撰文/欧阳小雨", ("欧阳小雨",)),
        ("<b>本文</b> 发布于 2023-11-05", ()),
        ("<a href='/category/life'>生活随笔</a> 发表于 2023-11-05", ()),
    ],
)
def test_who_is_credited_with_a_chinese_text_wrote_it(line: str, names: tuple[str, ...]) -> None:
    page = f"<html lang='zh'><h1>春天的第一场雨</h1><div>{line}</div>{CHINESE * 2}</html>"
    assert authors_of(page) == names


@pytest.mark.parametrize(
    "line",
    [
        "（文/陈小雨 图/李明远）",
        "（作者陈小雨 系月光大学教授）",
        "（供稿：陈小雨）",
        "撰文/陈小雨",
        "本文作者：陈小雨",
    ],
)
def test_a_chinese_credit_may_stand_below_the_text(line: str) -> None:
    page = f"<html lang='zh'><h1>春天的第一场雨</h1>{CHINESE * 3}<p>{line}</p></html>"
    assert authors_of(page) == ("陈小雨",)


@pytest.mark.parametrize(
    "facts",
    [
        "<p>书名：《黄昏集》</p><p>作者：李长河</p><p>出版社：月光出版社</p>",
        "<ul><li>저자 : 이장하</li><li>출판사 : 달빛</li><li>출간일 : 2019년 5월 2일</li></ul>",
        "<p>저자 이장하 | 출판 달빛 | 발매 2019.05.02.</p>",
        "<div><b>황혼</b><p>저자 이장하</p><p>출판 달빛</p><p>발매 2019.05.02.</p></div>",
        "<p>Author: Ida Moss<br>Publisher: Slow Press<br>Published: May 2, 2019</p>",
        "<dl><dt>Autor</dt><dd>Ida Moss</dd><dt>Verlag</dt><dd>Moosverlag</dd></dl>",
    ],
)
def test_who_wrote_a_book_did_not_write_its_review(facts: str) -> None:
    head, url = "<title>황혼을 읽고</title><h1>황혼을 읽고</h1>", "https://blog.example/12"
    post = read(f"{head}{facts}{PROSE}", url)
    assert (post.authors, post.published) == ((), None)
    signed = read(f"{head}<p>글쓴이: 한솔매 2024.07.22</p>{facts}{PROSE}", url)
    assert signed.authors == ("한솔매",)
    assert f"{signed.published.at if signed.published else None:%Y-%m-%d}" == "2024-07-22"


@pytest.mark.parametrize(
    "shelf", ["<p><a href='/e'>Editorial</a></p>", "<p>News | Editorial | Sport</p>"]
)
def test_an_editorial_is_no_book(shelf: str) -> None:
    page = f"<html lang='en'>{shelf}<h1>The mill</h1><p>Author: Jane Doe</p>{PROSE}</html>"
    assert authors_of(page) == ("Jane Doe",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("（陈小雨）", ("陈小雨",)),
        ("“明年还来吗？”（陈小雨 上海报道）", ("陈小雨",)),
        ("执笔人：陈小雨 李明远", ("陈小雨", "李明远")),
        ("（全文完）", ()),
        ("（月光网编辑 王建宁）", ()),
    ],
)
def test_a_chinese_text_may_be_signed_at_its_end(line: str, names: tuple[str, ...]) -> None:
    assert authors_of(f"<h1>春天的第一场雨</h1>{CHINESE * 3}<p>{line}</p>") == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("김서연 기자 seoyeon@blog.example", ("김서연",)),
        ("取材・文：山田太郎", ("山田太郎",)),
        ("ライター：山田太郎", ("山田太郎",)),
        ("（文：山田太郎）", ("山田太郎",)),
        ("Автор статьи: Анна Вебер", ("Анна Вебер",)),
        ("Текст: Анна Вебер", ("Анна Вебер",)),
        ("بقلم: ليلى حداد", ("ليلى حداد",)),
        ("كتبت: ليلى حداد", ("ليلى حداد",)),
    ],
)
def test_bylines_of_other_languages_stand_near_the_title_or_at_the_end(
    line: str, names: tuple[str, ...]
) -> None:
    assert authors_of(f"{HEAD}<div>{line}</div>{PROSE}") == names
    assert authors_of(f"{HEAD}{PROSE * 3}<div>{line}</div>") == names


def test_the_card_of_a_link_may_name_the_writer() -> None:
    html = (
        "<meta name='twitter:label1' content='Written by'>"
        f"<meta name='twitter:data1' content='Hannah Keller'>{HEAD}{PROSE}"
    )
    assert authors_of(html) == ("Hannah Keller",)


def test_a_blog_that_bears_the_name_of_its_writer_has_an_author() -> None:
    html = (
        "<meta property='og:site_name' content='Hannah Keller'>"
        f"<meta name='author' content='Hannah Keller'>{HEAD}{PROSE}"
    )
    assert authors_of(html) == ("Hannah Keller",)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='articleWriter'><span>김서연</span></div>",
        "<p class='writer'>글 김서연 <span>사진 박민준</span></p>",
        "<p class='writer'>글 김서연 그림 박민준 영상 이수</p>",
        "<p class='writer'>글 김서연 사진 박민준 기자</p>",
        "<div class='writer'><a href='/w/1'>김서연</a><span>소설가</span></div>",
    ],
)
def test_a_box_that_is_called_after_who_writes_names_him(box: str) -> None:
    assert authors_of(f"{HEAD}{box}{PROSE}") == ("김서연",)


def test_what_is_typed_as_by_a_machine_names_nobody() -> None:
    assert authors_of(f"{HEAD}<span class='typeWriter'>느린 하루</span>{PROSE}") == ()


@pytest.mark.parametrize("name", ["allowComments", "autoReply", "postWithComments"])
def test_a_box_around_post_and_comments_holds_the_post(name: str) -> None:
    page = f"<div class='{name}'>{HEAD}<p class='writer'>김서연</p>{PROSE}</div>"
    assert authors_of(f"<body>{page}") == ("김서연",)


def test_who_reviewed_a_product_did_not_write_the_page() -> None:
    review = "<div itemprop='review'><b itemprop='author'>Georg N.</b> Gut.</div>"
    assert authors_of(f"{HEAD}{PROSE}{review}") == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("김서연·박민준 기자", ("김서연", "박민준")),
        ("김서연 객원기자", ("김서연",)),
        ("김서연 정치부 기자", ("김서연",)),
        ("[서울=달빛통신 김서연 기자]", ("김서연",)),
        ("서울=김서연 특파원", ("김서연",)),
        ("글·사진=김서연 기자 seoyeon@blog.example", ("김서연",)),
        ("글 김서연 사진 박민준", ("김서연",)),
        ("文・佐藤花子", ("佐藤花子",)),
        ("文・写真＝佐藤花子", ("佐藤花子",)),
        ("Yazar: Ayşe Yılmaz — 22 Temmuz 2024", ("Ayşe Yılmaz",)),
        ("Autor: Hanna Zielińska, opublikowano: 22 lipca 2024", ("Hanna Zielińska",)),
        ("نویسنده: نسرین کاظمی دوشنبه ۱ مرداد ۱۴۰۳", ("نسرین کاظمی",)),
        ("מאת: רות לוי | 22 ביולי 2024", ("רות לוי",)),
        ("โดย สมหญิง ใจดี | 22 กรกฎาคม 2567", ("สมหญิง ใจดี",)),
        ("July 22, 2024 · 4 min · Ida Moss | Suggest Changes", ("Ida Moss",)),
        ("July 22, 2024 · 4 min · Ida Moss", ("Ida Moss",)),
        ("July 22, 2024 · 4 min · 800 words · Ida Moss", ("Ida Moss",)),
        ("March 3, 2024 · 4 min · Machine Learning · New York", ()),
        ("22 กรกฎาคม 2567 โดย: สมหญิง ใจดี", ("สมหญิง ใจดี",)),
        ("วันนี้ไปเชียงใหม่ โดย รถไฟ", ()),
        ("On Behalf of Moss PLLC | Apr 21, 2017 | Products Liability", ()),
        ("取材・文：山田太郎", ("山田太郎",)),
        ("<b class=byline><i>김서연 기자</i><a>더 많은 기사</a></b>", ("김서연",)),
        (f"<p>(서울=달빛통신) 김서연 기자 = {'장마가 끝난 뒤 시장을 걸었다. ' * 12}", ("김서연",)),
        (f"<p>[서울=달빛통신 김서연 기자] {'장마가 끝난 뒤 시장을 걸었다. ' * 12}", ("김서연",)),
        ("<p>(서울=달빛통신) 김서연 기자가 그린 그림을 두고 한 말이다.", ()),
        (
            f"<p>(서울=달빛통신) 김서연 박민준 기자 = {'장마가 끝난 뒤 시장을 걸었다. ' * 12}",
            ("김서연", "박민준"),
        ),
        (f"<p>[사진=달빛통신 김서연 기자] {'장마가 끝난 뒤 시장을 걸었다. ' * 12}", ()),
        ("<p>작성자: 은평 기자촌사람</p>", ("은평 기자촌사람",)),
    ],
)
def test_bylines_of_reports_name_the_writer_alone(line: str, names: tuple[str, ...]) -> None:
    assert authors_of(f"{HEAD}<div>{line}</div>{PROSE}") == names


def test_who_stands_between_by_and_a_day_below_the_text_wrote_it_unless_there_are_several() -> None:
    line = "<div>by <a href='/'>{}</a> | 2010/11/07 23:41 | <a href='#'>덧글(2)</a></div>"
    post = f"{HEAD}<div class=post_content>{PROSE * 3}</div>"
    assert authors_of(f"{post}{line.format('먹물')}") == ("먹물",)
    assert authors_of(f"{post}{line.format('먹물')}{line.format('솔개')}") == ()


def test_the_head_may_say_whose_blog_it_is() -> None:
    said = '<meta name="description" content="もちもち母さんさんのブログです。最近の記事は">'
    assert authors_of(f"{said}{HEAD}{PROSE}") == ("もちもち母さん",)


@pytest.mark.parametrize(
    ("first", "names"),
    [
        ("이 글 주소를 복사합니다", ()),
        ("Gestern, von Thomas Mann.", ()),
        ("Ein Buch, das ich mag, von Thomas Mann, heißt Buddenbrooks.", ()),
        ("2023 las ich – von Thomas Mann – ein Buch.", ()),
        ("Von Berlin im Oktober bleibt mir vor allem der Regen und das Licht.", ()),
        ("Le texte de ce jour, par Victor Hugo, est court.", ()),
        ("Ein Kommentar von Anna Weber.", ("Anna Weber",)),
        ("By Ela on 31. October, 2023 | 18 comments. Some links here are paid ones.", ("Ela",)),
        ("Von Anna Weber und Tom Hill", ("Anna Weber", "Tom Hill")),
        ("3. Mai 2021, von Anna Weber", ("Anna Weber",)),
    ],
)
def test_a_sentence_that_says_by_is_no_byline(first: str, names: tuple[str, ...]) -> None:
    assert authors_of(f"<body><h1>Herbst am Fluss</h1><p>{first}</p>{PROSE}") == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("社会部　佐藤 花子記者", ("佐藤 花子",)),
        ("佐藤花子記者", ("佐藤花子",)),
        ("政治部記者", ()),
    ],
)
def test_a_japanese_reporter_stands_before_the_word_for_it(
    line: str, names: tuple[str, ...]
) -> None:
    html = f"<html lang=ja>{HEAD}<div>{line} 2024年7月22日</div>{'<p>港の朝は早い。' + '船が出て行く。' * 30}"
    assert authors_of(html) == names


@pytest.mark.parametrize(
    "bio",
    [
        "<div class='bio'><p>Written by <strong>한지우</strong> who lives and works in Seoul.</p></div>",
        "<div class='bio'><div><span>Written by</span><a href='/about'>@한지우</a></div></div>",
    ],
)
def test_the_box_on_the_writer_under_a_post_names_him(bio: str) -> None:
    assert authors_of(f"<main>{HEAD}{PROSE}<footer>{bio}</footer></main>") == ("한지우",)


def test_the_writer_of_a_book_that_a_post_is_on_is_not_its_own() -> None:
    book = "<p class='book-biography'>Written by <b>Leo Tolstoy</b> in 1869.</p>"
    byline = "<p class='x'>By Anna Berg</p>"
    head = f"<main>{HEAD}{byline}<div class='bio'>{book}</div>{PROSE}</main>"
    assert authors_of(head) == ("Anna Berg",)


@pytest.mark.parametrize(
    ("card", "names"),
    [
        ('<h3 class="author__name"><a href="/">한지우</a></h3>', ("한지우",)),
        ('<div class="h-card"><h3><a rel="me" href="/">한지우</a></h3></div>', ("한지우",)),
        # The blog's name, whoever declares it to be its writer's.
        ('<a class="title" href="/">한지우</a>', ()),
    ],
)
def test_a_name_in_the_card_of_the_writer_is_no_name_of_the_blog(
    card: str, names: tuple[str, ...]
) -> None:
    head = '<title>장마철 제습기 - 골목 기록</title><meta name="author" content="한지우">'
    page = f"<html><head>{head}</head><body>{card}<h1>장마철 제습기</h1><p>한지우 2024-07-22</p>"
    assert authors_of(f"{page}{PROSE}") == names


def test_a_byline_may_lead_home() -> None:
    line = '<span class="post-author"><a href="/" rel="author" class="author">한지우</a></span>'
    assert authors_of(f"{HEAD}<div>{line}</div>{PROSE}") == ("한지우",)


def test_what_else_a_line_of_facts_names_is_nobody() -> None:
    line = "作者:林晓 | 分类:生活 | 浏览:512 | 评论:0"
    assert authors_of(f"{HEAD}<h6>{line}</h6>{PROSE}") == ("林晓",)


def test_the_first_words_on_the_way_home_may_be_the_writers_name() -> None:
    home = "<header><a href='/'><b>김하늘</b><span>의 기술 블로그</span></a></header>"
    head = "<head><meta name='author' content='김하늘'><title>바다</title></head>"
    assert read(f"{head}{home}<article><h1>바다</h1>{PROSE}</article>").authors == ("김하늘",)


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("uk", "Про це пише Українська Правда", ()),
        ("hr", "Kako piše Jutarnji List, svjetionik je otvoren", ()),
        ("el", "Όπως γράφει ο Γιώργος Παππάς", ()),
        ("cs", "Knihu o majáku napsal Karel Čapek", ()),
        ("sr", "Пише: Марко Јовановић", ("Марко Јовановић",)),
        ("en", "AV Receiver Test", ()),
        ("sv", "Av Astrid Lindgren", ("Astrid Lindgren",)),
        ("en", "By Theresa May 12 July 2024", ("Theresa May",)),
        ("en", "By Ida Moss July 22, 2024", ("Ida Moss",)),
    ],
)
def test_who_is_said_to_write_in_a_sentence_did_not_write_this(
    language: str, line: str, names: tuple[str, ...]
) -> None:
    html = f"<title>Post</title><h1>Post</h1><div>{line}</div>{PROSE}"
    assert read(f"<html lang='{language}'>{html}").authors == names


def test_the_sidebar_of_a_page_without_a_first_heading_names_this_post_in_a_list() -> None:
    side = "<aside class='sidebar'><li><h4>장마철 제습기</h4><i>2024.07.24</i></li></aside>"
    post = read(
        f"<title>장마철 제습기</title>{side}<h2>장마철 제습기</h2><p>2024.07.22</p>{PROSE}",
        "https://blog.example/p/1",
    )
    assert post.published is not None
    assert post.published.isoformat() == "2024-07-22"


@pytest.mark.parametrize(
    "comment",
    [
        "<div class='commentWrap'><div class='author'>이물결</div><p>좋은 글 감사합니다</p></div>",
        "<div class='postComments'><p class='author'>이물결</p><p>좋은 글</p></div>",
        "<div class='boxReply'><span class='nickname'>이물결</span><p>좋은 글</p></div>",
        "<ul class='cmtList'><li><span class='nickName'>이물결</span><p>좋은 글</p></li></ul>",
        "<div id='replyArea'><dl><dt class='writer'>이물결</dt><dd>좋은 글</dd></dl></div>",
        "<div class='memo'><span class='nick'><img alt='이물결' src='/n.gif'></span>좋은 글</div>",
    ],
)
def test_who_comments_did_not_write_the_post(comment: str) -> None:
    assert read(f"<title>장마철 제습기</title><h1>장마철 제습기</h1>{PROSE}{comment}").authors == ()


def test_a_name_that_ends_with_a_vowel_sign_is_seen_on_the_page() -> None:
    node = '{"@type": "NewsArticle", "headline": "x", "author": {"@type": "Person", "name": "नीरज झा"}}'
    html = f"<script type='application/ld+json'>{node}</script>{HEAD}<div>Z. नीरज झा, Patna</div>{PROSE}"
    assert authors_of(html) == ("नीरज झा",)


def test_a_line_in_a_link_below_a_name_is_no_part_of_it() -> None:
    link = "<a href='/author/o'><strong>오세훈</strong><em>플랫폼 담당</em></a>"
    assert authors_of(f"{HEAD}<div>{link}</div>{PROSE}") == ("오세훈",)
    part = "<a href='/author/o'><strong>오</strong>세훈</a>"
    assert authors_of(f"{HEAD}<div>{part}</div>{PROSE}") == ("오세훈",)


def test_a_menu_to_all_who_write_and_a_button_to_follow_one_are_nobody() -> None:
    menu = "<ul><li><a href='/authors/'>필진</a></li></ul>"
    own = "<div><a href='/authors/wave/'>물결소년</a></div>"
    assert authors_of(f"{menu}{HEAD}{own}{PROSE}") == ("물결소년",)
    button = "<div class='author'><span><a href='/u/1'>海娃</a></span><a class='btn'>关注</a></div>"
    assert authors_of(f"{HEAD}{button}{PROSE}") == ("海娃",)


def test_common_words_are_a_name_where_the_head_and_the_link_to_the_writer_say_them() -> None:
    link = f"{HEAD}<a rel='author' href='https://t.example/r'>Ржавый болт</a>{PROSE}"
    assert authors_of(link) == ()
    assert authors_of(f"<meta property='article:author' content='Ржавый болт'>{link}") == (
        "Ржавый болт",
    )


def test_a_name_that_leads_to_a_profile_and_is_that_of_the_host_is_the_writers() -> None:
    page = f"{HEAD}{PROSE}<div><a href='/profil/'><b>titi-moto</b></a></div>"
    assert authors_of(page, "https://titi-moto.blogs.example/1-a") == ("titi-moto",)
    assert authors_of(page, "https://www.blogs.example/1-a") == ()


def test_a_login_is_believed_where_a_link_says_what_its_bearer_goes_by() -> None:
    data = '<script type="application/ld+json">{"@type":"Article","author":{"name":"hachi_dev"}}</script>'
    line = "<div><a href='/hachi_dev'>@hachi_dev(はちみつ)</a></div>"
    assert read(f"{data}{HEAD}{line}{PROSE}").authors == ("hachi_dev",)


@pytest.mark.parametrize(
    "cards",
    [
        "<ul><li><img src='/s.jpg'><div><b>오세린</b><span>Server Developer</span></div>"
        "<li><img src='/b.jpg'><div><b>김보람</b><span>결제플랫폼팀</span></div></ul>",
        "<div>오세린</div><div>Server Developer</div><div>김보람</div><div>디자이너</div>",
    ],
)
def test_who_stands_below_a_title_with_what_they_do_wrote_the_post(cards: str) -> None:
    assert authors_of(f"{HEAD}{cards}{PROSE}") == ("오세린", "김보람")
    assert authors_of(f"{HEAD}{cards.replace('오세린', '모집 중인 자리')}{PROSE}") == ("김보람",)


@pytest.mark.parametrize(
    "terms",
    [
        "<div><a href='/t/1'>커리어</a><a href='/t/2'>개발자</a></div>",
        "<div class='tags'><span>취업</span><span>백엔드 개발자</span></div>",
        "<ul><li>목차<li>좋은 팀</ul>",
        "<ul><li>Getting Started<li>Choosing an Editor</ul>",
        "<h2>회고</h2><p>우리는 하나의 팀</p>",
        "<div>전지적</div><div><a href='/team'>플랫폼팀</a></div>",
    ],
)
def test_terms_and_parts_of_a_post_are_not_written_by_each_other(terms: str) -> None:
    assert authors_of(f"{HEAD}{terms}{PROSE}") == ()


def test_a_second_writer_whom_the_byline_alone_names_is_one() -> None:
    data = (
        '<script type="application/ld+json">{"@type":"Article","author":{"name":"문가온"}}</script>'
    )
    line = "<h4 class='author-name'><a href='/author/g/'>문가온</a>, <a href='/author/i/'>이로</a></h4>"
    assert authors_of(f"{data}{HEAD}{line}{PROSE}") == ("문가온", "이로")
    face = "<ul><li><a href='/author/g/'><img src='/g.png' alt='문가온'></a></li></ul>"
    assert authors_of(f"{data}{HEAD}<div>{face}{line}</div>{PROSE}") == ("문가온", "이로")


@pytest.mark.parametrize("href", ["/category/travel/", "/place/hanoi", "https://x.example/f"])
def test_a_link_beside_the_writer_that_leads_to_no_writer_is_none(href: str) -> None:
    data = '<script type="application/ld+json">{"@type":"Article","author":{"name":"Ann Lee"}}</script>'
    line = f"<p><a href='/author/ann/'>Ann Lee</a> | <a href='{href}'>New Orleans</a></p>"
    assert authors_of(f"{data}{HEAD}{line}{PROSE}") == ("Ann Lee",)


def test_a_name_is_shown_without_the_word_of_respect_behind_it() -> None:
    data = '<script type="application/ld+json">{"@type":"Article","author":{"name":"%s"}}</script>'
    page = f"{data % 'ひだまりさん'}{HEAD}{PROSE}<p>ひだまりは港町に住んでいます。</p>"
    assert read(page).authors == ("ひだまりさん",)
    assert read(page.replace("ひだまりは", "あおぞらは")).authors == ()


def test_a_card_may_name_the_writer_in_its_own_words() -> None:
    card = "<meta property='og:author' content='살림연구소'>"
    assert authors_of(f"{card}{HEAD}<div class=by>살림연구소</div>{PROSE}") == ("살림연구소",)
