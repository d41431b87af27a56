"""WeChat: what its script prints, and what the page leaves open."""

from __future__ import annotations

import pytest

from tests.pipelines.readers.making import read

BODY = "<p>第一段是开头。上个周末我去了一趟青岛,想把这次旅行的经过记录下来。</p>" * 3
PAGE = (
    "<div class='rich_media'><h1 class='rich_media_title' id='activity-name'>青岛旅行记</h1>"
    "<span id='js_author_name'>海娃</span><a id='js_name'>海边生活</a><em id='publish_time'></em>"
    f"<div class='rich_media_content' id=\"js_content\" style='visibility: hidden'>{BODY}</div></div>"
)


@pytest.mark.parametrize(
    ("script", "published"),
    [
        ('var ct = "1721611800";', "2024-07-22T09:30:00+08:00"),
        ("var createTime = '2024-07-22 09:30';", "2024-07-22T09:30:00+08:00"),
    ],
)
def test_the_day_stands_in_a_script_and_the_article_is_seen_once_it_has_run(
    script: str, published: str
) -> None:
    post = read(f"{PAGE}<script>{script}</script>", "https://mp.weixin.qq.com/s/AbCdEf")
    assert post.published is not None
    assert (post.kind, post.published.isoformat()) == ("post", published)
    assert (post.title, post.authors, post.platforms) == ("青岛旅行记", ("海娃",), ("wechat",))
    assert post.body_text.startswith("第一段")


def test_an_article_that_is_pasted_into_a_post_is_a_part_of_it() -> None:
    pasted = f"<div class='rich_media_content' id='js_content'>{BODY}</div>"
    html = (
        f"<article><h1>转载</h1><p>下面是朋友的文章，我先写几句自己的想法。</p>{pasted}</article>"
    )
    post = read(html)
    assert post.platforms == ()
    assert post.body_text.startswith("下面是")


def test_without_a_writer_the_account_has_written_it() -> None:
    post = read(PAGE.replace("<span id='js_author_name'>海娃</span>", ""))
    assert post.authors == ("海边生活",)
