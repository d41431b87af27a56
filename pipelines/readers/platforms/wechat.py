"""WeChat's accounts (微信公众号): articles at mp.weixin.qq.com, and copies of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.items import Moment
from pipelines.readers.answer import Readers
from pipelines.readers.dates.page_time import moment
from pipelines.readers.dates.zones import zone_named
from pipelines.readers.names.persons import people
from pipelines.readers.platforms.api import host_is
from pipelines.readers.platforms.shown import shown
from pipelines.readers.trees.selecting import select
from pipelines.readers.trees.spots import first_of, first_text, texts

if TYPE_CHECKING:
    from pipelines.readers.document import Document

NAME = "wechat"
HOSTS = ("mp.weixin.qq.com",)

#: When an article was published, in seconds, and as its own script prints it.
_SECONDS = re.compile(r"""var (?:ct|oriCreateTime)\s*=\s*["'](\d{10})["']""")
_PRINTED = re.compile(r"""createTime\s*=\s*["'](\d{4}-\d\d-\d\d(?: \d\d:\d\d)?)["']""")


def recognise(document: Document) -> float:
    """Return how sure the page is of WeChat."""
    if host_is(document.url, *HOSTS):
        return 1.0
    # An article pasted into a post is its body alone, without the title above.
    is_theirs = select(document.tree, "#js_content") and select(document.tree, "#activity-name")
    return 0.9 if is_theirs else 0.0


def published(document: Document) -> Moment | None:
    """Return when the article was published: a script prints it where the page has a gap."""
    if match := _SECONDS.search(document.text):
        found = moment(document, match[1])
        zone = zone_named("Asia/Shanghai")
        return found and Moment(at=found.at.astimezone(zone), raw=match[1])
    if match := _PRINTED.search(document.text):
        return moment(document, match[1], zone=zone_named("Asia/Shanghai"))
    return None


def writer(document: Document) -> tuple[str, ...]:
    """Return who wrote the article, else the account under whose name it appeared."""
    named = document.meta.get("author", ()) or document.meta.get("og:article:author", ())
    named = named or texts(document.tree, "#js_author_name")
    return people(named or texts(document.tree, "#js_name")[:1], document, declared=True)


READERS: Readers = {
    "title": (shown("wechat.title", first_text, "#activity-name | .rich_media_title"),),
    "published": (published,),
    "authors": (writer,),
    "container": (shown("wechat.body_element", first_of, "#js_content"),),
}

DROP = "#js_pc_qr_code, .qr_code_pc, #js_tags_preview_toast, .original_primary_card_tips"
