"""Show who links to whom: the links of the posts as they stand, and figures about them.

--to HOST or --to URL: the links that lead there, the first linker first. --from SITE or
--from POST: the links of a blog, newest post first, or of one post in its order. Alone or with
these: --by-month and --hosts count them. --networks shows blogs that have posts which end in the
same bare link. A link to a post that the archive holds bears its number, also when that
post was archived later. Links within a blog are left out unless --internal is given.

Plain lines: published, blog, kind, rel, address of the post, the link, its text, the number of
the post it leads to. Of --by-month and --hosts: month or host, links, posts, blogs, share of
nofollow, first of them. Of --networks: the link, blogs, posts, then for each blog a line
with its address, posts and the first of them.

Examples:
  newscrawl links --to promo.example --limit 1
  newscrawl links --to promo.example --by-month
  newscrawl links --from https://blog.example/ --hosts
  newscrawl links --networks --json
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from newscrawl import exits
from newscrawl.commands._archive import add_database, check_blog, opened
from newscrawl.commands._arguments import add_limit, end_instant, instant
from newscrawl.commands._output import (
    add_json,
    at_work,
    json_text,
    note,
    print_json_array,
    print_rows,
    to_terminal,
)
from newscrawl.errors import UsageError
from pipelines.urls import host_of

if TYPE_CHECKING:
    from pipelines.archive import Archive
    from pipelines.archive.links import LinkCount, LinkLine, Network

KINDS = ("inline", "card", "bare", "image", "attachment", "embed")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the two ends, the choice of links and the kind of answer."""
    parser.add_argument("--to", metavar="HOST|URL", help="that lead to this host or address")
    parser.add_argument(
        "--from", dest="source", metavar="SITE|POST", help="of this blog, or post by its number"
    )
    answer = parser.add_mutually_exclusive_group()
    answer.add_argument("--by-month", action="store_true", help="count them by month")
    answer.add_argument("--hosts", action="store_true", help="count them by host, the most first")
    answer.add_argument(
        "--networks", action="store_true", help="blogs whose posts end in the same bare link"
    )
    parser.add_argument("--kind", choices=KINDS, help="only of this kind")
    parser.add_argument(
        "--internal", action="store_true", help="also those that stay within their blog"
    )
    parser.add_argument("--since", type=instant, metavar="DATE", help="in posts published since")
    parser.add_argument(
        "--until", type=end_instant, metavar="DATE", help="in posts published until"
    )
    add_limit(parser, 100)
    add_json(parser, "a JSON array")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the links or the figures."""
    counts = arguments.by_month or arguments.hosts
    if arguments.networks:
        if arguments.to or arguments.source:
            raise UsageError("--networks looks at all blogs; leave out --to and --from")
    elif not (arguments.to or arguments.source or arguments.hosts):
        raise UsageError("name an end: --to HOST|URL or --from SITE|POST; or ask for --hosts")
    if arguments.hosts and arguments.to:
        raise UsageError("--hosts counts the hosts that links lead to; it goes with --from")
    with opened(arguments) as archive:
        if arguments.networks:
            with at_work("looking at every bare link"):
                networks = _networks(archive, arguments)
            _print_networks(networks, arguments.json)
        elif counts:
            with at_work("counting links"):
                counted = _counted(archive, arguments)
            _print_counts(counted, arguments)
        else:
            _print_links(_links(archive, arguments), arguments)
    return exits.DONE


def _choice(arguments: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(arguments, name) for name in ("since", "until", "kind", "internal")}


def _networks(archive: Archive, arguments: argparse.Namespace) -> list[Network]:
    from pipelines.archive.links import link_networks

    return link_networks(archive, limit=arguments.limit)


def _counted(archive: Archive, arguments: argparse.Namespace) -> list[LinkCount]:
    from pipelines.archive.links import link_hosts, link_months

    choice = _choice(arguments) | {"site": _site(archive, arguments.source)}
    if arguments.hosts:
        return link_hosts(archive, limit=arguments.limit, **choice)
    return link_months(archive, arguments.to, **choice)


def _links(archive: Archive, arguments: argparse.Namespace) -> list[LinkLine]:
    from pipelines.archive.links import links_from, links_of_site, links_to

    choice, limit = _choice(arguments), arguments.limit
    if arguments.to:
        site = _site(archive, arguments.source)
        return links_to(archive, arguments.to, site=site, limit=limit, **choice)
    if (post_id := _post(archive, arguments.source)) is not None:
        links = links_from(archive, post_id, kind=arguments.kind)
        return links[:limit]
    site = _site(archive, arguments.source)
    assert site is not None
    return links_of_site(archive, site, limit=limit, **choice)


def _site(archive: Archive, name: str | None) -> str | None:
    if name is None:
        return None
    if _post(archive, name) is not None:
        raise UsageError(
            f"{name} is a post; --to, --by-month and --hosts take a blog as --from: its home "
            "address or host"
        )
    check_blog(archive, name)
    return name


def _post(archive: Archive, name: str) -> int | None:
    """Return the post of a number or an address; None when `name` is no post's."""
    from pipelines.archive.query import find_post
    from pipelines.archive.sites import site_ids

    with archive.reading() as connection:
        if not name.isdecimal() and site_ids(connection, name):
            return None
    stored = find_post(archive, name) if name.isdecimal() or "://" in name else None
    if stored is None and name.isdecimal():
        raise UsageError(f"the archive has no post {name}; `newscrawl list` lists its posts")
    return stored.post_id if stored else None


