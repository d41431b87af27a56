"""The body is the post's own words: from where the page says, or from where they are."""

from __future__ import annotations

import pytest

from pipelines.readers.answer import signature
from pipelines.readers.bodies import containers
from pipelines.readers.fields import body
from tests.pipelines.readers.making import PROSE, document, read

LINKS = "".join(f"<li><a href='/p/{n}'>다른 글 제목 {n}</a></li>" for n in range(8))


@pytest.mark.parametrize(
    "opening",
    [
        "<div itemprop='articleBody'>",
        "<div class='post-content e-content'>",
        "<section class='gh-content'>",
        "<div class='entry-content'>",
        "<div class='article-body'>",
        "<div id=entryBody>",
        "<div class=entry_body>",
    ],
)
def test_a_declared_body_is_taken(opening: str) -> None:
    page = document(f"<body><ul>{LINKS}</ul><article><h1>장마</h1>{opening}{PROSE}</article>")
    assert page.container_choice.reader == signature(containers.declared)
    assert body.body_text(page) == "\n".join(
        line.removesuffix("</p>") for line in PROSE.split("<p>")[1:]
    )


def test_a_declared_teaser_is_not_taken_for_the_body() -> None:
    page = document(
        f"<body><div class=text>{PROSE}</div><div class='related'><div class='entry-content'>"
        "다른 글의 첫머리입니다. 이 글은 다른 글이므로 본문이 아닙니다. 눌러서 더 읽어 보세요.</div></div>"
    )
    assert "다른 글" not in (body.body_text(page) or "")


def test_a_body_nobody_declares_is_found() -> None:
    post = read(f"<body><div id=a><ul>{LINKS}</ul></div><div id=b><div>{PROSE}</div></div>")
    assert post.body_text.count("장마가 길어지면서") == 6
    assert "다른 글 제목" not in post.body_text


def test_a_body_kept_in_a_script_is_found() -> None:
    words = PROSE.replace("<p>", "").replace("</p>", " ")
    post = read(
        '<head><script type="application/ld+json">{"@type":"BlogPosting","headline":"장마",'
        f'"articleBody":"{words}"}}</script></head><body><div id="app"></div></body>'
    )
    assert "6번째 방법" in post.body_text


@pytest.mark.parametrize(
    "line",
    [
        "2024.07.22 월요일 오전 12:05",
        "글쓴이: 홍길동 날짜: 24.07.22 14:30 조회수: 12 추천: 3",
        "작성자 홍길동 | 작성일 2024-07-22 | 조회 77",
        "동네사람 | 2024.07.22 14:30 | 조회 1,204",
        "<span>Jo Park</span> · <span>Jul 22, 2024</span> · <span>1,204 views</span>",
        "Published: July 22, 2024 | Author: Jo Park | Filed under: Canon Powershot S110, Photographs"
        " | Tags: evening sky, backlight, silhouette, town, harbour, summer |",
    ],
)
def test_what_a_board_tells_of_a_post_is_none_of_its_words(line: str) -> None:
    post = read(f"<body><div class=content><h1>장마</h1><p>{line}</p>{PROSE}</div></body>")
    assert post.body_text.startswith("장마가 길어지면서")


def test_a_sentence_of_labels_is_the_posts() -> None:
    words = "조회수 100 넘고 댓글 3 개 달리면 기분이 좋다."
    post = read(f"<body><div class=content><h1>장마</h1><p>{words}</p>{PROSE}</div></body>")
    assert post.body_text.startswith(words)


@pytest.mark.parametrize(
    "player",
    [
        "<video src='/a.mp4'><p>Please enable JavaScript to view this video.</p></video>",
        "<audio controls><source src='/a.mp3'>Please enable JavaScript.</audio>",
        "<iframe src='https://player.example/1'>Please enable JavaScript.</iframe>",
    ],
)
def test_what_only_browsers_without_players_show_is_not_told(player: str) -> None:
    post = read(f"<body><article class='entry-content'>{PROSE}<div>{player}</div>{PROSE}</article>")
    assert "JavaScript" not in post.body_text
    assert post.body_text.count("장마가 길어지면서") == 12


def test_the_title_is_not_said_again_in_the_body() -> None:
    post = read(
        "<head><title>장마철 습기 잡기 | 살림</title></head><body><article class='entry-content'>"
        f"<h1>장마철 습기 잡기</h1><p>2024년 7월 22일 오전 9:30</p>{PROSE}</article>"
    )
    assert post.body_text.startswith("장마가 길어지면서")


def test_a_feature_box_that_repeats_the_excerpt_is_no_body() -> None:
    excerpt = "장마철 습기를 잡는 여섯 가지 방법을 차례로 적어 둡니다."
    post = read(
        f"<head><meta name=description content='{excerpt}'></head><body>"
        f"<div class='post-content'><div class='feature'><p>{excerpt}</p></div>{PROSE}</div>"
    )
    assert post.excerpt == excerpt
    assert excerpt not in post.body_text


