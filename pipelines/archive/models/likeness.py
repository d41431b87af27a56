"""Tables of texts that are alike: a print of each text, and the bands by which prints meet."""

from __future__ import annotations

from sqlalchemy import Double, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.archive.engine import TABLE_OPTIONS, BigId
from pipelines.archive.models.base import HASH, Base


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
    text_hash: Mapped[str] = mapped_column(String(HASH), index=True)
    #: A post of its cluster, the same for all in it; None: there is no other like this one.
    cluster_id: Mapped[int | None] = mapped_column(BigId)
    #: The share of common shingles with the post of its cluster that is most like it, up to 1.
    likeness: Mapped[float | None] = mapped_column(Double)


class TextBand(Base):
    """A part of a print: texts that are alike have one in common."""

    __tablename__ = "text_band"
    __table_args__ = (TABLE_OPTIONS,)

    #: 63 bits of the part, and of which part it is.
    band: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    post_id: Mapped[int] = mapped_column(
        BigId,
        ForeignKey("post.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
    )
