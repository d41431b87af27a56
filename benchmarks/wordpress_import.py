"""Imports our WXR into a real WordPress, and compares what it holds and what it exports itself.

    python3 run.py bench wordpress_import

WordPress is Debian's (packages wordpress, php-cli, php-mysql, php-xml, mariadb-server). The
importer is a plugin that no package brings; its steps are taken here by WordPress's own functions:
SimpleXML, wp_insert_user, wp_insert_post, wp_insert_term, wp_set_post_terms, add_post_meta, in that
order and with the same arguments. Then WordPress exports its posts (export_wp), and that file is
read beside ours: each element that we write must be one that WordPress writes in that place, and
each post must come back with what was archived: title, body, excerpt, dates, slug, author, tags,
categories, custom fields. A second import of the same file adds nothing. Exit code 1 when anything
differs. WordPress has no place for a modified date of an imported post, takes HTML out of the
names of tags, and takes a title with a backslash for another one when it comes again.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from typing import Any

from lxml import etree

from benchmarks import wordpress
from pipelines.archive import open_archive
from pipelines.archive.writer import write_posts
from pipelines.items import Fetch, Image, Moment, Post
from pipelines.urls import canonical_url

SITE = "https://blog.example/"
SEOUL = timezone(timedelta(hours=9))
PARAGRAPH = "<p>동네 사람들이 모여 이야기를 나누고 사진을 찍었습니다.</p>"

_IMPORT = """<?php
define('WP_LOAD_IMPORTERS', true);
require __DIR__ . '/wp-load.php';
foreach (['admin', 'export'] as $part) require_once ABSPATH . "wp-admin/includes/$part.php";
[, $file, $out] = $argv;
wp_set_current_user(1); kses_init();
$dom = new DOMDocument(); $dom->loadXML(file_get_contents($file)) or exit(1);
if ($dom->doctype) exit(2);
$xml = simplexml_import_dom($dom); $ns = $xml->getDocNamespaces();
preg_match('/^\\d+\\.\\d+$/', trim($xml->xpath('/rss/channel/wp:wxr_version')[0])) or exit(3);
$authors = [];
foreach ($xml->xpath('/rss/channel/wp:author') as $author) {
    $said = $author->children($ns['wp']);
    $login = sanitize_user((string) $said->author_login, true);
    $id = username_exists($login) ?: wp_insert_user(['user_login' => $login,
        'user_pass' => wp_generate_password(),
        'display_name' => (string) $said->author_display_name]);
    if (is_wp_error($id)) { fwrite(STDERR, $login . ': ' . $id->get_error_message()); exit(4); }
    $authors[$login] = $id;
}
foreach ($xml->channel->item as $item) {
    $wp = $item->children($ns['wp']);
    $dc = $item->children('http://purl.org/dc/elements/1.1/');
    if (!post_type_exists((string) $wp->post_type)) exit(5);
    if (post_exists((string) $item->title, '', (string) $wp->post_date)) continue;
    $row = ['import_id' => (int) $wp->post_id,
        'post_author' => $authors[sanitize_user((string) $dc->creator, true)] ?? 1,
        'post_content' => (string) $item->children('http://purl.org/rss/1.0/modules/content/')->encoded,
        'post_excerpt' => (string) $item->children($ns['excerpt'])->encoded,
        'post_title' => (string) $item->title, 'guid' => (string) $item->guid,
        'post_status' => (string) $wp->status, 'post_parent' => 0];
    foreach (['post_date', 'post_date_gmt', 'post_name', 'comment_status', 'ping_status',
        'menu_order', 'post_type', 'post_password'] as $name) $row[$name] = (string) $wp->$name;
    $id = wp_insert_post(wp_slash($row), true);
    if (is_wp_error($id)) { fwrite(STDERR, $id->get_error_message()); exit(6); }
    $terms = [];
    foreach ($item->category as $term) {
        if (!isset($term['nicename'])) continue;
        $taxonomy = (string) $term['domain'];
        $there = term_exists((string) $term['nicename'], $taxonomy);
        $slug = ['slug' => (string) $term['nicename']];
        if (!$there) $there = wp_insert_term((string) $term, $taxonomy, $slug);
        if (is_wp_error($there)) { fwrite(STDERR, $there->get_error_message()); exit(7); }
        $terms[$taxonomy][] = (int) $there['term_id'];
    }
    foreach ($terms as $taxonomy => $ids) wp_set_post_terms($id, $ids, $taxonomy);
    foreach ($wp->postmeta as $meta) {
        $value = wp_slash((string) $meta->meta_value);
        add_post_meta($id, wp_slash((string) $meta->meta_key), $value);
    }
}
ob_start(); export_wp(['content' => 'post']); file_put_contents($out, ob_get_clean());
foreach (get_posts(['numberposts' => -1]) as $post)
    echo json_encode([$post->ID, get_permalink($post)]), "\\n";
