"""Templates: learned from pages that agree, checked on others, used while pages look like that."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipelines.items import Entry, Page, Post, TemplateUse
from pipelines.readers.post import read_post
from pipelines.readers.templates.languages import language_of, learned
from pipelines.readers.templates.learn import learn
from pipelines.readers.templates.likeness import differing
from pipelines.readers.templates.profile import Template
from pipelines.readers.templates.teachers import Lesson
from pipelines.readers.templates.trust import Trust
from tests.pipelines.readers.making import document, page
from tests.servers.themed import Theme, ThemedPost, glass, paper, swapped, thankful

SITE = "https://blog.example/"
POSTS = [ThemedPost(number=number) for number in range(1, 41)]


def page_of(post: ThemedPost, theme: Theme = paper, *, in_feed: bool = True) -> Page:
    url = f"https://blog.example{post.path}"
    entry = Entry(url=url, found_kind="feed", content_html=post.body if in_feed else None)
    return page(theme(post), url, site=SITE, entries=(entry,))


@pytest.fixture(scope="module")
def template() -> Template:
    (learned,) = learn([page_of(post) for post in POSTS[:14]])
    return learned


def is_right(read: Post, post: ThemedPost) -> bool:
    return (
        read.kind == "post"
        and read.title == post.title
        and read.authors == (post.author,)
        and read.tags == post.tags
        and read.published is not None
        and read.published.at == post.published
        and read.body_text.split("\n") == list(post.lines)
    )


def test_a_page_is_read_from_the_places_that_other_pages_taught(template: Template) -> None:
    for post in POSTS[14:]:
        read = read_post(page_of(post, in_feed=False), None, (template,))
        assert read.template is not None
        assert not read.template.missed
        assert is_right(read, post), read


def test_evidence_names_the_template_its_version_and_the_place(template: Template) -> None:
    read = read_post(page_of(POSTS[20]), None, (template.numbered(3),))
    said = {one.field: one.reader for one in read.evidence if one.chosen}
    assert said["title"] == "template v3: h1.story-title"
    assert said["authors"] == "template v3: span.writer"
    assert said["body_text"] == "template v3: div#page/article.story/div.story-text"


def test_evidence_holds_beside_the_template_what_an_index_said(template: Template) -> None:
    seen = page_of(POSTS[20])
    entry = replace(seen.entries[0], title="In the feed", authors=("김하늘",))
    read = read_post(replace(seen, entries=(entry,)), None, (template,))
    assert is_right(read, POSTS[20])
    others = {(one.field, one.value, one.reader) for one in read.evidence if not one.chosen}
    assert ("title", "In the feed", "title.entry_title") in others
    assert ("authors", "김하늘", "authors.entry_authors") in others


def test_what_no_true_body_has_is_learned_to_be_no_part_of_the_post(template: Template) -> None:
    assert template.chrome == ("div.story-thanks",)
    assert template.teachers == {"feed": 9}
    assert template.score > template.generic_score


def titled(post: ThemedPost) -> str:
    return paper(post).replace('story-text">', f'story-text"><h2>{post.title}</h2>', 1)


def closed(post: ThemedPost) -> str:
    more = "".join(f'<li><a href="/{n}">Another story of ours</a></li>' for n in range(4))
    return paper(post).replace(post.body, f"{post.body}<h3>Related posts</h3><ul>{more}</ul>", 1)


@pytest.mark.parametrize(
    ("theme", "needed"), [(paper, ()), (titled, ("boxes",)), (closed, ("closing",))]
)
def test_which_edges_of_a_body_need_cleaning_is_learned(
    theme: Theme, needed: tuple[str, ...]
) -> None:
    (learned,) = learn([page_of(post, theme) for post in POSTS[:14]])
    assert learned.cleaning == needed
    read = read_post(page_of(POSTS[20], theme, in_feed=False), None, (learned,))
    assert is_right(read, POSTS[20]), read.body_text


@pytest.mark.parametrize("name", ["standfirst", "lede-text"])
def test_the_line_under_the_title_stays_though_the_feed_leaves_it_out(name: str) -> None:
    def led(post: ThemedPost) -> str:
        line = f"{post.number}번째 이야기를 시작하기 전에 한 줄로 먼저 적어 둡니다, {post.author}."
        head = f"<head><meta name=description content='{line}'>"
        text = paper(post).replace('story-text">', f'story-text"><p class="{name}">{line}</p>', 1)
        return text.replace("<head>", head, 1)

    (learned,) = learn([page_of(post, led) for post in POSTS[:14]])
    assert learned.chrome == ("div.story-thanks",)
    for post in POSTS[14:20]:
        read = read_post(page_of(post, led, in_feed=False), None, (learned,))
        assert read.template is not None
        first, *rest = read.body_text.split("\n")
        assert first.startswith(f"{post.number}번째 이야기를")
        assert rest == list(post.lines)


def plated(post: ThemedPost) -> str:
    """Return a page with a picture in its body, in a box with words that its feed leaves out."""
    box = f'<div class="plate"><img src="/pictures/{post.number}.jpg" alt="장터"><span>촬영 이도윤</span></div>'
    return paper(post).replace('story-text">', f'story-text">{box}', 1)


def test_a_box_whose_words_are_in_no_body_stays_for_its_picture() -> None:
    (learned,) = learn([page_of(post, plated) for post in POSTS[:14]])
    for post in POSTS[14:20]:
        seen = page_of(post, plated, in_feed=False)
        read, plain = read_post(seen, None, (learned,)), read_post(seen)
        assert [one.url for one in plain.images] == [
            f"https://blog.example/pictures/{post.number}.jpg"
        ]
        assert read.template is not None
        assert read.images == plain.images


def test_a_page_whose_build_names_the_classes_of_chrome_anew_does_not_fit() -> None:
    def built(post: ThemedPost, build: str = "3f9c1") -> str:
        return paper(post).replace("story-thanks", f"thanks_{build}")

    (learned,) = learn([page_of(post, built) for post in POSTS[:14]])
    assert learned.steady == ("thanks_3f9c1",)
    for build, fits in (("3f9c1", True), ("7a04e", False)):
        seen = page(built(POSTS[20], build), f"https://blog.example{POSTS[20].path}", site=SITE)
        read = read_post(seen, None, (learned,))
        assert (read.template is not None) is fits


def test_a_body_that_holds_what_no_learned_one_did_is_read_both_ways(template: Template) -> None:
    card = '<div class="clip-box"><a href="https://other.example/7">다른 곳의 글 한 편</a></div>'
    seen = page_of(POSTS[20], in_feed=False)
    other = replace(seen, body=seen.body.replace(b'story-text">', b'story-text">' + card.encode()))
    for asked, checked in ((seen, False), (other, True)):
        use = read_post(asked, None, (template,)).template
        assert use is not None
        assert use.checked is checked
    # Of a template that was learned before this was looked at nobody knows.
    use = read_post(other, None, (replace(template, inside=None),)).template
    assert use is not None
    assert not use.checked


def test_a_template_survives_the_archive_unchanged(template: Template) -> None:
    assert Template.from_json(json.loads(json.dumps(template.to_json()))) == template
    assert Template.from_json({**template.to_json(), "form": 0}) is None


def test_what_another_release_stored_of_a_template_is_passed_by(template: Template) -> None:
    stored = template.to_json()
    place = {**stored["body"], "nearby": "of a later release"}
    for other in (
        {**stored, "known_since": 1},
        {**stored, "body": place},
        {**stored, "fields": {**stored["fields"], "title": place}},
        {**stored, "fields": ["title"]},
        {name: value for name, value in stored.items() if name != "platforms"},
    ):
        assert Template.from_json(other) is None, other


@pytest.mark.parametrize("theme", [glass, swapped, thankful])
def test_a_page_in_other_clothes_loses_no_field(template: Template, theme: Theme) -> None:
    for post in POSTS[14:]:
        changed = page_of(post, theme, in_feed=False)
        read = read_post(changed, None, (template,))
        assert not differing(read, read_post(changed)), (theme, post.number)


def test_pages_in_other_clothes_cost_the_template_its_trust(template: Template) -> None:
    trust = Trust()
    for post in POSTS[14:30]:
        use = read_post(page_of(post), None, (template,)).template
        assert use is not None
        trust.note(use)
    assert not trust.is_lost
    for post in POSTS[30:35]:
        use = read_post(page_of(post, thankful), None, (template,)).template
        assert use is not None
        trust.note(use)
    assert trust.is_lost


@pytest.mark.parametrize(
    ("use", "pages"),
    [
        (TemplateUse(shape="div", version=1, missed=("title",)), 4),
        (TemplateUse(shape="div", version=1, differing=("tags",)), 4),
        (TemplateUse(shape="div", version=1, checked=True, differing=("tags",)), 2),
    ],
)
def test_so_many_pages_in_a_row_that_lack_something_or_differ_are_drift(
    use: TemplateUse, pages: int
) -> None:
    trust = Trust()
    for _ in range(pages - 1):
        trust.note(use)
    assert not trust.is_lost
    trust.note(use)
    assert trust.is_lost


def test_few_differences_among_many_pages_are_no_drift() -> None:
    trust = Trust()
    for number in range(100):
        missed = ("title",) if number % 8 == 0 else ()
        trust.note(TemplateUse(shape="div", version=1, missed=missed))
    assert not trust.is_lost


def test_pages_are_checked_more_seldom_while_all_goes_well_and_each_once_one_was_wrong() -> None:
    trust = Trust()
    good = TemplateUse(shape="div", version=1, checked=True)
    seldom = []
    for use in (
        good,
        good,
        replace(good, missed=("title",)),
        good,
        replace(good, differing=("tags",)),
    ):
        trust.note(use)
        seldom.append(trust.check_every)
    assert seldom == [128, 256, 8, 16, 1]


@pytest.mark.parametrize("url", [f"{SITE}posts/{number}/" for number in range(8)])
def test_checks_are_as_far_apart_as_trust_says_wherever_the_count_begins(
    template: Template, url: str
) -> None:
    trust = Trust()
    checked = []
    for number in range(400):
        checking = trust.handed(template, url).checking
        trust.note(TemplateUse(shape="div", version=1, checked=checking))
        if checking:
            checked.append(number)
    first, second, *_ = checked
    assert first < 64
    assert second - first == 128
    assert Trust(just_learned=True).handed(template, url) is template


def test_a_check_that_no_page_answers_is_asked_for_again(template: Template) -> None:
    trust = Trust()
    asked = 0
    for _ in range(96):
        asked += trust.handed(template, SITE).checking
        trust.note(TemplateUse(shape="div", version=1))
    assert 2 <= asked <= 6
    # After a page that was read wrong each one is checked, also those that are on their way.
    trust.note(TemplateUse(shape="div", version=1, checked=True, differing=("tags",)))
    assert [trust.handed(template, SITE).checking for _ in range(3)] == [True] * 3


def test_a_title_that_the_head_does_not_have_is_looked_at_twice(template: Template) -> None:
    def retitled(post: ThemedPost) -> str:
        return paper(post).replace(f'story-title">{post.title}', 'story-title">Anything', 1)

    uses = [read_post(page_of(post, retitled), None, (template,)).template for post in POSTS[20:24]]
    assert template.heads_say_title
    assert all(use is not None and use.checked for use in uses)


def test_the_little_words_of_a_language_tell_it_without_the_model() -> None:
    english = (
        "It was the best of times and it was the worst of times, as we have been told by all. "
    )
    german = (
        "Es war die beste der Zeiten und es war die schlechteste, wie uns allen gesagt worden ist. "
    )
    dutch = (
        "Het was de beste aller tijden en het was ook de slechtste, zoals men ons verteld heeft. "
    )
    arabic = "كان من أفضل الأوقات وكان من أسوأ الأوقات كما قيل لنا جميعا في هذا الكتاب عن المدينة. "
    posts = [
        read_post(page(f"<h1>T</h1><article><p>{text * 5}</article>"))
        for text in (english, german, arabic) * 3
    ]
    lessons = [
        Lesson(document=document(""), post=post, body_text=post.body_text, teacher="")
        for post in posts
    ]
    known = learned(lessons)
    assert sorted(known) == ["ar", "de", "en"]
    told = [
        language_of(text * 5, known)
        for text in (english, german, arabic, dutch, "나루의 봄은 배가 먼저 안다. " * 30)
    ]
    assert told == ["en", "de", "ar", None, "ko"]
    # What many write is known without a lesson, unless it is like another.
    many = "Das ist nicht die Zeit, von der man auf dem Fest mit einem Wort für den Gast spricht. "
    dansk = "Det er ikke den tid, som man taler om til festen med et ord for en gæst, og det var. "
    assert [language_of(text * 5, {}) for text in (many, dansk)] == ["de", None]


def test_each_shape_of_page_has_its_template() -> None:
    mixed = [page_of(post, glass if post.number % 2 else paper) for post in POSTS[:24]]
    learned = learn(mixed)
    assert len(learned) == 2
    for post, one in zip(
        POSTS[24:],
        [page_of(post, glass if post.number % 2 else paper) for post in POSTS[24:]],
        strict=True,
    ):
        read = read_post(one, None, learned)
        assert read.template is not None
        assert is_right(read, post)


@pytest.mark.parametrize("pages", [[], [page_of(POSTS[0])] * 3, [page("", SITE)] * 20])
def test_little_or_nothing_teaches_nothing(pages: Sequence[Page]) -> None:
    assert learn(pages) == ()


def test_pages_made_to_harm_teach_nothing() -> None:
    deep, wide = "<div>" * 1500, "<p>글<b>자</b></p>" * 12_000
    pages = [page_of(post, lambda post: deep + paper(post)) for post in POSTS[:8]]
    pages += [page_of(post, lambda post: paper(post) + wide) for post in POSTS[8:12]]
    assert learn(pages) == ()


def test_a_body_that_is_no_longer_the_whole_is_noticed(template: Template) -> None:
    def halved(post: ThemedPost) -> str:
        text = paper(post).replace('<div class="story-thanks">', '</div><div class="rest">', 1)
        place = text.index("<p>4번째")
        return text[:place] + '</div><div class="rest">' + text[place:]

    for post in POSTS[14:20]:
        read = read_post(page_of(post, halved), None, (template,))
        assert set(post.lines) <= set(read.body_text.split("\n")), post.number


def test_pages_that_agree_in_nothing_teach_nothing() -> None:
    pages = [
        page(
            "<div>" * post.number + paper(post) + "</div>" * post.number,
            f"{SITE}{post.number}",
            site=SITE,
        )
        for post in POSTS
    ]
    assert all(template.checked_on for template in learn(pages))
