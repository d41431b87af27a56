"""What was fitted, written as the modules that the readers load."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks._looks import Looks, Names

READERS = Path(__file__).resolve().parent.parent / "pipelines" / "readers" / "blocks"
#: After so many trees each, a clear case is left.
STAGE = 20
#: LightGBM's nothing: what is more, or less, is something.
_NOTHING = 1e-35


def store_looks(looks: Looks) -> None:
    """Write name_weights.py, block_weights.py and neighbour_weights.py."""
    store_names(looks.names)
    store(looks.first, "block_weights", "for the signs of one block (signs.py, names.py)")
    store(
        looks.second,
        "neighbour_weights",
        "for the second look at a block\n(post_blocks.second_signs)",
    )


def store_names(names: Names) -> None:
    """Write the weights of names as a module, those of one weight together."""
    weigh = names.without(None)
    alike = defaultdict(list)
    for name in sorted(names.total):
        weight = weigh(name)
        if weight is not None:
            alike[round(10 * weight)].append(name)
    parts = [
        '"""The weights of names.py, written by benchmarks/cross_validation.py --write."""',
        "# fmt: off",
        "#: Log odds in tenths -> the parts of names that have them.",
        "_ALIKE = {",
    ]
    for tenths, found in sorted(alike.items()):
        parts.append(_folded(f'    {tenths}: """{" ".join(found)}""",'))
    parts += [
        "}",
        "WEIGHTS = {",
        "    name: tenths / 10 for tenths, names in _ALIKE.items() for name in names.split()",
        "}",
    ]
    (READERS / "name_weights.py").write_text("\n".join(parts) + "\n", encoding="utf-8")


def store(model: Any, name: str, what_for: str) -> None:
    """Write the forest as the module that the readers load."""

    def written(node: dict[str, Any]) -> str:
        if "leaf_value" in node:
            return _short(f"{node['leaf_value']:.3g}")
        low, high = written(node["left_child"]), written(node["right_child"])
        limit = node["threshold"]
        # As near to nothing as LightGBM writes it.
        asked = "<0." if -_NOTHING <= limit < 0 else f"<={_short(f'{limit:.5g}')}"
        return f"({low} if s{node['split_feature']}{asked} else {high})"

    trees = [written(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]
    write_forest(trees, model.num_feature(), name, what_for)


def write_forest(trees: list[str], signs: int, name: str, what_for: str) -> None:
    """Write trees, each an expression of the signs s0, s1, ..., as one function."""
    # Local names: to ask a list for its nth takes half as long again.
    unpacked = textwrap.fill(
        ", ".join(f"s{number}" for number in range(signs)),
        95,
        initial_indent="        ",
        subsequent_indent="        ",
    )
    parts = [
        '"""The weights of post_blocks.py, written by benchmarks/cross_validation.py --write.',
        f"The function adds up decision trees {what_for}.",
        '"""',
        "# fmt: off",
        "# ruff: noqa",
        "def weigh(signs: list[float], clear: float) -> float:",
        '    """Return the sum of the trees, or of the first of them where it is clear."""',
        f"    (\n{unpacked},\n    ) = signs",
    ]
    for start in range(0, len(trees), STAGE):
        body = _folded(" + ".join(trees[start : start + STAGE]))
        parts.append(f"    odds {'+=' if start else '='} (\n{body}\n    )")
        if start + STAGE < len(trees):
            parts.append("    if not -clear < odds < clear:\n        return odds")
    parts.append("    return odds")
    text = "\n".join(parts)
    for blank in ("\nThe function", "\n# fmt", "\n# ruff", "\ndef weigh"):
        text = text.replace(blank, f"\n{blank}", 1)
    (READERS / f"{name}.py").write_text(text + "\n", encoding="utf-8")


def _short(number: str) -> str:
    # Another float is compared with in half the time of a whole number.
    return "0." if number == f"{_NOTHING:g}" else re.sub(r"^(-?)0\.", r"\1.", number)


def _folded(text: str) -> str:
    return textwrap.fill(text, 99, break_on_hyphens=False, break_long_words=False)
