"""Tables of texts that are alike: what is known of each text, and the bands by which they meet."""

from __future__ import annotations

from sqlalchemy import Double, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.archive.engine import TABLE_OPTIONS, BigId
from pipelines.archive.lengths import HASH
from pipelines.archive.models.base import Base


class TextPrint(Base):
    """What is known of the text that stands in a post: made by `newscrawl duplicates --find`."""

    __tablename__ = "text_print"
    __table_args__ = (Index(None, "cluster_id", "post_id"), TABLE_OPTIONS)

    post_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    #: The revision that was looked at; another one stands when the post was edited since.
    revision_id: Mapped[int] = mapped_column(BigId)
    #: Of the letters and digits of the text, case and width folded; equal ones are exact copies.
    text_hash: Mapped[str] = mapped_column(String(HASH))
    #: A number that all posts of its cluster bear and no other; None: no other post is like it.
    cluster_id: Mapped[int | None] = mapped_column(BigId)
    #: The share of common shingles with the post of its cluster that is most like it, up to 1.
    likeness: Mapped[float | None] = mapped_column(Double)


class TextBand(Base):
    """A part of the print of a text: texts that are alike have one in common (likeness.py)."""

    __tablename__ = "text_band"
    __table_args__ = (TABLE_OPTIONS,)

    band: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    post_id: Mapped[int] = mapped_column(
        BigId,
        ForeignKey("post.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
    )