def test_a_line_below_the_title_is_the_post_though_it_be_the_description() -> None:
    line = "Letzten Sommer stand das Wasser im Keller, und niemand wusste, woher es kam."
    post = read(
        f"<head><meta name=description content='{line}'></head><body>"
        f"<article><h1>Das Wasser</h1><div class='intro'><p>{line}</p></div>{PROSE}</article>"
    )
    assert line in post.body_text


def test_what_a_plugin_adds_to_a_post_is_no_part_of_it() -> None:
    post = read(
        "<head><meta name=generator content='WordPress 6.5'></head><body><article>"
        f"<div class='entry-content'>{PROSE}<div class='newsletter-box'>"
        "<h3>Subscribe to our newsletter</h3><p>Sign up and never miss a post.</p></div></div>"
        "</article></body>"
    )
    assert post.body_text.count("\n") == PROSE.count("</p>") - 1
    assert "Subscribe" not in post.body_text


def test_a_first_sentence_that_is_the_description_stays() -> None:
    first = "장마철 습기를 잡는 여섯 가지 방법을 차례로 적어 둡니다."
    post = read(
        f"<head><meta name=description content='{first}'></head><body>"
        f"<div class='post-content'><p>{first}</p>{PROSE}</div>"
    )
    assert post.body_text.startswith(first)


def test_html_keeps_what_text_cannot() -> None:
    post = read(
        f"<body><div class='post-content'>{PROSE}<h2 style='x' class='y'>둘</h2><ol><li>하나</li></ol>"
        "<table><tr><th scope=row>가</th><td colspan=2>나</td></tr></table>"
        "<blockquote>인용</blockquote><pre><code class='language-c'>a\n\n  b</code></pre></div>"
    )
    for piece in (
        "<h2>둘</h2>",
        "<ol><li>하나</li></ol>",
        '<th scope="row">가</th><td colspan="2">나</td>',
        "<blockquote>인용</blockquote>",
        '<pre><code class="language-c">a\n\n  b</code></pre>',
    ):
        assert piece in post.body_html


def test_words_of_neighbouring_divisions_are_not_glued() -> None:
    post = read(f"<body><div class='post-content'>{PROSE}<div>하나</div><div>둘</div></div>")
    assert "<p>하나</p><p>둘</p>" in post.body_html


def test_stray_end_tags_leave_nothing_to_see() -> None:
    post = read(
        "<body><div class='post-content'><p>앞</p></p><p>&lt;/p&gt;</p><p>&nbsp;</p>"
        f"{PROSE}</p></p><p>끝</p></div>"
    )
    assert post.body_text.startswith("앞\n장마가")
    assert "&lt;" not in post.body_html
    assert "<p></p>" not in post.body_html


def test_a_page_without_words_has_no_body() -> None:
    post = read("<body></body>")
    assert (post.body_text, post.body_html, post.images, post.links) == ("", "", (), ())


def test_a_body_in_several_pieces_is_one_body() -> None:
    half = PROSE.split("</p>")
    one, two = "</p>".join(half[:3]) + "</p>", "</p>".join(half[3:])
    post = read(
        f"<body><div><div class='story-body'>{one}</div><div class='ad'>광고</div>"
        f"<div class='story-body'>{two}</div></div></body>"
    )
    assert post.body_text.count("장마가 길어지면서") == 6
    assert "광고" not in post.body_text


def test_headings_of_the_text_stay_whatever_their_level_and_class() -> None:
    first, *others = PROSE.split("</p>")
    html = (
        "<title>장마</title><article class='post-content'><h1>장마</h1>"
        f"{first}</p><h1>준비</h1><h3 class='header-anchor-post'>창문"
        f"<a class='header-anchor' href='#a'>#</a></h3>{'</p>'.join(others)}</article>"
    )
    lines = (body.body_text(document(html)) or "").split("\n")
    assert lines[1:3] == ["준비", "창문"]
    assert "장마" not in lines


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Publié le 4 avril 2024 à 8 h 15, par Élise Rémond", False),
        ("축제 · 2024년 5월 1일 · 시청 앞 광장에서 조회 3 번 하고 모입니다", True),
        ("Kako piše Jutarnji list od 22. srpnja 2024", True),
        ("Av Paulista, 22 de julho de 2024", True),
        ("2024年7月22日 文：小川みどり", False),
        ("Опубликовано: 18 сентября 2022, 21:40 · Автор: Вера Лесная", False),
        ("Follow · 4 min read · Mar 23, 2023", False),
        ("⏱ 읽는 데 3분", False),
        ("Imogen Hale Notes 67 days ago Views 321 Likes 8 1 minute read 👏 8", False),
        ("A 2 minute read of 3 letters from 1931 and 1932 was all we had.", True),
        ("읽는 데 5분, 쓰는 데 10시간, 지우는 데 3초, 잊는 데 7년", True),
        ("총 25분 소요 / 재료 3가지 / 2인분 / 350kcal", True),
        ("3:10 / 3:25", True),
        ("0:00 / 5:37", False),
        ("읽는 데 3분이 걸린 편지를 다시 꺼내 읽었습니다.", True),
        ("A 4 min read of the letter was all that the council had.", True),
        ("On 4 April 2024 the last counter closed, by order of the mayor.", True),
        ("Words by Kim, read at the opening of the library", True),
        ("●", False),
        ("🎉", True),
    ],
)
def test_a_line_that_says_who_and_when_is_no_text(line: str, stays: bool) -> None:
    html = f"<title>장마</title><article><h1>장마</h1><p>{line}</p>{PROSE}</article>"
    assert (line in (body.body_text(document(html)) or "")) is stays


