"""Source files are taken apart even when their front matter breaks YAML."""

from __future__ import annotations

import pytest

from pipelines.readers.data.front_matter import is_source, split_source


def test_plain_front_matter_is_read_as_written() -> None:
    source = split_source(
        "---\ntitle: 나룻배\ndate: 2025-03-06 06:10:00 +0900\nnumber: 007\ntags: [배, 강]\n---\n글",
        "a.md",
    )
    assert source.matter == {
        "title": "나룻배",
        "date": "2025-03-06 06:10:00 +0900",
        "number": "007",
        "tags": ["배", "강"],
    }
    assert source.warnings == ()


@pytest.mark.parametrize(
    "title",
    [
        "[속보] 대통령: 사퇴",
        "한미: 동맹",
        '"동맹" 강화: 왜',
        "@밤",
        "50% 할인: 오늘만",
        "`새` 소식: 둘",
    ],
)
def test_a_title_that_breaks_yaml_is_still_read(title: str) -> None:
    source = split_source(
        f"---\ntitle: {title}\ntags:\n  - 배\n  - 강\nlayout: post\n---\n글", "a.md"
    )
    assert source.matter["title"] == title
    assert source.matter["tags"] == ["배", "강"]
    assert "line by line" in source.warnings[0]


def test_a_folded_value_survives_a_broken_neighbour() -> None:
    text = "---\ntitle: [속보] 배: 뜬다\nexcerpt: >\n  나루에서\n  배가 뜬다.\n---\n"
    assert split_source(text, "a.md").matter["excerpt"].strip() == "나루에서 배가 뜬다."


def test_a_key_without_a_value_stays_empty_beside_a_broken_neighbour() -> None:
    text = "---\ntitle: [속보] 배: 뜬다\nexcerpt: @\nauthor: [\ntags:\n---\n"
    matter = split_source(text, "a.md").matter
    assert (matter["excerpt"], matter["author"], matter["tags"]) == ("@", "[", None)


@pytest.mark.parametrize("mark", ["\ufeff", "\n\n", "\ufeff\r\n"])
def test_a_mark_or_empty_lines_before_the_fence_do_not_hide_it(mark: str) -> None:
    text = f"{mark}---\r\ntitle: 배\r\n---\r\n글\r\n"
    assert is_source("https://naru.example/a.md", "text/markdown", text)
    assert split_source(text, "a.md").matter == {"title": "배"}


def test_front_matter_that_is_a_list_is_read_with_a_warning() -> None:
    source = split_source("---\n- title: 배\n- date: 2025-01-01\n---\n글", "a.md")
    assert source.matter == {"title": "배", "date": "2025-01-01"}
    assert source.warnings


def test_lines_that_are_no_yaml_are_read_one_by_one() -> None:
    source = split_source("---\ntitle:나룻배\n---\n글", "a.md")
    assert source.matter == {"title": "나룻배"}
    assert "line by line" in source.warnings[0]
    broken = "title: [나룻배: 하나\ntags:\n- '배'\n- 강: [\n- @bae"
    assert split_source(f"---\n{broken}\n---\n글", "a.md").matter["tags"] == ["배", "강: [", "@bae"]
    assert split_source("---\n\n---\n글", "a.md").matter == {}


def test_a_whole_page_below_front_matter_stays_as_it_is() -> None:
    page = "<!doctype html><html><body><p>글</p></body></html>"
    assert split_source(f"---\ntitle: 나룻배\n---\n{page}", "a.html").html.strip() == page


def test_hugo_front_matter_in_toml_is_read() -> None:
    source = split_source('+++\ntitle = "배"\nTags = ["강"]\n+++\n글', "a.md")
    assert source.matter == {"title": "배", "tags": ["강"]}


def test_a_number_of_more_digits_than_are_read_costs_the_front_matter_alone() -> None:
    source = split_source(f"+++\nweight = {'9' * 5000}\n+++\n글", "a.md")
    assert "글" in source.html
    assert "not TOML" in source.warnings[0]


def test_a_missing_closing_line_loses_no_words() -> None:
    source = split_source("---\ntitle: 배\n\n첫 문장입니다.", "a.md")
    assert "첫 문장입니다." in source.html
    assert source.warnings


def test_an_alias_bomb_is_not_opened() -> None:
    bomb = "a: &a [x]\n" + "".join(f"b{n}: [*a, *a, *a]\n" for n in range(30))
    assert "too many aliases" in split_source(f"---\n{bomb}---\n글", "a.md").warnings[0]


def test_a_rendered_page_is_no_source() -> None:
    assert not is_source("https://naru.example/a.html", "text/html", "<!doctype html><p>---</p>")


def test_html_sources_stay_html() -> None:
    source = split_source("---\ntitle: 배\n---\n<p>글 *별*</p>", "a.html")
    assert "<p>글 *별*</p>" in source.html
    # A page of Jekyll may be called .html and hold Markdown.
    assert "<em>별</em>" in split_source("---\ntitle: 배\n---\n글 *별*", "a.html").html
    # What is written in Markdown often appears at such an address, with some HTML in it.
    written = split_source("---\ntitle: 배\n---\n글 *별*<br>하나", "a.html", "text/markdown")
    assert "<em>별</em>" in written.html


def test_what_stands_before_more_is_the_lead() -> None:
    source = split_source("---\ntitle: 배\n---\n앞말\n\n<!-- more -->\n\n뒷말", "a.md")
    assert "앞말" in source.lead_html
    assert "뒷말" not in source.lead_html