def _print_links(links: Sequence[LinkLine], arguments: argparse.Namespace) -> None:
    if arguments.json:
        print_json_array(
            {name: getattr(link, name) for name in link.__dataclass_fields__} for link in links
        )
        return
    if not links:
        note("no link fits")
        return
    if to_terminal():
        print_rows(
            ("published (UTC)", "blog", "kind", "rel", "link", "text", "post"),
            (
                (o.listed_at, host_of(o.site), o.kind, o.rel, o.url, o.text, o.target_post_id)
                for o in links
            ),
            right=("post",),
            wide=("blog", "link", "text"),
            spare=("rel", "post", "kind"),
        )
    else:
        print_rows(
            (),
            (
                (o.listed_at, o.site, o.kind, o.rel, o.post_url, o.url, o.text, o.target_post_id)
                for o in links
            ),
        )
    if len(links) == arguments.limit:
        note(f"at most {arguments.limit} are shown; --limit 0 shows all")


def _print_counts(counts: Sequence[LinkCount], arguments: argparse.Namespace) -> None:
    if arguments.json:
        name = "host" if arguments.hosts else "month"
        print_json_array(
            {
                name: one.name,
                "links": one.links,
                "posts": one.posts,
                "sites": one.sites,
                "nofollow": one.nofollow,
                "nofollow_share": round(one.nofollow_share, 4),
                "first": one.first_at,
            }
            for one in counts
        )
        return
    if not counts:
        note("no link fits")
        return
    print_rows(
        (
            "host" if arguments.hosts else "month (UTC)",
            *("links", "posts", "blogs", "nofollow", "first (UTC)"),
        ),
        (
            (one.name, one.links, one.posts, one.sites, f"{one.nofollow_share:.0%}", one.first_at)
            for one in counts
        ),
        right=("links", "posts", "blogs", "nofollow"),
        wide=("host",),
    )


def _print_networks(networks: Sequence[Network], as_json: bool) -> None:
    if as_json:
        print_json_array(
            {
                "url": one.url,
                "posts": one.posts,
                "blogs": [
                    {"site": site, "posts": posts, "first": first}
                    for site, posts, first in one.blogs
                ],
            }
            for one in networks
        )
        return
    if not networks:
        note("no two blogs have posts that end in the same bare link")
    for one in networks:
        print_rows((), [(one.url, len(one.blogs), one.posts)]) if not to_terminal() else print(
            f"{json_text(one.url)[1:-1]}: {len(one.blogs)} blogs, {one.posts} posts"
        )
        print_rows(
            ("", "blog", "posts", "first (UTC)"),
            (("", site, posts, first) for site, posts, first in one.blogs),
            right=("posts",),
            wide=("blog",),
        )
