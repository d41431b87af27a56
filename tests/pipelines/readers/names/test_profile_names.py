"""Writers known by the page that their name leads to, by its class, or by what they do."""

from __future__ import annotations

import pytest

from tests.pipelines.readers.making import PROSE, read

HEAD = "<title>장마철 제습기</title><h1>장마철 제습기</h1>"
DAY = "<div>2024. 7. 22</div>"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<div><a href='/u/17'>물결소년</a></div>", ("물결소년",)),
        ("<div><a href='/users/17'>물결소년</a><span>1.2k</span></div>", ("물결소년",)),
        ("<div><a href='/u/17'>海娃</a><button>关注</button></div>", ("海娃",)),
        ("<div><a href='/shiomi'>@shiomi</a> in <a href='/org'>海</a></div>", ("shiomi",)),
        ("<div><a href='/@wave/posts'>전체 글</a></div>", ()),
        ("<div><a href='/@wave'>물결소년</a><span>여행가</span></div>", ("물결소년",)),
        ("<div><a href='/magazine/@wave/'>물결소년</a></div>", ("물결소년",)),
        # A face called as the name leads where that does.
        (
            "<div><a href='/wave'><img src='/f.png' alt='Ida Moss'></a><a href='/wave'>Ida Moss</a></div>",
            ("Ida Moss",),
        ),
        (
            "<div><a href='/boat'><img src='/f.png' alt='Ida Moss'></a><a href='/wave'>Ida Moss</a></div>",
            (),
        ),
        # A whole name, or one that a class calls so, leads to a profile, and to nothing below it.
        (f"<div><a href='/u/wave'>Ida Moss</a><i>@wave</i></div>{DAY}", ("Ida Moss",)),
        (f"<div><a class='info__name' href='/users/1/profile'>wave</a></div>{DAY}", ("wave",)),
        (f"<div><a href='/users/1/series/5'>Software Development</a></div>{DAY}", ()),
        # Beside the day stands what a box called a profile stresses.
        (
            f"<div>물결소년 ㅣ 2024-07-22</div>{PROSE}<div class='l_profile'><b>물결소년</b></div>",
            ("물결소년",),
        ),
        (f"<div>살림 ㅣ 2024-07-22</div>{PROSE}<div class='l_profile'><b>물결소년</b></div>", ()),
        # Who posted, and at what time of the day that stands above.
        (f"{PROSE}<p>Posté par Mado à 18:30 - <a href='/k'>Jardin</a></p>", ("Mado",)),
        (f"{PROSE}<p>postato da <a href='/p/x'>LenteOpaca</a> | alle 22:58</p>", ("LenteOpaca",)),
        (f"{PROSE}<p>von laubfrosch am 30. Mär, 09:42 in Kiez</p>", ("laubfrosch",)),
        (f"{PROSE}<p>von hier aus sieht man den Hafen und das Meer</p>", ()),
        ("<p>por <a href='/p'>Pombo Correio</a>, em 03.02.16</p>", ("Pombo Correio",)),
        (
            "<p class='info'><span class='name'>물결소년</span><span>2024.07.22</span>"
            "<span class='hit'>31</span></p>",
            ("물결소년",),
        ),
        ("<p class='info'><span class='name'>시립미술관</span><span>2024.07.22</span></p>", ()),
        (
            "<ul><li class='author_item'><strong class='name'>물결소년</strong></li></ul>",
            ("물결소년",),
        ),
        (f"<div>물결소년ㆍFrontend Developer</div>{DAY}", ("물결소년",)),
        (f"<div>달빛기자 · 여행작가</div>{DAY}", ("달빛기자",)),
        (f"<div>김하늘기자 · 여행부</div>{DAY}", ("김하늘",)),
        (f"<div>김하늘 · 플랫폼팀</div>{DAY}", ("김하늘",)),
        # An office is no name, and before a team stands a shelf as well.
        (f"<div>서버 개발자 · 플랫폼팀</div>{DAY}", ()),
        (f"<div>공지 · 운영팀</div>{DAY}", ()),
        (f"<div><span>공지</span><span>운영팀</span></div>{DAY}", ()),
        (f"<div>Frontend Developer | 2024.07.22</div>{DAY}", ()),
        # With the day in the same line a whole name alone is one: a shelf has its posts.
        ("<div>김하늘 · 백엔드 개발자 · 2024.07.22</div>", ("김하늘",)),
        ("<div>2024.07.22 · 김하늘 · 백엔드 개발자</div>", ("김하늘",)),
        ("<div>회고 · 2024.07.22 · 신입 개발자</div>", ()),
        ("<div>글쓴이 김하늘<b>2024년 7월 22일</b></div>", ("김하늘",)),
        (
            f"{PROSE}<p>Posted by <a href='https://p.example/ida'>Ida Moss</a> on July 22, 2024 at 09:30 AM"
            " in <a href='/journal/kitchen/'>Kitchen garden</a>, <a href='/journal/jam/'>Jam</a></p>",
            ("Ida Moss",),
        ),
        (f"{PROSE}<span>投稿者 hoshi : 2024年07月22日 22:40 | 観望日記</span>", ("hoshi",)),
        (f"{PROSE}<div class='commenttext'><p>Postat av Malin 22 juli 2024</p></div>", ()),
        (f"{PROSE}<p>Postat av <b>Malin</b> 22 juli 2024 kl. 21:14 i Vardag</p>", ("Malin",)),
        (f"{PROSE}<div>Posted on July 22, 2024 by Ida Moss | 4 comments</div>", ("Ida Moss",)),
        (f"{PROSE}<p>Posted on July 22, 2024 by the door, in the rain.</p>", ()),
        (
            f"{PROSE}<div>+ نوشته شده در <span>چهارشنبه ۵ آبان ۱۳۸۹</span> ساعت 22:14 توسط بهار | "
            "<a href='/c'>۷ نظر</a></div>",
            ("بهار",),
        ),
        (f"{PROSE}<p>Posted by the door at 9, in the rain.</p>", ()),
        # Who comments posts, too.
        (
            f"{PROSE}{PROSE}<ol><li>Posted by: Tom Finn | July 23, 2024 at 10:00 AM<p>좋아요</p></ol>",
            (),
        ),
        (f"{PROSE}<h3>댓글 2</h3><p>Posted by Tom Finn on July 23, 2024 at 10:00 AM</p>", ()),
        # Calls, boards and other hosts; the time of day is no office.
        ("<div><a href='/member/join'>회원가입</a></div>", ()),
        ("<div><a href='/users/login'>로그인</a></div>", ()),
        ("<p class='info'><span class='name'>공지사항</span><span>2024.07.22</span></p>", ()),
        ("<p class='category'><span class='name'>생활</span><span>2024.07.22</span></p>", ()),
        ("<div><a href='https://other.example/u/17'>물결소년</a></div>", ()),
        ("<div>Posted on January 15, 2012 at 5:58 PM</div>", ()),
        # What a visitor may do, who is written about, and what is called so of things.
        ("<div><a href='/member/mypage'>마이페이지</a></div>", ()),
        ("<div><a href='/member/modify.html'>정보수정</a></div>", ()),
        ("<div><a href='/people/interview'>인터뷰</a></div>", ()),
        ("<div><a href='/@wave'>글 목록</a></div>", ()),
        (f"{DAY}<div class='profile'><span class='name'>물결소년</span><p>가수</p></div>", ()),
        (
            "<div class='profile'><b class='name'>물결소년</b><i>2024.07.22</i></div>",
            ("물결소년",),
        ),
        ("<p><a href='/people/jang'>장영실</a></p>", ()),
        ("<p><a href='/people/wave/'>물결소년</a> 2024-07-22 09:30</p>", ("물결소년",)),
        (
            "<div><span class='ljuser' data-ljuser='wave'><a href='/x'>wave</a></span></div>",
            ("wave",),
        ),
        (
            f"{DAY}<p>짧은 글.</p><ul><li><a href='/people/wave'>물결소년</a> 2024-07-23 09:30</ul>",
            (),
        ),
        ("<p><a href='/people/wave/'>물결소년</a> 1940년 서울 출생</p>", ()),
        (
            "<table><tr><td>Ida Moss of the Old Harbour (<b class='ljuser'>wave</b>) wrote,<br>"
            "@ 2024-07-22 23:58:00</td></tr></table>",
            ("wave",),
        ),
        ("<div>As <b class='ljuser'>wave</b> said, the sea is wide.</div>", ()),
        ("<p><b class='ljuser'>wave</b> wrote in <b class='ljuser'>boats</b></p>", ("wave",)),
        (f"<div>서울 · 백엔드 개발자</div>{DAY}", ()),
        (f"<div>Jinny · Frontend Developer</div>{DAY}", ("Jinny",)),
        (f"<div>Berlin · Software Engineer</div>{DAY}", ()),
        (f"{DAY}<div class='member'><p class='name'>물결소년</p><p>선장</p></div>", ()),
        (
            "<p class='place'><span class='name'>파도집</span><span class='count'>3</span>"
            "<span>2024.07.22</span></p>",
            (),
        ),
        (
            "<p class='info'><span class='name'>여행게시판</span><span class='hit'>3</span>"
            "<span>2024.07.22</span></p>",
            (),
        ),
        (f"{DAY}<div>Vim / Editor</div>", ()),
        ("<div><a href='/@wave'>물결의 기록</a></div>", ()),
        ("<div><a href='/author/sammy'>물결소년</a></div>", ("물결소년",)),
        (
            "<div class='chat'><b class='nick'>손님</b></div><div class='chat'>"
            "<b class='nick'>주인</b></div>",
            (),
        ),
        ("<p style='text-align:right'>Cape Town</p>", ()),
        # A label before the link, or a day of any form behind it.
        ("<li>작가 <a href='/user/wave'>물결소년</a></li>", ("물결소년",)),
        ("<li>추천 <a href='/user/wave'>물결소년</a></li>", ()),
        # A word for a deed behind a name, without any day.
        (
            "<div><a href='/user/wave'>물결소년</a> 작성</div><div><a href='/u/17'>海娃</a></div>",
            ("海娃",),
        ),
        ("<div><a href='/ru/users/wave/'>wave</a> <i>22 июля 2024 в 12:15</i></div>", ("wave",)),
        (
            "<div><a href='/writers/wave'>물결소년</a><i>입력: 24.07.22, 06:02</i></div>",
            ("물결소년",),
        ),
    ],
)
def test_a_name_near_the_title_is_known_by_what_is_around_it(
    line: str, names: tuple[str, ...]
) -> None:
    assert read(f"<html lang='ko'>{HEAD}{line}{PROSE}").authors == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "<div>posted @ 2024-07-22 09:30 <a href='/wave'>海娃</a> 阅读(12) 评论(0)</div>",
            ("海娃",),
        ),
        ("<blockquote>비</blockquote><p style='text-align:right'>Oscar Wilde</p>", ()),
        (f"<p style='text-align:right'>Oscar Wilde</p>{PROSE}", ()),
        ("<p style='text-align: right'><b>Nguyễn Hải</b></p>", ("Nguyễn Hải",)),
        ("<p>But I have promises to keep.</p><p style='text-align:right'>Robert Frost</p>", ()),
        (
            "<p>“The sea, once it casts its spell, holds one in its net for ever.”</p>"
            "<p style='text-align:right'>Jacques Cousteau</p>",
            (),
        ),
        ("<p>زبان راست توسط گریدون هور ساخته شده است</p>", ()),
        (
            "<p>نوشته شده در دوشنبه یکم مرداد ۱۴۰۳ ساعت 9:30 توسط سعید دریایی | نظر</p>",
            ("سعید دریایی",),
        ),
    ],
)
def test_a_post_may_be_signed_below(line: str, names: tuple[str, ...]) -> None:
    assert read(f"<html lang='vi'>{HEAD}{PROSE}{line}").authors == names


