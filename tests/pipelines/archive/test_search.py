"""Search on each database against the plain truth: which posts hold what was asked for."""

from __future__ import annotations

import random
import re
import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from pipelines.archive import SchemaTooOld, open_archive, search_index
from pipelines.archive.models import Post as PostTable
from pipelines.archive.models import table_of
from pipelines.archive.query import iter_records
from pipelines.archive.search import BadCursor, search_posts
from pipelines.archive.search_index import mariadb
from pipelines.archive.search_index.marks import language_mark
from pipelines.archive.search_query import parse_query
from pipelines.archive.writer import write_posts
from pipelines.items import Moment

KOREAN = (
    "북핵 한미 동맹 선거 경제 반도체 대통령 실험 핵 미사일 외교 안보 협력 회담 국 론 군".split()
)
ENGLISH = "alliance nuclear chip AI election the of economy talks US GDP allied test".split()
ENDINGS = ["", "을", "이", "의", "에서", "국", "론"]
START = datetime(2024, 6, 1, tzinfo=UTC)
SITES = ["https://blog.example/", "https://other.example/"]
QUERIES = [
    "북핵",
    "동맹",
    "핵",
    "국",
    "론",
    "한미동맹",
    "핵실험",
    "대통령",
    "반도체 -선거",
    "북핵 -선거 -the",
    '북핵 -"한미 동맹"',
    "북핵 alliance",
    "AI반도체",
    "AI 반도체",
    "US",
    "of the",
    '"of the"',
    '"한미 동맹"',
    '"동맹 the"',
    '"선거 북핵"',
    '"속보 북핵"',  # two tags
    '"안보 핵"',
    '"협력 핵 회담"',
    "핵AI",
    "all*",
    "반도체AI",
    "선거국",
    "경제 안보 협력",
    "2024년",
    "속보",
    "없는말씀",
    "북핵 OR 반도체 -선거",
    '"한미 동맹" OR alliance OR 핵실험 경제',
    "all* OR 론",
]


def generated(make_post, count, seed=5):
    """Return posts of Korean and English words, run together and apart."""
    draw = random.Random(seed)

    def word() -> str:
        if draw.random() < 0.3:
            return draw.choice(ENGLISH) + draw.choice(["", "", "은", "반도체"])
        return "".join(draw.choices(KOREAN, k=draw.choice([1, 1, 2]))) + draw.choice(ENDINGS)

    def words(most: int) -> str:
        return " ".join(word() for _ in range(draw.randint(1, most)))

    return [
        make_post(
            n,
            site=SITES[n % 2],
            url=f"{SITES[n % 2]}{n}",
            canonical_url=f"{SITES[n % 2]}{n}",
            title=words(5),
            body_text="\n".join(words(15) for _ in range(draw.randint(0, 4))),
            tags=tuple(draw.sample(["속보", "북핵", "News", "2024년"], k=draw.randint(0, 2))),
            authors=(["김기자"], ["Zoë", "이기자"], [])[n % 3],
            language=["ko", "en-US", "pt-BR"][n % 3],
            published=Moment(at=START + timedelta(minutes=draw.randint(0, 500_000))),
        )
        for n in range(count)
    ]


def truth(term, text):
    """Return whether `text` holds `term`: words of Latin letters whole, all else anywhere."""
    start = r"(?<![a-z0-9])" if re.match("[a-z0-9]", term) else ""
    end = "(?![a-z0-9])" if re.search("[a-z0-9]$", term) else ""
    pattern = re.escape(term).replace(r"\*", "[a-z0-9]*").replace(r"\ ", r"\s+")
    return re.search(f"{start}{pattern}{end}", text) is not None


def fits(query, post):
    texts = [t.lower() for t in (post.title, post.body_text, "\n".join(post.tags))]
    query = query.replace(" OR ", "|").lower()
    for minus, either in re.findall(r'(-?)((?:"[^"]+"|[^\s"])+)', query):
        ways = [way.strip('"') for way in either.split("|")]
        if any(truth(way, t) for way in ways for t in texts) == bool(minus):
            return False
    return True


def urls(hits):
    return [hit.url for hit in hits]


@pytest.fixture
def filled(archive, make_post):
    posts = generated(make_post, 240)
    assert not write_posts(archive, posts).rejected
    return archive, posts


