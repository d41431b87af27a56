"""Golden cases: saved pages with their answers, `tests/golden/PLATFORM/CASE/{page.*,page.json,post.json}`.

`python3 run.py accept PLATFORM/CASE` takes what the readers answer now as the answer; the
diff is then read like code. A new case needs `page.html` and `page.json` only.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.items import Fetch, Page
from pipelines.readers.post import read_post
from pipelines.record import post_record
from tests import golden_lists

GOLDEN = Path(__file__).with_name("golden")

#: Keys of an answer beside those of the record that a page can answer.
BESIDE = ("kind", "platforms")
#: What only an archive knows.
NOT_IN_A_PAGE = ("first_seen", "last_seen")


def cases() -> list[str]:
    """Return the name of every case, `platform/case`."""
    return sorted(
        file.parent.relative_to(GOLDEN).as_posix() for file in GOLDEN.glob("*/*/page.json")
    )


def page_of(case: str) -> Page:
    """Return the page of a case; `page.json` says what the wire said."""
    folder = GOLDEN / case
    said = json.loads((folder / "page.json").read_text("utf-8"))
    (file,) = [file for file in folder.glob("page.*") if file.suffix != ".json"]
    fetch = Fetch(
        url=said["url"],
        final_url=said["url"],
        content_type=said.get("content_type", "text/html; charset=utf-8"),
        fetched_at=datetime.fromisoformat(said.get("fetched_at", "2026-01-15T03:00:00+00:00")),
        server_date=None,
    )
    return Page(fetch=fetch, body=file.read_bytes(), site=said["site"])


def answer_of(case: str) -> dict[str, Any]:
    """Return what the readers make of a case now."""
    post = read_post(page_of(case))
    record = {k: v for k, v in post_record(post).items() if k not in NOT_IN_A_PAGE}
    return {"kind": post.kind, "platforms": list(post.platforms), **record}


def expected(case: str) -> dict[str, Any]:
    """Return the answer that was accepted; empty when there is none yet."""
    file = GOLDEN / case / "post.json"
    answer: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return answer


def known_wrong(case: str) -> dict[str, str]:
    """Return the fields of a case that the readers are known to get wrong, with the reason."""
    file = GOLDEN / case / "wrong.json"
    known: dict[str, str] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return known


def accept(names: list[str]) -> int:
    """Write the answers of `names` (pages, or `lists/...`) anew and return an exit code."""
    pages, lists = cases(), golden_lists.cases()
    unknown = sorted(set(names) - {*pages, *lists})
    if unknown:
        known = ", ".join([*pages, *lists]) or "none"
        print(f"no such case: {', '.join(unknown)}; there are: {known}")
        return 1
    for name in names:
        if name in lists:
            golden_lists.accept(name)
        else:
            text = json.dumps(answer_of(name), ensure_ascii=False, indent=1)
            (GOLDEN / name / "post.json").write_text(f"{text}\n", "utf-8")
        print(f"accepted at {datetime.now(UTC):%H:%M:%S}: {name}; now read the diff")
    return 0


if __name__ == "__main__":
    sys.exit(accept(sys.argv[2:]) if sys.argv[1:2] == ["accept"] else 1)