def test_who_runs_a_small_blog_signs_its_posts() -> None:
    data = '{"@type":"BlogPosting","headline":"장마철 제습기","author":{"@type":"Person","name":"운영자"}}'
    head = f'<script type="application/ld+json">{data}</script>'
    shown = '<p><a href="/author/" rel="author">운영자</a></p>'
    assert read(f"{head}{HEAD}{shown}{PROSE}").authors == ("운영자",)


@pytest.mark.parametrize(
    ("declared", "shown", "names"),
    [
        # Three signs of Hangul or Han are no chance, wherever they are glued to others.
        ("물결이", "<div>물결이의 하루 2024</div>", ("물결이",)),
        ("海坊主", "<div>海坊主2024年7月22日</div>", ("海坊主",)),
        # The house is named in the head, the reporter under the title.
        ("물결일보", "<div>김바다 기자</div>", ("김바다",)),
        ("관리자", "<div>관리자 연락처</div>", ()),
    ],
)
def test_a_declared_name_of_the_east_is_held_against_the_page(
    declared: str, shown: str, names: tuple[str, ...]
) -> None:
    data = f'{{"@type":"BlogPosting","headline":"장마철 제습기","author":{{"@type":"Person","name":"{declared}"}}}}'
    head = f"<html lang='ko'><head><script type='application/ld+json'>{data}</script></head>"
    assert read(f"{head}{HEAD}{shown}{PROSE}").authors == names


