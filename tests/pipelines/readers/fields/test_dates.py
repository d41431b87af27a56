"""When: the finest statement that agrees with the best one, in the zone of its writer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.items import Entry, Moment
from pipelines.readers.dates.moment_choice import choose_moment
from pipelines.readers.fields import dates
from tests.pipelines.readers.making import PROSE, document, read

HEAD = "<title>장마철 제습기</title><h1>장마철 제습기</h1>"


def published(html: str, url: str = "https://blog.example/post", **more: object) -> str | None:
    found = choose_moment("published", dates.PUBLISHED, document(html, url, **more)).value
    return found.isoformat() if found else None


def modified(html: str) -> str | None:
    found = choose_moment("modified", dates.MODIFIED, document(html)).value
    return found.isoformat() if found else None


def test_the_day_of_a_comment_is_not_that_of_the_post() -> None:
    said = "<p>Posted by Tom Finn on July 23, 2024 at 10:00 AM</p><p>좋은 글이에요.</p>"
    assert published(f"{HEAD}{PROSE}<h3>댓글 1</h3><div>{said}</div>") is None


@pytest.mark.parametrize(
    "shown",
    [
        # Nothing but a style sheet parts a name and the day, or says where a post ends.
        "<div><a href='/author/y'><i></i><span>차예진</span></a><span>Jul 22, 2024</span></div>{}",
        "<div class='wsite-not-footer'><p class='date'>22/07/2024</p>{}</div>",
        "{}<div class='PostFooter'>+ 22 juli 2024 kl. 21:14</div>"
        "<div class='commenttext'><p>2024-07-23 / 09:41:20</p></div>",
    ],
)
def test_a_day_is_seen_whatever_stands_around_it(shown: str) -> None:
    found = published(
        f"{HEAD}{shown.format(PROSE)}<section><p>다른 글</p><i>Oct 2, 2023</i></section>"
    )
    assert found is not None
    assert found.startswith("2024-07-22")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-07-22T09:30:00+09:00">',
        '<script type="application/ld+json">{"@type":"BlogPosting","datePublished":"2024-07-22T09:30:00+09:00"}</script>',
        '<meta itemprop="datePublished" content="2024-07-22T09:30:00+09:00">',
        '<abbr class="published" title="2024-07-22T09:30:00+09:00">월요일</abbr>',
        '<time pubdate datetime="2024-07-22T09:30:00+09:00">월요일</time>',
        '<time class="dt-published" datetime="2024-07-22T09:30:00+09:00">월요일</time>',
        '<article><time datetime="2024-07-22T09:30:00+09:00">월요일</time></article>',
    ],
)
def test_a_declared_instant_keeps_its_minute_and_offset(head: str) -> None:
    assert published(f"{head}{HEAD}{PROSE}") == "2024-07-22T09:30:00+09:00"


def test_a_minute_beats_a_day_that_agrees() -> None:
    html = (
        '<script type="application/ld+json">{"@type":"BlogPosting","datePublished":"2024-07-22"}</script>'
        f'{HEAD}<time datetime="2024-07-22T09:30:00+09:00">어느 월요일</time>{PROSE}'
    )
    assert published(html) == "2024-07-22T09:30:00+09:00"


def test_a_minute_of_another_day_does_not() -> None:
    html = (
        '<script type="application/ld+json">{"@type":"BlogPosting","datePublished":"2024-07-22"}</script>'
        f'{HEAD}<time datetime="2024-03-01T09:30:00+09:00">3월</time>{PROSE}'
    )
    assert published(html) == "2024-07-22"


def test_midnight_is_taken_for_a_day_alone() -> None:
    html = (
        '<meta property="article:published_time" content="2024-07-22T00:00:00+00:00">'
        f'{HEAD}<time datetime="2024-07-22T09:30:00+09:00">월요일</time>{PROSE}'
    )
    assert published(html) == "2024-07-22T09:30:00+09:00"


def test_utc_in_the_head_and_local_time_under_the_title_tell_the_zone() -> None:
    html = (
        '<html lang="en"><meta property="article:published_time" content="2024-07-22T00:30:00Z">'
        f"<title>Dry rooms</title><h1>Dry rooms</h1><p>July 22, 2024, 2:30 am</p>{PROSE}"
    )
    assert published(html) == "2024-07-22T02:30:00+02:00"


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("2024-07-21T20:30:00-04:00", "2024-07-21T20:30:00-04:00"),
        ("2024-07-22T09:30:00+09:00", "2024-07-22T09:30:00+09:00"),
        # Another instant, and the same without an offset, tell nothing.
        ("2024-07-22T11:30:00+09:00", "2024-07-22T00:30:00+00:00"),
        ("2024-07-22T00:30:00Z", "2024-07-22T00:30:00+00:00"),
    ],
)
def test_an_instant_in_utc_takes_the_offset_that_the_page_states_for_it(
    shown: str, told: str
) -> None:
    html = (
        '<html lang="en"><meta property="article:published_time" content="2024-07-22T00:30:00Z">'
        f'<title>Dry rooms</title><h1>Dry rooms</h1><time datetime="{shown}">July</time>{PROSE}'
    )
    assert published(html) == told


ITEMS = "<ul><li><time>July 22, 2024</time></li><li>{}</li></ul>"


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("<time>9:30 am</time>", "2024-07-22T09:30:00"),
        ("<span><time>09:30</time></span>", "2024-07-22T09:30:00"),
        ("9:30 pm", "2024-07-22T21:30:00"),
        ("4:04", "2024-07-22"),
        ("4:04 Min", "2024-07-22"),
        ("<div class='runtime'>12:34</div>", "2024-07-22"),
        ("<div class='reading-time'>04:30</div>", "2024-07-22"),
        ("04.05.2024", "2024-07-22"),
        ("No comments", "2024-07-22"),
    ],
)
def test_a_time_of_day_in_an_item_of_its_own_belongs_to_the_date_before_it(
    item: str, told: str
) -> None:
    html = f'<html lang="en"><title>Dry rooms</title><h1>Dry rooms</h1>{ITEMS.format(item)}{PROSE}'
    assert published(html) == told


def test_a_day_below_the_name_of_its_series_is_that_of_the_post() -> None:
    lines = "<p>3편</p><p>글 물결소년</p><p>조회 12</p><p>댓글 3</p><p>2024.07.22</p>"
    box = f"<div><h3><a href='/series/sea'>바다 연재</a></h3>{lines}</div>"
    assert published(f"<title>바다</title><h1>바다</h1>{box}{PROSE}") == "2024-07-22"


def test_a_day_in_a_box_with_the_name_of_its_writer_is_that_of_the_post() -> None:
    lines = "<p>Writer</p><p>Oslo</p><p>Follow</p><p>July 22, 2024</p>"
    box = f"<div><h4><a href='/ida'>Ida Moss</a></h4>{lines}</div>"
    assert published(f"<title>Dry rooms</title><h1>Dry rooms</h1>{box}{PROSE}") == "2024-07-22"


def test_a_local_time_takes_the_offset_that_the_page_states_elsewhere() -> None:
    html = (
        '<html lang="de"><meta property="article:modified_time" content="2024-07-23T10:00:00+02:00">'
        f"<title>Trocken</title><h1>Trocken</h1><p>22.07.2024, 09:30 Uhr</p>{PROSE}"
    )
    assert published(html) == "2024-07-22T09:30:00+02:00"


@pytest.mark.parametrize(
    "line",
    [
        "2024. 7. 22. 09:30",
        "2024년 7월 22일 오전 9시 30분",
        "입력 2024.07.22 09:30",
        "작성일 : 2024-07-22 09:30 · 조회 1,234",
        "박민준 기자 | 입력 2024.07.22 09:30 | 수정 2024.07.23 11:00",
        "수정 2024.07.23 11:00 입력 2024.07.22 09:30",
    ],
)
def test_the_line_under_the_title_is_read(line: str) -> None:
    assert published(f'<html lang="ko">{HEAD}<div>{line}</div>{PROSE}') == "2024-07-22T09:30:00"


def test_the_line_above_the_title_is_read() -> None:
    assert published(f'<html lang="ko"><main><p>2024.07.22</p>{HEAD}{PROSE}</main>') == "2024-07-22"


def test_dates_of_other_posts_and_comments_are_not_this_ones() -> None:
    html = (
        f'<html lang="ko">{HEAD}{PROSE}<div class="related-posts"><time datetime="2020-01-01">1월</time></div>'
        '<div class="comments"><span class="date">2024. 7. 24. 10:00</span></div>'
        '<aside><time datetime="2021-01-01T00:10:00Z">1월</time></aside>'
    )
    assert published(html) is None


def test_hours_ago_are_counted_from_the_servers_clock() -> None:
    clock = datetime(2024, 10, 1, 0, 30, tzinfo=UTC)
    html = f'<html lang="ko">{HEAD}<span class="date">3시간 전</span>{PROSE}'
    found = choose_moment("published", dates.PUBLISHED, document(html, server_date=clock)).value
    assert found is not None
    assert found.precision == "relative"
    assert found.utc == datetime(2024, 9, 30, 21, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "shown", "day"),
    [
        ("vi", "3 giờ trước", "2024-07-22"),
        ("tr", "2 gün önce", "2024-07-20"),
        ("ar", "منذ 3 ساعات", "2024-07-22"),
        ("fa", "۲ روز پیش", "2024-07-20"),
        ("he", "לפני 3 ימים", "2024-07-19"),
        ("ru", "Вчера в 15:20", "2024-07-21T15:20"),
        ("fr", "il y a 2 jours", "2024-07-20"),
        ("fr", "hier à 15h20", "2024-07-21T15:20"),
        ("pt", "há 2 dias", "2024-07-20"),
        ("pl", "wczoraj, 15:20", "2024-07-21T15:20"),
        ("it", "2 giorni fa", "2024-07-20"),
        ("id", "2 hari yang lalu", "2024-07-20"),
        ("vi", "Hôm qua lúc 15:20", "2024-07-21T15:20"),
        ("en", "a day ago", "2024-07-21"),
        ("ko", "노란무 그저께 21:40 조회 210", "2024-07-20T21:40"),
        ("de", "Hier", None),
        ("ru", "Читать 5 мин", None),
        ("tr", "2 yorum", None),
    ],
)
def test_what_is_counted_back_under_a_title_is_read_in_its_language(
    language: str, shown: str, day: str | None
) -> None:
    clock = datetime(2024, 7, 22, 12, tzinfo=UTC)
    html = f'<html lang="{language}">{HEAD}<p>{shown}</p>{PROSE}'
    found = published(html, "https://blog.example/post", server_date=clock)
    assert (found or "").startswith(day or "")
    assert bool(found) == bool(day)


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("ko", "어제 15:30 기차를 타고 부산에 갔다."),
        ("ko", "오늘 9:30 병원에 갔다"),
        ("ru", "Вчера в 15:20 мы пошли в горы."),
        ("en", "Yesterday at 9:30 we left."),
        ("ja", "昨日 15:30 に出発した。"),
    ],
)
def test_a_sentence_that_begins_with_yesterday_is_no_day_of_the_post(
    language: str, first: str
) -> None:
    html = f"<html lang='{language}'><h1>Rain</h1><p>{first}</p>{PROSE}</html>"
    assert published(html) is None


@pytest.mark.parametrize(
    ("told", "shown", "day"),
    [
        ("2024-01-08 10:33:27", "약 2년 전", "2024-01-08T10:33:27"),
        ("2024. 1. 8. 10:33", "3 years ago", "2024-01-08T10:33"),
        ("2024-01-08 10:33:27", "2024년 3월 5일", "2024-03-05"),
        ("2024-01-08", "약 2년 전", ""),
        ("2024-01-08 10:33:27", "마지막 댓글 2일 전", ""),
        ("2024-01-08 10:33:27", "2일 전 접속", ""),
    ],
)
def test_a_day_that_a_line_says_under_the_pointer_alone(told: str, shown: str, day: str) -> None:
    html = (
        f"<html lang='ko'>{HEAD}<p><span title='{told}'>{shown}</span> · 조회 12</p>{PROSE}</html>"
    )
    assert (published(html) or "").startswith(day)
    assert bool(published(html)) is bool(day)


def test_the_list_says_the_minute_where_the_page_counts_back() -> None:
    exact = Moment(at=datetime(2024, 7, 24, 23, 41, tzinfo=UTC), raw="1721864460000")
    entry = Entry(url="https://blog.example/post", found_kind="api", published=exact)
    html = f'<html lang="ko">{HEAD}<span class="date">3시간 전</span>{PROSE}'
    assert published(html, entries=(entry,)) == "2024-07-24T23:41:00+00:00"


def test_what_a_page_tells_baidu_is_when_it_was_published() -> None:
    told = (
        '{"@context":"https://ziyuan.baidu.com/contexts/cambrian.jsonld",'
        '"pubDate":"2023-06-15T22:18:41","upDate":"2023-07-01T10:02:13"}'
    )
    shown = "<span>最新推荐文章于 2024-07-02 11:40:07 发布</span>"
    html = f'<script type="application/ld+json">{told}</script>{HEAD}{shown}{PROSE}'
    assert published(html) == "2023-06-15T22:18:41"
    assert modified(html) == "2023-07-01T10:02:13"


def test_a_dated_address_is_the_last_witness() -> None:
    assert published(f"{HEAD}{PROSE}", "https://blog.example/2024/07/22/a-post/") == "2024-07-22"


def test_a_post_without_any_date_has_none() -> None:
    assert published(f"{HEAD}{PROSE}") is None


def test_the_last_change_is_read() -> None:
    assert modified(
        f'<meta property="article:modified_time" content="2024-07-23T11:00:00+09:00">{PROSE}'
    ) == ("2024-07-23T11:00:00+09:00")
    assert modified(
        f'<html lang="ko">{HEAD}<p>입력 2024.07.22 09:30 수정 2024.07.23 11:00</p>{PROSE}'
    ) == ("2024-07-23T11:00:00")
    assert modified(f"{HEAD}<p>2024.07.22 09:30</p>{PROSE}") is None


def test_the_losers_are_kept_as_evidence() -> None:
    html = (
        '<script type="application/ld+json">{"@type":"BlogPosting","datePublished":"2024-07-22"}</script>'
        f'{HEAD}<time datetime="2024-07-22T09:30:00+09:00">월</time>{PROSE}'
    )
    choice = choose_moment("published", dates.PUBLISHED, document(html))
    assert choice.reader == "dates.time_element"
    assert [(e.reader, e.chosen) for e in choice.evidence][:2] == [
        ("dates.linked_data_published", False),
        ("dates.time_element", True),
    ]


def test_a_date_may_stand_under_its_label() -> None:
    html = f"{HEAD}{PROSE}{PROSE}<dl><dt>작성일</dt><dd>2024.07.22</dd></dl>"
    assert published(html) == "2024-07-22"


def test_a_declared_date_that_is_the_last_changes_gives_way_to_the_one_at_the_head() -> None:
    changed = "2024-11-17T10:33:13+00:00"
    html = (
        f'<meta property="article:published_time" content="{changed}">'
        f'<meta property="article:modified_time" content="{changed}">'
        f'{HEAD}<time datetime="2024-03-09">9 March 2024</time>{PROSE}'
    )
    assert published(html) == "2024-03-09"


@pytest.mark.parametrize(
    ("shown", "day"), [("令和6年7月22日", "2024-07-22"), ("平成31年4月30日", "2019-04-30")]
)
def test_a_date_of_a_japanese_era_is_read_under_the_title(shown: str, day: str) -> None:
    assert published(f"{HEAD}<div>{shown}</div>{PROSE}") == day


EDITED = (
    '<meta name="date" content="2021-10-15">'
    '<meta property="article:modified_time" content="2021-10-15T08:00:00Z">'
)


@pytest.mark.parametrize(
    "shown",
    [
        "<div>13.10.2021</div>",
        f"<p>{'장마철 이야기를 길게 적은 첫 문단입니다. ' * 12}</p><h2>Erschienen am:</h2><div>13.10.2021</div>",
    ],
)
def test_the_day_of_the_last_change_gives_way_to_what_the_head_of_the_post_shows(
    shown: str,
) -> None:
    assert published(f'<html lang="de">{EDITED}{HEAD}{shown}{PROSE}') == "2021-10-13"


def test_a_caption_under_the_title_tells_no_date_of_the_post() -> None:
    caption = (
        "The harbour, seen by a photographer on the morning of October 3, 2021. Picture by Kim"
    )
    html = f'<html lang="en">{EDITED}{HEAD}<figcaption>{caption}</figcaption>{PROSE}'
    assert published(html) == "2021-10-15"


def test_the_first_time_of_the_page_may_be_of_another_post() -> None:
    card = '<div class="tags"><a>기타</a><time datetime="2025-04-14">4월</time></div>'
    assert published(f"{HEAD}<div>2025. 1. 28.</div>{PROSE}{card}") == "2025-01-28"


def test_the_only_time_of_a_page_counts_wherever_it_stands() -> None:
    side = '<div class="sidebar"><time datetime="2022-01-28">28. Januar</time></div>'
    assert published(f"{HEAD}{PROSE}{side}") == "2022-01-28"
    comment = '<div class="comment"><time datetime="2022-01-28">28. Januar</time></div>'
    assert published(f"{HEAD}{PROSE}{comment}") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "La construí con una caja de puros en el verano, y no sonó hasta que llovió.",
            "2006-11-03",
        ),
        (
            "The set is of a cigar box, and not for sale, but it was with this that they have fun.",
            "2006-03-11",
        ),
    ],
)
def test_the_month_comes_first_in_english_alone_where_no_language_is_stated(
    text: str, day: str
) -> None:
    html = f"<title>Radio</title><h2>Radio</h2>{f'<p>{text * 6}</p>' * 3}<p>03/11/2006 19:21</p>"
    assert (published(html, "https://blog.example/radio") or "")[:10] == day


def test_day_and_month_are_told_apart_by_another_witness() -> None:
    html = f'<html lang="en">{HEAD}<div>03/10/2023</div>{PROSE}'
    assert published(html) == "2023-03-10"
    assert published(html, "https://blog.example/2023/october/03/a-post") == "2023-10-03"
    html = f'<meta name="article:published_time" content="03-09-2024">{html}'
    assert published(html.replace("03/10/2023", "March 9, 2024")) == "2024-03-09"


def test_a_page_without_language_writes_as_its_country_does() -> None:
    html = f"{HEAD}<div>23.09.22</div>{PROSE}"
    assert published(html, "https://blog.example.de/a-post") == "2022-09-23"


def test_words_that_only_a_style_sheet_parts_are_read_apart() -> None:
    shown = "<a>Health</a><span>DECEMBER 22, 2022</span><span>Updated: JANUARY 02, 2024</span>"
    html = f'<html lang="en">{HEAD}<div>{shown}</div>{PROSE}'
    assert (published(html), modified(html)) == ("2022-12-22", "2024-01-02")
    html = f"<html lang='de'>{HEAD}<div><span>28.09.19</span><span>12:44</span></div>{PROSE}"
    assert published(html) == "2019-09-28T12:44:00"


def test_a_last_change_may_stand_under_its_label() -> None:
    assert modified(f"{HEAD}{PROSE}<h4>Zuletzt geändert am:</h4><p>15.10.2021</p>") == "2021-10-15"


@pytest.mark.parametrize(
    ("stated", "shown", "day"),
    [
        # Neither says of which zone it is: two days are two days.
        ("2024-04-29T11:52:23", "Stand: 28.04.2024 18:00 Uhr", "2024-04-28"),
        # No two zones are 21 hours apart.
        ("2024-04-30T09:49:32+00:00", "29.04.2024 12:25 Uhr", "2024-04-29"),
        ("2024-04-29T23:30:00+00:00", "30.04.2024 08:30 Uhr", "2024-04-30"),
        # A post that came from another system was dated anew.
        ("2024-04-29T12:01:51+00:00", "30.12.2013", "2013-12-30"),
    ],
)
def test_a_stated_moment_is_held_against_the_one_shown(stated: str, shown: str, day: str) -> None:
    head = f'<html lang="de"><meta property="article:published_time" content="{stated}">{HEAD}'
    assert (published(f"{head}<div>{shown}</div>{PROSE}") or "")[:10] == day


@pytest.mark.parametrize(
    "start", ["29.11.2022 – ", "Seoul, (29.11.2022). ", "Seoul, 29. November 2022 | "]
)
def test_a_report_may_begin_with_its_date(start: str) -> None:
    paragraph = f"<p>{start}{'Mehrfach hatte die Branche die Nachteile genannt. ' * 6}</p>"
    html = f'<html lang="de">{HEAD}<p>{"Ein langer Vorspann sagt noch nichts. " * 6}</p>{paragraph}'
    assert published(html) == "2022-11-29"


def test_the_only_day_that_stands_alone_is_the_posts() -> None:
    line = "<h3>blog | February 01, 2022</h3>"
    html = f'<html lang="en"><h1>Notes</h1>{PROSE * 9}{line}'
    assert published(html) == "2022-02-01"
    assert published(f"{html}<p>March 03, 2022</p>") is None


def test_an_instant_in_utc_is_of_the_day_that_is_shown_for_it() -> None:
    html = f'{HEAD}<time datetime="2024-02-24T04:13:00Z">February 23, 2024</time>{PROSE}'
    assert published(html) == "2024-02-23T23:13:00-05:00"


def test_the_long_line_of_old_themes_says_when_in_its_beginning() -> None:
    line = (
        "This entry was posted on Monday, May 19th, 2014 at 23:03 and is filed under Books. You can"
        " follow any responses to this entry through the feed. You can leave a response, or"
        " trackback from your own site. Both comments and pings are currently open since June 3, 2020."
    )
    html = f'<html lang="en">{HEAD}{PROSE * 9}<p class="postmetadata">{line}</p>'
    assert published(html) == "2014-05-19T23:03:00"


def test_a_caption_without_a_full_stop_is_a_caption() -> None:
    caption = '<div class="picBox"><p>Das Werk bei Nacht, 24. April 2023</p></div>'
    html = f'<html lang="de">{HEAD}{caption}<div>28.04.2023</div>{PROSE}'
    assert published(html) == "2023-04-28"


def test_an_instant_in_utc_is_of_the_day_that_page_and_address_give() -> None:
    head = '<meta property="article:published_time" content="2018-12-31T23:11:59+00:00">'
    html = f"{head}{HEAD}<p>1. 1. 2019</p><h2>2019-01-01</h2>{PROSE}"
    dated = "https://blog.example/2019/01/01/a-post/"
    assert published(html, dated) == "2019-01-01T00:11:59+01:00"
    # One of them alone may be of another clock, and what agrees is left in UTC.
    assert published(html) == "2018-12-31T23:11:59+00:00"
    assert published(html.replace("T23:11", "T09:11"), dated) == "2018-12-31T09:11:59+00:00"


@pytest.mark.parametrize(
    ("more", "day"),
    [
        ("", "2022-01-25"),
        ('<meta property="article:modified_time" content="2022-01-25">', "2022-01-15"),
        ('<meta property="article:modified_time" content="2022-02-03">', "2022-01-15"),
    ],
)
def test_the_day_of_a_draft_gives_way_to_a_later_one_where_nothing_was_changed(
    more: str, day: str
) -> None:
    html = f'<meta name="date" content="2022-01-15">{more}{HEAD}<p>25.01.2022</p>{PROSE}'
    assert published(html) == day


def test_a_page_may_say_when_it_was_first_published() -> None:
    notice = "<p>This article was originally published on 26 Sep 2019 at 4:12pm and updated.</p>"
    html = f"{HEAD}<p>30 Sep 2022, 11:07am</p>{PROSE}"
    assert published(f"{html}{notice}") == "2019-09-26"
    elsewhere = notice.replace("at 4:12pm", "in The Willow Post")
    assert published(f"{html}{elsewhere}") == "2022-09-30T11:07:00"


def test_uploads_tell_day_and_month_apart() -> None:
    picture = '<meta property="og:image" content="https://blog.example/uploads/2024/%s/boat.png">'
    html = f"{HEAD}<p>Post time: 01-04-2024</p>{PROSE}"
    assert published(html) == "2024-04-01"
    assert published(f"{picture % '01'}{html}") == "2024-01-04"
    assert published(f"{picture % '03'}{html}") == "2024-04-01"


def test_a_day_may_stand_short_in_the_folder_of_its_month() -> None:
    address = "https://blog.example/energy/2015/08/150803-cold-rooms/"
    assert published(f"{HEAD}{PROSE}", address) == "2015-08-03"
    assert published(f"{HEAD}{PROSE}", address.replace("/150803", "/160803")) is None


def test_a_column_beside_the_post_may_say_when_it_was_posted() -> None:
    name = "Literatur und bewegte Schrift"
    beside = (
        f"<div id='sidebar'><p><a href='/post'>{name}</a> wurde am 19. Mai 2010 gepostet</p></div>"
    )
    assert published(f"<title>Lettern » {name}</title>{beside}{PROSE}") == "2010-05-19"


@pytest.mark.parametrize("line", ["5 नवंबर 2023", "5 בנובמבר 2023"])
def test_months_of_hindi_and_hebrew_are_read(line: str) -> None:
    assert published(f"{HEAD}<p>{line}</p>{PROSE}") == "2023-11-05"


@pytest.mark.parametrize(
    ("lang", "more", "day"),
    [
        ("en", "", "2023-11-04"),
        ("en", "<ul><li>23/03/2023</li><li>05/02/2023</li></ul>", "2023-04-11"),
        ("en-US", "<ul><li>23/03/2023</li></ul>", "2023-04-11"),
        ("fr", "<ul><li>03/23/2023</li></ul>", "2023-11-04"),
        ("en", "<ul><li>03/23/2023</li><li>23/03/2023</li></ul>", "2023-11-04"),
        ("en", "<a href='/archive/2023-04-11'>Archive</a>", "2023-04-11"),
        ("en", "<meta property='og:locale' content='en_GB'>", "2023-04-11"),
        ("en-IN", "", "2023-04-11"),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_pages_other_dates(
    lang: str, more: str, day: str
) -> None:
    html = (
        f"<html lang={lang}><body><h1>Along the river</h1><p>11/04/2023</p><article>{PROSE}"
        f"</article>{more}"
    )
    assert (published(html) or "").startswith(day)


def test_a_byline_may_end_with_how_long_ago_that_was() -> None:
    byline = (
        '<p class="post-meta">Posted by: <a href="/author/kim/">김서연</a> 1 year, 2 months ago</p>'
    )
    found = choose_moment(
        "published", dates.PUBLISHED, document(f"{HEAD}{byline}{PROSE}", "https://b.example/p")
    ).value
    assert found is not None
    assert found.precision == "relative"


def test_one_date_that_a_theme_calls_both_does_not_deny_a_change_that_the_list_knows() -> None:
    both = '<time class="published updated" datetime="2024-07-22T09:30:00+09:00">7월 22일</time>'
    changed = Entry(
        url="https://blog.example/a",
        found_in="https://blog.example/wp-json",
        found_kind="api",
        updated=Moment(at=datetime(2024, 7, 25, 1, tzinfo=UTC), precision="second", raw=""),
    )
    page = document(f"<body>{both}{PROSE}</body>", entries=(changed,))
    found = choose_moment("modified", dates.MODIFIED, page).value
    assert found is not None
    assert found.isoformat() == "2024-07-25T01:00:00+00:00"


@pytest.mark.parametrize(
    ("beside", "first", "change"),
    [
        ("", "2024-07-25T10:00:07+09:00", None),
        ("<p>Last updated:</p>", "2024-07-25", "2024-07-25T10:00:07+09:00"),
        (
            "<abbr class='published' title='2024-07-22T09:30:00+09:00'>2024-07-22</abbr>",
            "2024-07-22T09:30:00+09:00",
            "2024-07-25T10:00:07+09:00",
        ),
    ],
)
def test_an_entry_that_names_its_last_change_alone_was_published_then(
    beside: str, first: str, change: str | None
) -> None:
    html = (
        f"{HEAD}<div class='hentry'>{beside}<abbr class='updated' "
        f"title='2024-07-25T10:00:07+09:00'>2024年07月25日10:00</abbr>{PROSE}</div>"
    )
    assert ((published(html) or "")[: len(first)], modified(html)) == (first, change)


@pytest.mark.parametrize(
    "change",
    [
        "<time class='post-meta-date-updated' itemprop='datePublished'"
        " datetime='2024-07-25T10:00:00+09:00'>2024-07-25</time>",
        "<span class='post-updated-date'>2024-07-25 10:00</span>",
        "<div>Last updated on <time datetime='2024-07-25T10:00:00+09:00'>Jul 25, 2024</time></div>",
    ],
)
def test_a_class_tells_which_day_is_that_of_the_change(change: str) -> None:
    first = "<time itemprop='datePublished' datetime='2024-07-22T09:30:00+09:00'>2024-07-22</time>"
    html = f"{HEAD}{first}{change}{PROSE}"
    assert published(html) == "2024-07-22T09:30:00+09:00"
    assert (modified(html) or "")[:16] == "2024-07-25T10:00"


def test_days_of_change_in_a_list_are_those_of_other_posts() -> None:
    others = "".join(f"<time class='post-date-updated'>2024-07-{n}</time>" for n in (10, 11))
    assert modified(f"{HEAD}<p>2024-07-22</p>{PROSE}<div>{others}</div>") is None


@pytest.mark.parametrize(
    "label",
    [
        "最近更新：",
        "最后更新于 ",
        "文章更新于 ",
        "修改于 ",
        "最后编辑于 ",
        "마지막 수정 ",
        "마지막 업데이트: ",
    ],
)
def test_the_day_behind_a_word_for_change_is_not_that_of_publication(label: str) -> None:
    html = f"{HEAD}<p>{label}2024-07-25</p><p>创建于 2024-07-22</p>{PROSE}"
    assert (published(html), modified(html)) == ("2024-07-22", "2024-07-25")


@pytest.mark.parametrize(
    ("language", "offset"), [("ko", "+09:00"), ("ja", "+09:00"), ("en", "+08:00")]
)
def test_of_the_zones_of_a_shown_day_that_of_the_language_is_believed(
    language: str, offset: str
) -> None:
    time = "<time datetime='2024-07-22T16:35:00Z'>2024-07-23</time>"
    html = f"<html lang='{language}'>{HEAD}{time}{PROSE}"
    assert (published(html) or "").endswith(offset)


def test_what_was_changed_on_a_day_was_not_published_later() -> None:
    stamp = "2025-11-13T09:21:40"
    data = f'{{"@type":"Article","datePublished":"{stamp}","dateModified":"{stamp}"}}'
    head = f"<script type='application/ld+json'>{data}</script>{HEAD}"
    assert published(f"{head}<p>Updated: 12 November 2025</p>{PROSE}") == "2025-11-12"
    assert published(f"{head}<p>Updated: 13 November 2025</p>{PROSE}") == stamp


def test_dates_of_another_post_below_a_short_one_are_not_its_own() -> None:
    other = "<div><h3><a href='/market'>딴 글</a></h3><p>Updated: August 30, 2024</p></div>"
    short = "<p>July 22, 2024 by Ida Moss</p><p>비가 옵니다.</p>"
    assert modified(f"{HEAD}{short}{other}") is None
    assert published(f"{HEAD}{short}{other}") == "2024-07-22"


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        (
            "<div>등록 2024.07.22 09:30:00<span>수정 2024.07.22 11:05:51</span></div>",
            "09:30:00",
            "11:05:51",
        ),
        ("<div>입력 2024.07.22 (09:30) 수정 2024.07.22 (11:05)</div>", "09:30:00", "11:05:00"),
        (
            "<div>已于 2024-07-22 11:05:00 修改</div><div>于 2024-07-22 09:30:00 首次发布</div>",
            "09:30:00",
            "11:05:00",
        ),
        ("<ul class='entry_date'><li>2024/07/22</li><li>09:30</li></ul>", "09:30:00", None),
    ],
)
def test_a_line_of_dates_is_parted_as_it_is_read(line: str, first: str, last: str | None) -> None:
    page = f"{HEAD}{line}{PROSE}"
    assert published(page) == f"2024-07-22T{first}"
    assert modified(page) == (last and f"2024-07-22T{last}")


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        (
            '<time datetime="2024-07-30T10:15:00+09:00">최근 업데이트: 2024년 7월 30일</time>',
            "2024-07-30T10:15:00+09:00",
        ),
        ("<p>本文最后更新于 2024-07-30，若内容或图片失效，请留言反馈。</p>", "2024-07-30"),
    ],
)
def test_the_word_for_a_last_change_may_stand_within_it(line: str, moment: str) -> None:
    first = '<time datetime="2024-07-22T09:30:00+09:00">22일</time>'
    assert modified(f"{HEAD}{first}<div>{line}</div>{PROSE}") == moment


def test_the_day_on_which_a_draft_was_begun_gives_way_to_the_one_that_is_shown() -> None:
    head = (
        "<meta name='DC.date.created' content='2024-07-20T11:00:00+01:00'>"
        "<meta name='DC.date.modified' content='2024-07-23T11:00:00+01:00'>"
    )
    html = f"{head}<h1>A post</h1><p>published Jul 22, 2024 09:30 AM</p>{PROSE}"
    assert published(html) == "2024-07-22T09:30:00+01:00"


def test_the_only_heading_below_the_text_is_not_the_posts() -> None:
    below = "<div><h2>이웃 블로그</h2><p>2023.1.1 13:00</p></div>"
    html = f"<title>달빛 서재</title><b>비 오는 날</b><br>2024-07-02 12:30{PROSE}{below}"
    post = read(html, "https://blog.example/p/1")
    assert post.published is not None
    assert post.published.isoformat() == "2024-07-02T12:30:00"


@pytest.mark.parametrize("tag", ["h2", "div", "a"])
def test_the_day_over_a_title_is_not_the_posts_where_a_heading_names_its_shelf(tag: str) -> None:
    head = "<title>장마철 제습기 | 물결 | 살림</title><h1>살림</h1><div>최근 글 2020.01.01</div>"
    post = f"<p><{tag} href='/post'>장마철 제습기</{tag}></p><p>2024.07.22</p>{PROSE}"
    assert published(head + post) == "2024-07-22"


def test_a_label_behind_its_date_is_not_that_of_the_date_that_follows() -> None:
    told = "<p>この記事は2024/07/25に更新されました。</p><time datetime='2024-07-22'>7月22日</time>"
    post = read(f"<html lang='ja'>{HEAD}{told}{PROSE}")
    days = [moment.at.day for moment in (post.published, post.modified) if moment]
    assert days == [22, 25]
