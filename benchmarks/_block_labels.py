"""What the gold of a page says of its blocks: which are the post, and how much each weighs."""

from __future__ import annotations

import gzip
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import extraction
from pipelines.readers.blocks.post_blocks import known_of
from pipelines.readers.blocks.signs import signs_of
from pipelines.readers.bodies import containers
from pipelines.readers.document import Document

#: A page whose blocks hold less of the gold than this teaches nothing: its body is elsewhere.
_FOUND = 0.5


def scorer(corpus: Path) -> ModuleType:
    """Return the scorer that comes with the corpus."""
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def document_of(corpus: Path, row: dict[str, Any]) -> Document:
    """Return the page of a row of the corpus, parsed."""
    markup = gzip.decompress((corpus / row["html"]).read_bytes())
    return Document(extraction.page_of(row, markup))


def seen(corpus: Path, row: dict[str, Any]) -> dict[str, Any]:
    """Return the blocks of a page with their signs, what they are, and how much they weigh."""
    score = scorer(corpus)
    document = document_of(corpus, row)
    blocks = document.blocks
    signs, layout = signs_of(blocks, known_of(document, containers.declared(document)))
    texts = [block.text for block in blocks]
    if "body_text" in row["gold"]:
        labels, weights = labelled(score, texts, row["gold"]["body_text"])
    else:
        labels, weights = by_snippets(score, texts, row["gold"])
    host = score.host_of(row["url"] or "") or row["id"]
    return {
        "row": row,
        "host": host,
        # A host without a dot is none: the set gives it to pages whose address is not known.
        "site": host if "." in host else row["id"],
        "signs": signs,
        "layout": layout,
        "texts": texts,
        "labels": labels,
        "weights": weights,
    }


def labelled(score: ModuleType, texts: list[str], gold: str) -> tuple[list[float], list[float]]:
    """Return which blocks are in `gold`, in its order, and the part of the page each is."""
    from rapidfuzz.distance import LCSseq

    wanted = score.tokens(gold)
    parts = [score.tokens(text) for text in texts]
    words = [word for part in parts for word in part]
    numbers: dict[str, int] = {}
    left, right = ([numbers.setdefault(w, len(numbers)) for w in side] for side in (words, wanted))
    hit = [False] * len(words)
    for step in LCSseq.opcodes(left, right):
        if step.tag == "equal":
            hit[step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
    known = score.shingles(wanted)
    found, at = [], 0
    for part in parts:
        share = sum(hit[at : at + len(part)]) / max(1, len(part))
        at += len(part)
        if len(part) >= 8:  # the words of a chance likeness are there, but not side by side
            own = score.shingles(part)
            same = sum((own & known).values()) / sum(own.values())
            share = same if same <= 0.3 else max(share, same)
        found.append(float(share > 0.5))
    held = sum(len(part) for part, label in zip(parts, found, strict=True) if label)
    if held < _FOUND * len(wanted):
        return found, [0.0] * len(found)
    size = max(50, len(wanted))
    return found, [min(60.0, 100 * (len(part) + 3) / size) for part in parts]


def by_snippets(
    score: ModuleType, texts: list[str], gold: dict[str, Any]
) -> tuple[list[float], list[float]]:
    """Return the blocks that snippets tell of; the others weigh nothing."""
    labels, weights = [], []
    inside = [score.squash(text) for text in gold.get("body_with", ())]
    outside = [score.squash(text) for text in gold.get("body_without", ())]
    for text in texts:
        known = len(text) >= 3
        is_in = known and any(s and (s in text or (len(text) > 25 and text in s)) for s in inside)
        is_out = known and any(s and s in text and len(s) > 0.3 * len(text) for s in outside)
        labels.append(float(is_in))
        weights.append(2.0 + min(len(score.tokens(text)), 40) / 5 if is_in or is_out else 0.0)
    return labels, weights