def test_who_is_named_below_the_title_wrote_before_who_is_named_above_it() -> None:
    above = "<div><a href='/member/moon'>달빛소녀</a> 2024.07.20</div>"
    below = "<div><a href='/user/wave'>물결소년</a> 2024.07.22</div>"
    assert read(above + HEAD + below + PROSE).authors == ("물결소년",)


@pytest.mark.parametrize("home", ["/wave", "https://many.example/wave/", "/other", "/wave/posts"])
@pytest.mark.parametrize(
    "card",
    [
        "<aside><a class='Sidebar_userName' href='{}'>물결소년</a></aside>",
        "<div class='ProfileCard'><a href='{}'>물결소년</a><p>선장</p></div>",
    ],
)
def test_a_card_that_leads_to_the_first_step_of_the_address_names_the_writer(
    home: str, card: str
) -> None:
    names = ("물결소년",) if home.rstrip("/").endswith("/wave") else ()
    card = card.format(home)
    found = read(HEAD + PROSE + card, "https://many.example/wave/articles/1f2e3d", site="")
    assert found.authors == names


@pytest.mark.parametrize(
    ("folder", "site", "card"),
    [
        ("story", "물결 이야기", "물결 이야기"),
        ("ko", "", "물결 이야기"),
        ("post", "", "전체 글"),
        ("board", "", "자유게시판"),
    ],
)
def test_a_card_that_leads_to_the_blog_in_a_folder_names_nobody(
    folder: str, site: str, card: str
) -> None:
    named = f"<meta property='og:site_name' content='{site}'>"
    card = f"<a class='profile-name' href='/{folder}/'>{card}</a>"
    found = read(named + HEAD + PROSE + card, f"https://blog.example/{folder}/2024/12")
    assert found.authors == ()


@pytest.mark.parametrize(
    ("title", "box", "names"),
    [
        (
            "장마철 제습기_老槐树下_海博客",
            "<strong id='ownernick'>老槐树下</strong>",
            ("老槐树下",),
        ),
        # A shelf, another owner, and a box that is called nobody's.
        ("장마철 제습기_生活_海博客", "<strong id='ownernick'>老槐树下</strong>", ()),
        ("장마철 제습기_老槐树下", "<strong id='ownernick'>老槐树下</strong>", ()),
        ("장마철 제습기_生活_海博客", "<strong class='shelf'>生活</strong>", ()),
    ],
)
def test_the_middle_of_a_title_that_the_page_calls_its_owner_wrote(
    title: str, box: str, names: tuple[str, ...]
) -> None:
    page = f"<html><head><title>{title}</title></head><body><h1>장마철 제습기</h1>{PROSE}{box}"
    assert read(page).authors == names


def test_comments_shown_over_a_post_end_nothing() -> None:
    beside = "<div><h3>최근 댓글</h3><p>좋아요</p></div>"
    signed = "<p>Posted by Ida Moss on July 22, 2024 at 10:00 AM</p>"
    assert read(f"{beside}{HEAD}{PROSE}{signed}").authors == ("Ida Moss",)
