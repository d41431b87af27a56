"""The tables of the archive (docs/database.md shows them with queries).

Rows are built from items and turned back into items by rows.py; nothing here
leaves the archive. Names that SQL reserves are avoided, so that one query runs
on each database without quotes.
"""

from pipelines.archive.lengths import LANGUAGE, NAME, RAW, TITLE, URL
from pipelines.archive.models.base import Base, table_of
from pipelines.archive.models.details import (
    Image,
    Person,
    PostAuthor,
    PostEmbed,
    PostImage,
    PostLink,
    PostTerm,
    Term,
)
from pipelines.archive.models.hosts import HostTurn, HostUse, RobotsFile
from pipelines.archive.models.likeness import TextBand, TextPrint
from pipelines.archive.models.pages import KeptPage, PageFetch
from pipelines.archive.models.pictures import Forgotten, ImageCopy
from pipelines.archive.models.posts import Post, PostAddress, PostChange
from pipelines.archive.models.revisions import FieldEvidence, Revision
from pipelines.archive.models.runs import Run, RunLock, Schedule
from pipelines.archive.models.sites import (
    AddressAlias,
    Discovery,
    FoundAddress,
    Site,
    SiteTemplate,
    Source,
)
from pipelines.archive.models.works import LongWork
