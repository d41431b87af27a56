"""Show posts whose texts are alike, in clusters, the earliest post of each first.

Alike are posts that have at least 70 of 100 stretches of letters in common (five letters of Korean,
nine of Latin), whatever their titles, pictures and markup; 1.00 is an exact copy. Nothing is ever
deleted for it. --find looks at the posts that are new or were edited since the last time, which
takes some milliseconds each and goes on where it was broken off; without it is shown what was
found so far. --across shows only clusters over two blogs or more, --site those that a blog has
part in, --post the cluster of one post.

Plain lines, one a post: cluster, likeness to the nearest of its cluster, published, number,
title, address.

Examples:
  newscrawl duplicates --find
  newscrawl duplicates --across --limit 20
  newscrawl duplicates --post 12 --json
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from newscrawl import exits
from newscrawl.commands._archive import add_database, opened
from newscrawl.commands._arguments import count_or_all
from newscrawl.commands._output import add_json, note, print_json_array, print_rows, to_terminal
from newscrawl.errors import UsageError
from pipelines.urls import host_of

if TYPE_CHECKING:
    from pipelines.archive import Archive
    from pipelines.archive.clusters import Cluster


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do and which clusters to show."""
    parser.add_argument(
        "--find", action="store_true", help="look at the posts that are new or were edited first"
    )
    parser.add_argument(
        "--across", action="store_true", help="only clusters over two blogs or more"
    )
    parser.add_argument("--site", metavar="URL", help="that this blog has part in")
    parser.add_argument("--post", metavar="POST", help="of this post: its number or address")
    parser.add_argument(
        "--limit",
        type=count_or_all,
        default=100,
        metavar="N",
        help="at most so many clusters (default: 100; 0: all)",
    )
    add_json(parser, "a JSON array of clusters")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Find, when asked to, and print."""
    from pipelines.archive.duplicates import count_unseen, find_duplicates

    if arguments.post and (arguments.site or arguments.across):
        raise UsageError("--post names one cluster; leave out --site and --across")
    with opened(arguments, read_only=not arguments.find) as archive:
        if arguments.find:
            note(f"{find_duplicates(archive, _tell)} posts looked at")
        clusters = _clusters(archive, arguments)
        unseen = count_unseen(archive)
    if arguments.json:
        print_json_array(
            {
                "cluster": one.cluster_id,
                "sites": one.sites,
                "posts": [
                    {name: getattr(post, name) for name in post.__dataclass_fields__}
                    for post in one.posts
                ],
            }
            for one in clusters
        )
    else:
        _print_lines(clusters)
        if not clusters:
            who = "one of another blog" if arguments.across else "another"
            note(f"no post is like {who}, as far as was looked")
        elif len(clusters) == arguments.limit:
            note(f"at most {arguments.limit} clusters are shown; --limit 0 shows all")
    if unseen > 0:
        note(f"{unseen} posts were not looked at yet: newscrawl duplicates --find")
    return exits.DONE


def _tell(looked: int) -> None:
    if looked % 10_000 == 0:
        note(f"{looked} posts looked at")


def _clusters(archive: Archive, arguments: argparse.Namespace) -> list[Cluster]:
    from pipelines.archive.clusters import cluster_of, list_clusters
    from pipelines.archive.query import find_post

    if arguments.post is None:
        return list_clusters(
            archive, site=arguments.site, across=arguments.across, limit=arguments.limit
        )
    if (stored := find_post(archive, arguments.post)) is None:
        raise UsageError(
            f"the archive has no post {arguments.post}; `newscrawl list` lists its posts"
        )
    cluster = cluster_of(archive, stored.post_id)
    return [cluster] if cluster else []


def _print_lines(clusters: list[Cluster]) -> None:
    if to_terminal():
        print_rows(
            ("cluster", "alike", "published (UTC)", "post", "title", "blog"),
            (
                (c.cluster_id, f"{p.likeness:.2f}", p.listed_at, p.post_id, p.title, host_of(p.url))
                for c in clusters
                for p in c.posts
            ),
            right=("cluster", "alike", "post"),
            wide=("title", "blog"),
            spare=("post",),
        )
        return
    print_rows(
        (),
        (
            (c.cluster_id, f"{p.likeness:.2f}", p.listed_at, p.post_id, p.title, p.url)
            for c in clusters
            for p in c.posts
        ),
    )
