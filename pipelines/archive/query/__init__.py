"""Questions to the archive: records in a stream, lists by page, one post whole, figures."""

from pipelines.archive.query.choosing import ChoiceArguments, PostChoice, said_by, written_in
from pipelines.archive.query.figures import archive_stats, last_change_at
from pipelines.archive.query.post_list import PostLine, list_posts
from pipelines.archive.query.posts import (
    Whereabouts,
    find_post,
    first_addresses,
    iter_posts,
    iter_records,
    whereabouts,
    with_history,
)
from pipelines.archive.query.revision_list import RevisionLine, revisions