def test_what_is_found_is_what_is_there(filled):
    archive, posts = filled
    for query in QUERIES:
        found = urls(search_posts(archive, query, limit=1000))
        assert len(found) == len(set(found)), query
        assert set(found) == {post.url for post in posts if fits(query, post)}, query


@pytest.mark.parametrize("archive", ["mariadb"], indirect=True)
def test_the_index_of_mariadb_names_what_looking_through_the_last_posts_does(filled, monkeypatch):
    archive, _ = filled

    def named(query, in_title):
        ask = search_index.Ask(
            query=parse_query(query),
            marks=((language_mark("ko"), language_mark("en")),) if "핵" in query else (),
            in_title=in_title,
            since=0,
            until=search_index.minute_of(START) * 2,
            below=(1 << 63) - 1,
            limit=1000,
        )
        with archive.reading() as connection:
            return search_index.find_places(connection, ask)

    asked = [(query, in_title) for query in QUERIES for in_title in (True, False)]
    looked = {one: named(*one) for one in asked}
    assert sum(map(bool, looked.values())) > 40
    # Not even a page is gone through for what half of the posts have not.
    monkeypatch.setattr(mariadb.FullText, "walk_titles", 1)
    monkeypatch.setattr(mariadb.FullText, "walk_words", 1)
    assert {one: named(*one) for one in asked} == looked
    # From here on no post was written lately; for moments the server forgets the last ones.
    monkeypatch.setattr(mariadb, "_LATELY", text("SELECT 0"))
    for one in asked:
        end = time.monotonic() + 30
        while named(*one) != looked[one] and time.monotonic() < end:
            time.sleep(0.05)
        assert named(*one) == looked[one], one


def test_posts_with_the_words_in_the_title_come_first_each_part_newest_first(filled):
    archive, posts = filled
    by_url = {post.url: post for post in posts}
    for query in ["북핵", "동맹 경제", "US"]:
        found = search_posts(archive, query, limit=1000)
        order = [
            (
                all(truth(word, by_url[hit.url].title.lower()) for word in query.lower().split()),
                hit.published.utc,
            )
            for hit in found
        ]
        assert order == sorted(order, reverse=True)
        assert len({in_title for in_title, _ in order}) == 2


def test_pages_follow_each_other_without_gap_or_repetition(filled):
    archive, _ = filled
    for query in ["핵", "반도체 -선거", '"동맹 the"']:
        whole = urls(search_posts(archive, query, limit=1000))
        paged = []
        after = None
        while page := search_posts(archive, query, limit=7, after=after):
            paged += urls(page)
            after = page[-1].cursor
        assert paged == whole


