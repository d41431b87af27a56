"""Who said what of each field, as records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.items import Post


def evidence_records(post: Post) -> list[dict[str, Any]]:
    """Return the evidence of `post` as plain JSON types, the chosen answer of a field first."""
    fields = list(dict.fromkeys(said.field for said in post.evidence))
    ordered = sorted(post.evidence, key=lambda said: (fields.index(said.field), not said.chosen))
    return [
        {
            "field": said.field,
            "value": said.value,
            "reader": said.reader,
            "confidence": said.confidence,
            "chosen": said.chosen,
        }
        for said in ordered
    ]
