"""newscrawl archives blogs: `read_post` reads one page, `open_archive` opens an archive.

    from newscrawl import open_archive, read_post

The names load at first use, so that `import newscrawl` costs next to nothing.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.archive import open_archive
    from pipelines.readers.post import read_post

__version__ = "0.1.0"
__all__ = ["__version__", "open_archive", "read_post"]

#: Where each public name lives.
_HOMES = {"open_archive": "pipelines.archive", "read_post": "pipelines.readers.post"}


def _stranger(home: str) -> str | None:
    """Return where the wrong `pipelines` was found; None when it is our sibling in `home`.

    The name is common: a Scrapy project of one's own may well have a `pipelines`
    beside it, and half of each would make errors that nobody can read.
    """
    loaded = sys.modules.get("pipelines")
    spec = loaded.__spec__ if loaded else find_spec("pipelines")
    if spec is None:
        return "nowhere"
    folders = list(spec.submodule_search_locations or ())
    wanted = os.path.realpath(os.path.join(home, "pipelines"))
    if any(os.path.realpath(folder) == wanted for folder in folders):
        return None
    return spec.origin or ", ".join(folders) or "an unknown place"


def _check_sibling() -> None:
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if found := _stranger(home):
        raise ImportError(
            f"newscrawl needs its own package `pipelines`, which lies beside it in {home}, "
            f"but Python finds `pipelines` {found if found == 'nowhere' else 'at ' + found}. "
            "Rename the other one, or start from another folder."
        )


_check_sibling()


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