def test_a_button_around_a_picture_is_no_link() -> None:
    html = (
        f"<article class='post-content'><a href='#'><img src='/a.jpg' alt='a'></a>{PROSE}</article>"
    )
    shown = body.body_html(document(html))
    assert "/a.jpg" in shown
    assert "<a" not in shown


@pytest.mark.parametrize(
    "unseen", ["hidden", "style='display:none'", "aria-hidden=true", "class=d-none"]
)
def test_words_that_nobody_sees_beside_the_same_seen_ones_are_told_once(unseen: str) -> None:
    for parts in (
        f"<div>{PROSE}</div><div {unseen}>{PROSE}</div>",
        f"<div {unseen}>{PROSE.replace('<p>', '').replace('</p>', ' ')}</div><div>{PROSE}</div>",
    ):
        post = read(f"<title>장마</title><body><h1>장마</h1><article>{parts}</article>")
        assert [post.body_text.count(f"{number}번째") for number in range(1, 7)] == [1] * 6


def test_a_link_within_a_sentence_stays_whatever_its_class_says() -> None:
    sentence = (
        "<p>비가 오는 날에는 집에서 <a class=related href=/1>손수건을 삶고</a> 창을 닦으며"
        " 하루를 보낸다. 저녁에는 국을 끓이고 일찍 불을 끄고 눕는다.</p>"
    )
    post = read(
        f"<title>장마</title><body><h1>장마</h1><article>{PROSE}{sentence}{PROSE}</article>"
    )
    assert "집에서 손수건을 삶고 창을" in post.body_text


def test_what_folds_away_is_told_with_the_heading_that_is_pressed() -> None:
    folded = (
        "<div class=accordion-item><h3><button aria-expanded=false>무엇으로 닦나요?</button></h3>"
        "<div class=accordion-body style='display: none'><p>마른 수건이면 됩니다. 젖은 것은 자국이 남습니다.</p></div></div>"
    )
    post = read(f"<title>장마</title><body><h1>장마</h1><article>{PROSE}{folded}{PROSE}</article>")
    assert "무엇으로 닦나요?\n마른 수건이면" in post.body_text


def test_a_body_that_is_hidden_until_a_script_shows_it_is_kept() -> None:
    post = read(f"<title>장마</title><body><h1>장마</h1><article style='display:none'>{PROSE}")
    assert "6번째" in post.body_text


@pytest.mark.parametrize("code", ["print(1)", "pip install dry"])
@pytest.mark.parametrize("box", ["%s", "<div class=highlight><div class=chroma>%s</div></div>"])
def test_a_line_of_code_at_the_end_is_kept(code: str, box: str) -> None:
    last = box % f"<pre><code>{code}</code></pre>"
    post = read(
        f"<title>장마</title><body><h1>장마</h1><article><div>{PROSE}{last}</div></article>"
    )
    assert post.body_text.endswith(f"\n{code}")


def test_code_without_code_does_not_stay() -> None:
    post = read(f"<body><article>{PROSE}<pre><code> </code></pre><p><code></code></p></article>")
    assert "<code>" not in post.body_html
    assert "<pre>" not in post.body_html