"""


def posts() -> list[Post]:
    """Return posts that say what breaks an export: quotes, CDATA, backslashes, long names."""
    long = ("아주 긴 제목 " * 30).strip()
    tags = ("속보", "R&D", "1.0", "C++", 'a "b"', "naïve", "정치")
    return [
        _post(1, '한미동맹: "첫" 글 & <둘째>', tags=tags, categories=("News", "정치")),
        _post(2, "]]> in a title", body=f"<p>code: <code>a ]]&gt; b</code></p>{PARAGRAPH}]]>"),
        _post(3, "Backslashes", body=f"<pre>C:\\new\\table \\\\ \\u0041</pre>{PARAGRAPH}"),
        _post(4, long, authors=("김기자", "이기자")),
        _post(5, "", authors=()),
        _post(6, "😀 emoji", body=f"<p>😀 <b>굵게</b></p><ul><li>하나</li></ul>{PARAGRAPH}"),
        _post(7, "한미동맹: “첫” 글", tags=("속보",), excerpt="짧은 <b>소개</b> & 둘"),
        _post(8, "Same minute", authors=("John O'Neil",), modified=_moment(9)),
    ]


def _moment(day: int) -> Moment:
    return Moment(at=datetime(2026, 3, day, 9, 30, tzinfo=SEOUL))


def _post(number: int, title: str, body: str = PARAGRAPH, **more: Any) -> Post:
    url = canonical_url(f"{SITE}entry/글-{number}")
    at = datetime(2026, 3, 20, 0, 0, number, tzinfo=UTC)
    said: dict[str, Any] = {
        "title": title,
        "published": _moment(number),
        "authors": ("김기자",),
        "language": "ko",
        "body_text": "동네 사람들이",
        "body_html": body,
        "images": (Image(url=f"https://img.example/{number}.png", role="lead"),),
    }
    fetch = Fetch(url=url, final_url=url, fetched_at=at)
    return Post(url=url, canonical_url=url, site=SITE, fetch=fetch, **{**said, **more})


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A WXR file as it was read: its posts, and which elements stand where."""

    items: dict[str, dict[str, Any]]
    shapes: Counter[str]
    #: Names by login.
    authors: dict[str, str]


def read_export(file: Path) -> Export:
    """Return what a WXR file says of each post, by its guid."""
    root = etree.parse(str(file)).getroot()
    items = {}
    for item in root.iterfind("channel/item"):
        said: dict[str, Any] = {"terms": set(), "meta": {}}
        for child in item:
            name = etree.QName(child).localname
            if name == "category":
                # WordPress keeps names as HTML, and so it exports them.
                said["terms"].add((child.get("domain"), unescape(child.text or "")))
            elif name == "postmeta":
                key, value = (part.text or "" for part in child)
                said["meta"][key] = value
            else:
                namespace = etree.QName(child).namespace or ""
                said["excerpt" if "/excerpt/" in namespace else name] = child.text or ""
        items[said["guid"]] = said
    shapes: Counter[str] = Counter()
    for element in root.iter(etree.Element):
        path = "/".join(str(parent.tag) for parent in reversed([element, *element.iterancestors()]))
        shapes[" ".join([path, *sorted(map(str, element.attrib))])] += 1
    authors = {}
    for author in root.iterfind("channel/{*}author"):
        login, name = (author.findtext(f"{{*}}author_{part}") for part in ("login", "display_name"))
        authors[login or ""] = name or ""
    return Export(items=items, shapes=shapes, authors=authors)


#: What the importer takes of a post, and what of it WordPress tells again.
_SAME = (
    "title",
    "encoded",
    "excerpt",
    "post_id",
    "post_date",
    "post_date_gmt",
    "post_name",
    "status",
    "post_type",
    "comment_status",
    "ping_status",
    "creator",
)


def main() -> int:
    """Run it; return 0 when WordPress holds and tells what was archived."""
    if lacking := wordpress.missing():
        print(f"not run: {lacking}")
        return 1
    with tempfile.TemporaryDirectory(prefix="newscrawl-wxr-") as scratch:
        folder = Path(scratch)
        made = posts()
        with open_archive(f"sqlite:///{folder}/archive.db") as archive:
            write_posts(archive, made)
        ours = folder / "ours.xml"
        words = ("export", "--format", "wxr", "--db", folder / "archive.db", "--out", ours)
        subprocess.run(["python3", "-m", "newscrawl", *map(str, words)], check=True)
        theirs = folder / "theirs.xml"
        with wordpress.installed(folder, SITE.rstrip("/")) as site:
            (site / "import.php").write_text(_IMPORT, "utf-8")
            said = [
                subprocess.run(
                    ["php", "-d", "display_errors=stderr", "import.php", ours, theirs],
                    cwd=site, capture_output=True, text=True, check=False,
                )
                for _ in range(2)  # the second time each post is there already
            ]  # fmt: skip
        for done in said:
            if done.returncode or done.stderr:
                print(f"WordPress: exit {done.returncode}: {done.stderr[-2000:]}")
        shown = [json.loads(line) for line in said[-1].stdout.splitlines()]
        faults = compare(read_export(ours), read_export(theirs))
    print(f"{len(made)} posts archived, {len(shown)} in WordPress after two imports")
    for fault in faults:
        print(fault)
    right = len(shown) == len(made) and not any(done.returncode for done in said)
    return 0 if right and not faults else 1


def compare(ours: Export, theirs: Export) -> list[str]:
    """Return where WordPress's own export differs from ours."""
    strange = sorted(set(ours.shapes) - set(theirs.shapes))
    faults = [f"element that WordPress does not write: {shape}" for shape in strange]
    names = {login: theirs.authors.get(login) for login in ours.authors}
    if names != ours.authors:
        faults.append(f"authors: {ours.authors} became {names}")
    for guid, mine in ours.items.items():
        other = theirs.items.get(guid)
        if other is None:
            faults.append(f"{guid}: not in WordPress's export")
            continue
        for name in _SAME:
            if mine.get(name, "") != other.get(name, ""):
                faults.append(f"{guid}: {name}: {mine.get(name)!r} became {other.get(name)!r}")
        # A post without a category gets WordPress's own.
        terms = {one for one in other["terms"] if one[0] != "category" or one in mine["terms"]}
        if terms != mine["terms"]:
            faults.append(f"{guid}: terms: {sorted(mine['terms'])} became {sorted(terms)}")
        meta = {key: other["meta"].get(key) for key in mine["meta"]}
        if meta != mine["meta"]:
            faults.append(f"{guid}: meta: {mine['meta']} became {meta}")
    return faults


if __name__ == "__main__":
    raise SystemExit(main())
