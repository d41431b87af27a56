"""The words people type: a file a verb, each with `add_arguments(parser)` and `run(arguments)`.

A verb's module is imported only when it is called, so that `newscrawl --help`
answers at once. Files that begin with an underscore serve the verbs.
"""

from __future__ import annotations

#: Every verb, in the order and groups of `newscrawl --help`. The module bears the verb's name.
VERBS: dict[str, dict[str, str]] = {
    "Fill the archive": {
        "crawl": "archive a blog: find its posts, fetch, read and store them",
        "import": "take in WARC files, exports of WordPress, saved pages",
        "spiders": "the ways to find posts, and the arguments of each",
        "schedule": "name the blogs to archive again and again",
        "run": "do the scheduled work that is due, then exit",
    },
    "Ask the archive": {
        "list": "the posts, newest first",
        "search": "the posts that hold these words, Korean first",
        "show": "one post, readable in a terminal",
        "export": "the posts as JSON, CSV, Parquet, SQLite, Markdown, Atom, WXR, WARC or CSL-JSON",
        "diff": "what was edited between two revisions of a post, word by word",
        "changes": "what became new, was edited, moved, went or came back",
        "links": "who links to whom: the first, by month, by host, in networks of blogs",
        "duplicates": "posts whose texts are alike, over one blog or many",
        "stats": "what the archive holds, in figures",
        "coverage": "how completely a blog is archived, source by source",
        "templates": "how a blog's pages are built, as learned from them",
        "runs": "what was crawled when, and how it ended",
    },
    "Look after things": {
        "db": "create, upgrade or check the database",
        "backup": "copy the archive to a file, while a crawl runs, and check the copy",
        "reread": "read kept pages again, and say what that would change",
        "forget": "take a post or a blog out of the archive, for good",
        "doctor": "check this installation and say what to do",
        "read": "read saved pages to JSON: no network, no database",
    },
}

SUMMARIES: dict[str, str] = {
    verb: summary for group in VERBS.values() for verb, summary in group.items()
}