@pytest.mark.parametrize("title", ["Along the river", "Jim's page - Along the river"])
@pytest.mark.parametrize("heading", ["<font size=5><b>%s</b></font><br>", "<center>%s</center>"])
@pytest.mark.parametrize("parted", ["<br><br>", "</p><p>"])
def test_a_page_laid_out_by_tables_gives_the_words_alone(
    title: str, heading: str, parted: str
) -> None:
    words = [
        f"We walked along the river for {number} hours and talked about the summer, the boats "
        "and the long way home through the fields."
        for number in range(2, 8)
    ]
    menu = "<a href='../index.html'>HOME</a><br><a href='about.html'>ABOUT</a>"
    date = "<font size=2>March 5, 2001</font><br>"
    post = read(
        f"<title>{title}</title><body><table><tr><td>{menu}</td><td>"
        f"{heading % 'Along the river'}{date}<p>{parted.join(words)}</td></tr>"
        "<tr><td></td><td align=center><a href='../index.html'>HOME</a></td></tr></table>",
        "https://jim.example/essays/river.html",
    )
    assert post.title == "Along the river"
    assert post.body_text.split("\n") == words


def test_a_declared_body_for_machines_gives_way_to_the_same_one_that_is_seen() -> None:
    hidden = f"<div style='display:none'><div itemprop='articleBody'>{PROSE}</div></div>"
    post = read(f"<title>장마</title><body>{hidden}<h1>장마</h1><div>{PROSE}</div>")
    assert [post.body_text.count(f"{number}번째") for number in range(1, 7)] == [1] * 6


BYLINE = (
    "<ul><li><time datetime='2024-07-22'>2024년 7월 22일</time></li>"
    "<li><a href='/tags/a/'>장마</a>,</li><li><a href='/tags/b/'>집</a></li></ul>"
)


@pytest.mark.parametrize(
    "above",
    [
        f"<h1>장마철 제습기</h1>{BYLINE}",
        "<header><a href='/c/'>생활</a><h1>장마철 제습기</h1><span itemprop='author'>한지우</span>"
        "<time datetime='2024-07-22'>2024-07-22</time></header>",
    ],
)
def test_what_a_theme_says_above_the_words_is_none_of_them(above: str) -> None:
    post = read(
        f"<title>장마철 제습기</title><body><main class='post-content'>{above}{PROSE}</main></body>"
    )
    assert post.body_text.startswith("장마가 길어지면서")


def test_a_heading_that_is_a_link_to_itself_is_kept() -> None:
    heading = "<h2 id='dry'><a class='header-anchor' href='#dry'><span>말리는 법</span></a></h2>"
    post = read(
        f"<title>장마철 제습기</title><body><h1>장마철 제습기</h1><main>{PROSE}{heading}{PROSE}</main>"
    )
    assert "\n말리는 법\n" in post.body_text


def test_what_is_pressed_to_see_more_of_a_post_is_kept() -> None:
    more = f"<details><summary>자세히</summary>{PROSE}</details>"
    post = read(
        f"<title>장마철 제습기</title><body><h1>장마철 제습기</h1><main>{PROSE}{more}</main>"
    )
    assert "\n자세히\n" in post.body_text


def test_a_list_within_a_list_is_held_with_it() -> None:
    points = "<ul><li>창</li><li>옷장<ul><li>위</li><li>아래</li></ul></li><li>신발장</li></ul>"
    post = read(
        f"<title>장마철 제습기</title><body><h1>장마철 제습기</h1><main>{PROSE}{points}{PROSE}</main>"
    )
    assert "창\n옷장\n위\n아래\n신발장" in post.body_text


def test_what_happened_when_is_the_writers() -> None:
    told = (
        "<ul><li><time>10:00</time> 둑을 살핀다</li>"
        "<li><time datetime='2024-07-20'>7월 20일</time>: 물이 빠진다</li></ul>"
    )
    post = read(
        "<title>장마철 제습기</title><body><h1>장마철 제습기</h1>"
        f"<main class='post-content'>{told}{PROSE}</main></body>"
    )
    assert post.body_text.startswith("10:00 둑을 살핀다\n7월 20일: 물이 빠진다")


#: Words that the weights know for those of a post, in cells of a layout as elsewhere.
ENGLISH = "".join(
    f"<p>Last summer the water stood for {count} weeks in the cellar, and nobody in the village could"
    " say where it came from. Only when the old miller found the plans did it become clear.</p>"
    for count in ("two", "three", "four", "five")
)


def test_a_cell_beside_what_is_laid_out_by_a_table_is_not_held_with_the_menu() -> None:
    post = read(
        "<title>The cellar</title><body><table><tr><td>Menu: home, about, contact</td><td>"
        f"<h1>The cellar</h1>{ENGLISH}</td><td>Copyright 2024 all rights reserved to My Blog</td>"
        "</tr></table></body>"
    )
    assert "Copyright" not in post.body_text


def test_a_box_with_a_code_to_scan_is_no_part_of_a_post() -> None:
    box = "<div class='js_qrcode_wrap hidden'><img src='/q.png'><p>用微信扫码二维码</p><p>分享至朋友圈</p></div>"
    post = read(f"<article><h1>장마</h1><div class='entry-content'>{PROSE}{box}</div></article>")
    assert "二维码" not in post.body_text
    assert not post.images