def test_a_page_is_a_part_of_the_whole_however_it_is_found(filled):
    # Common words are found among the newest posts, rare ones by the index, what is in between
    # by both; a page of all posts goes through all of them.
    archive, _ = filled
    with archive.reading() as connection:
        for query in QUERIES:
            for in_title in (True, False):
                ask = search_index.Ask(
                    query=parse_query(query),
                    marks=((language_mark("ko"), language_mark("en")),),
                    in_title=in_title,
                    since=0,
                    until=search_index.minute_of(START) * 2,
                    below=(1 << 63) - 1,
                    limit=1000,
                )
                whole = search_index.find_places(connection, ask)
                assert whole == sorted(set(whole), reverse=True)
                for start in {0, len(whole) // 2}:
                    below = whole[start - 1] if start else ask.below
                    for limit in (1, 5):
                        page = replace(ask, below=below, limit=limit)
                        found = search_index.find_places(connection, page)
                        assert found == whole[start : start + limit], (query, in_title)


def test_a_phrase_of_common_words_that_never_meet_is_known_to_the_index(database, make_post):
    posts = [make_post(n, body_text=f"북핵과 선거 {n}\n선거, 북핵") for n in range(5)]
    with open_archive(database) as archive:
        write_posts(archive, posts)
        with archive.reading() as connection:
            for query, named in {'"북핵 선거"': 0, "북핵 선거": 5, '"핵과 선"': 5}.items():
                ask = search_index.Ask(
                    query=parse_query(query),
                    marks=(),
                    in_title=False,
                    since=0,
                    until=search_index.minute_of(START) * 2,
                    below=(1 << 63) - 1,
                    limit=20,
                )
                assert len(search_index.find_places(connection, ask)) == named, query


def test_filters_narrow_what_is_found(filled):
    archive, posts = filled
    since, until = START + timedelta(days=90, seconds=30), START + timedelta(days=200)

    def found(**filters):
        return set(urls(search_posts(archive, "동맹", limit=1000, **filters)))

    def wanted(keep):
        return {post.url for post in posts if fits("동맹", post) and keep(post)}

    assert found(site=SITES[1]) == wanted(lambda post: post.site == SITES[1])
    assert found(site="blog.example") == wanted(lambda post: post.site == SITES[0])
    assert found(since=since, until=until) == wanted(
        lambda post: since <= post.published.utc < until
    )
    assert found(tag="news") == wanted(lambda post: "News" in post.tags)
    assert found(author="zoë") == wanted(lambda post: "Zoë" in post.authors)
    assert found(language="en") == wanted(lambda post: post.language == "en-US")
    assert found(language="pt-br") == wanted(lambda post: post.language == "pt-BR")
    assert found(tag="News", author="김기자", site=SITES[0], language="ko") == wanted(
        lambda post: (
            "News" in post.tags
            and "김기자" in post.authors
            and post.site == SITES[0]
            and post.language == "ko"
        )
    )
    nothing = [{"tag": "none"}, {"author": "nobody"}, {"site": "no.example"}, {"language": "xx"}]
    assert not [one for one in nothing if found(**one)]


def test_turkish_is_found_in_small_letters_and_in_capitals(archive, make_post):
    titles = ["İstanbul Üniversitesi", "Bir ışık, Diyarbakır", "DİYARBAKIR'DA IŞIK", "Ilık, ilik"]
    posts = [make_post(n, title=title, body_text="") for n, title in enumerate(titles)]
    write_posts(archive, posts)

    def found(query):
        hits = search_posts(archive, query, limit=10)
        return [n for n, post in enumerate(posts) if post.url in urls(hits)]

    assert found("istanbul") == [0]
    assert found('"ISTANBUL universitesi"') == []
    assert found('"istanbul ünİversitesi"') == [0]
    assert found("IŞIK diyarbakır") == found("Işık DİYARBAKIR") == [1, 2]
    assert found("ışık -Diyarbakır") == []
    assert found("ILI*") == [3]


def test_times_bound_to_the_second(archive, make_post):
    at = datetime(2024, 7, 1, 12, 0, 30, tzinfo=UTC)
    write_posts(archive, [make_post(1, title="북핵", published=Moment(at=at))])
    second = timedelta(seconds=1)
    assert search_posts(archive, "북핵", since=at, until=at + second)
    assert not search_posts(archive, "북핵", since=at + second)
    assert not search_posts(archive, "북핵", until=at)


def test_an_edited_post_is_found_by_what_it_says_now(archive, make_post):
    old = make_post(1, title="북핵 실험", body_text="옛말", tags=("속보",))
    write_posts(archive, [old, make_post(2, title="북핵 회담")])
    later = replace(old.fetch, fetched_at=old.fetch.fetched_at + timedelta(days=1))
    moved = Moment(at=datetime(2025, 5, 5, tzinfo=UTC))
    new = replace(
        old, title="선거 결과", body_text="새말", tags=("경제",), published=moved, fetch=later
    )
    assert write_posts(archive, [new]).stored[0].outcome == "changed"
    for gone in ("북핵 실험", "옛말", "속보"):
        assert not search_posts(archive, gone)
    assert len(search_posts(archive, "북핵")) == 1
    for there in ("선거", "새말", "경제"):
        assert urls(search_posts(archive, there)) == [new.url]
    assert search_posts(archive, "선거", since=moved.utc)


def test_posts_of_one_minute_keep_their_order_when_one_is_edited(archive, make_post):
    at = Moment(at=datetime(2026, 1, 1, 9, 30, tzinfo=UTC), precision="minute")
    posts = [make_post(n, published=at, title="동맹") for n in (1, 2, 3)]
    moving = make_post(0, title="동맹")
    ids = [stored.post_id for stored in write_posts(archive, [moving, *posts]).stored]
    # The last of the minute is edited while another comes to stand in it.
    edits = {"at": posts[0].fetch.fetched_at + timedelta(days=1), "published": at}
    edited = [make_post(n, title="동맹 고침", **edits) for n in (0, 1, 3)]
    write_posts(archive, edited)
    found = [hit.post_id for hit in search_posts(archive, "동맹")]
    assert sorted(found) == ids
    assert [post_id for post_id in found if post_id != ids[0]] == ids[:0:-1]


def test_what_a_failed_batch_wrote_is_not_found(archive, make_post):
    def write_and_fail(connection):
        from pipelines.archive.batch import write_batch

        write_batch([make_post(1, title="북핵")], None, connection)
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        archive.write(write_and_fail)
    assert not search_posts(archive, "북핵")


def test_a_removed_post_is_not_found_and_leaves_no_word_behind(archive, make_post):
    result = write_posts(archive, [make_post(1, title="북핵"), make_post(2, title="북핵")])
    first = result.stored[0].post_id

    def forget(connection):
        search_index.remove_posts(connection, [first])
        connection.execute(table_of(PostTable).delete().where(PostTable.id == first))

    archive.write(forget)
    assert urls(search_posts(archive, "북핵")) == [result.stored[1].post.url]


def test_a_post_deleted_past_the_index_is_not_found(archive, make_post):
    result = write_posts(archive, [make_post(1, title="북핵")])
    with archive.writing() as connection:
        connection.execute(
            table_of(PostTable).delete().where(PostTable.id == result.stored[0].post_id)
        )
    assert search_posts(archive, "북핵") == []
    write_posts(archive, [make_post(1, title="선거")])
    assert search_posts(archive, "북핵") == []
    assert len(search_posts(archive, "선거")) == 1


def test_what_is_not_indexed_can_be_indexed_later(database, make_post):
    posts = [make_post(n, title=f"북핵 {n}") for n in range(1, 6)]
    with open_archive(database) as archive:
        ids = [one.post_id for one in write_posts(archive, posts).stored][:3]
        archive.write(lambda connection: search_index.remove_posts(connection, ids))
        assert len(search_posts(archive, "북핵")) == 2
        assert archive.write(search_index.index_missing) == 3
        assert archive.write(search_index.index_missing) == 0
        assert len(search_posts(archive, "북핵")) == 5


def test_an_index_made_anew_by_the_upgrade_may_be_made_again(database, make_post):
    with open_archive(database) as archive:
        write_posts(archive, [make_post(n, title=f"북핵 선거 {n}") for n in range(5)])
        write_posts(archive, generated(make_post, 40))
        hits = search_posts(archive, '"북핵 선거"', limit=100)
    for _ in range(2):  # the second time as after a kill between the new index and the version
        with open_archive(database) as archive:
            assert search_posts(archive, '"북핵 선거"', limit=100) == hits
            with archive.reading() as connection:
                assert not search_index.silent_entries(connection)
            with archive.writing() as connection:
                connection.execute(text("UPDATE alembic_version SET version_num = '0026'"))


def test_a_cursor_that_is_none_is_refused(archive):
    for cursor in ["", "x", "t", "t-1", "5", "tg", "t" + "f" * 40, "b1' OR 1"]:
        with pytest.raises(BadCursor):
            search_posts(archive, "북핵", after=cursor)


NOT_SQL = [
    *('a" OR "b', "NEAR(a b)", "title_words:북핵", "a' & 'b", "+a -b*", "a AND NOT b", "* a"),
    *("b:*A", "_s1", "zz북핵", "c^2 AND", "(((a", "x" * 300, "%s %(x)s :limit", "a\\'b"),
]


def test_the_language_of_a_database_is_no_language_here(archive, make_post):
    posts = [make_post(n, title=f"앞 {NOT_SQL[n]} 뒤") for n in range(len(NOT_SQL))]
    write_posts(archive, posts)
    for query in NOT_SQL:
        search_posts(archive, query)
    assert len(search_posts(archive, "zz북핵")) == 1
    assert len(search_posts(archive, '"x^2 AND" -뒤')) == 0
    assert urls(search_posts(archive, '"title_words:북핵"')) == [posts[2].url]


def test_the_longest_texts_are_stored_and_found(archive, make_post):
    numbers = " ".join(f"n{n}" for n in range(150_000))
    rare = "가" * 5000 + "끝"
    result = write_posts(
        archive, [make_post(1, body_text=numbers), make_post(2, body_text=rare + "x" * 5000)]
    )
    assert not result.rejected
    assert search_posts(archive, "n149999")
    assert search_posts(archive, "가끝")
    assert search_posts(archive, "x*") == search_posts(archive, "끝" + "x" * 500 + "*")


def test_no_word_of_a_removed_post_is_left_in_sqlite(sqlite_tables, tmp_path, make_post):
    file = shutil.copy(sqlite_tables, tmp_path / "archive.db")
    with open_archive(f"sqlite:///{file}") as archive:
        posts = generated(make_post, 60)
        write_posts(archive, posts)
        edited = [
            replace(
                post,
                title=f"새 {post.title}",
                tags=("x",),
                fetch=replace(post.fetch, fetched_at=post.fetch.fetched_at + timedelta(days=1)),
            )
            for post in posts[::3]
        ]
        ids = {row.post_id for row in write_posts(archive, posts + edited).stored}
        assert len(ids) == 60
        archive.write(lambda connection: search_index.remove_posts(connection, ids))
        query = "SELECT count(*) FROM search_words WHERE search_words MATCH '_lko OR 북핵 OR 새'"
        with archive.reading() as connection:
            assert connection.execute(text(query)).scalar_one() == 0


def test_titles_and_texts_are_parted_over_stretches_of_the_index(database, make_post):
    # More titles, and more posts to leave out, than are held against each other at a time.
    posts = [
        make_post(
            n,
            title="북핵 선거" if n % 100 else f"소식 {n}",
            body_text=("북핵 선거" if n % 3 else "북핵, 선거") + (" 감자" if n % 150 else ""),
        )
        for n in range(300)
    ]
    with open_archive(database) as archive:
        write_posts(archive, posts)
        for query, wanted in {
            "북핵": [n for n in range(300) if n % 100] + [0, 100, 200],
            '"북핵 선거"': [n for n in range(300) if n % 100] + [100, 200],
            "북핵 -감자": [150, 0],
            '북핵 -"북핵 선거"': [0],
        }.items():
            found, after = [], None
            while hits := search_posts(archive, query, limit=7, after=after):
                found += [hit.url for hit in hits]
                after = hits[-1].cursor
            assert len(found) == len(set(found))
            assert set(found) == {posts[n].url for n in wanted}, query


def test_posts_of_an_older_archive_are_indexed_by_the_upgrade(tmp_path, make_post):
    file = tmp_path / "archive.db"
    with open_archive(f"sqlite:///{file}") as archive:
        write_posts(archive, [make_post(n, title=f"북핵 {n}") for n in range(5)])
        with archive.writing() as connection:
            connection.execute(text("DROP TABLE search_words"))
            connection.execute(text("DROP TABLE search_entry"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    with pytest.raises(SchemaTooOld), open_archive(f"sqlite:///{file}", upgrade=False):
        pass
    with open_archive(f"sqlite:///{file}") as archive:
        assert len(search_posts(archive, "북핵")) == 5


def test_a_word_that_is_spelled_as_a_letter_of_korean_is_none(archive, make_post):
    # MariaDB is told 비 as be44, and 각 as ac01.
    said = {
        1: ("be here", "각"),
        2: ("비 온 날 각", "it began"),
        3: ("비 온 날", "도서관"),
        4: ("ac01", ""),
    }
    write_posts(
        archive, [make_post(n, title=t, body_text=b, tags=()) for n, (t, b) in said.items()]
    )

    def found(query):
        return [hit.post_id - first + 1 for hit in search_posts(archive, query)]

    first = min(hit.post_id for hit in search_posts(archive, "be* OR 비 OR ac01"))
    assert found("be*") == [1, 2]
    assert [search_posts(archive, "be*", limit=1)[0].post_id - first + 1] == [1]
    assert found("온 -be*") == [3]
    assert found("도서관 -be44") == [3]
    assert found("ac01") == [4]
    assert found("각 -ac01") == [2, 1]


@pytest.mark.parametrize("language", ["%", "'", "日"])
def test_what_is_no_language_is_that_of_no_post(archive, make_post, language):
    write_posts(archive, [make_post(language="")])
    assert search_posts(archive, "동맹", language=language) == []


def test_filters_take_what_no_database_takes(archive, make_post):
    write_posts(archive, [make_post(tags=("half \ud800",))])
    assert len(search_posts(archive, "동맹", tag="half \ud800")) == 1
    assert len(list(iter_records(archive, tag="half \ud800"))) == 1
    for odd in ("\0", "\ud800"):
        assert (
            search_posts(archive, "동맹", tag=odd)
            == search_posts(archive, "동맹", author=odd)
            == []
        )
        assert search_posts(archive, "동맹", language=odd) == []
        assert list(iter_records(archive, author=odd)) == []
