"""Golden lists: what a platform's list API answered, `tests/golden/lists/PLATFORM/CASE/`.

- `asked.json`: the `home` address, which `list` of the platform's (from 0), for each answer its
  `headers`, and the `server_date` that relative dates count from;
- `home.html`: the home page, where the platform reads something in it;
- `answer-1.*`, `answer-2.*`, ...: the bytes of each answer, to be read in turn for as long as the
  one before names a next page;
- `list.json`: what was asked, and every entry. `python3 run.py accept lists/PLATFORM/CASE` writes it.
"""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.items import Entry, Moment
from pipelines.readers.platforms import module_of
from pipelines.readers.platforms.api import ApiPage, ApiRequest, Told

GOLDEN = Path(__file__).with_name("golden")


def cases() -> list[str]:
    """Return the name of every case, `lists/platform/case`."""
    found = GOLDEN.glob("lists/*/*/asked.json")
    return sorted(file.parent.relative_to(GOLDEN).as_posix() for file in found)


def answer_of(case: str) -> dict[str, Any]:
    """Return what the platform's reader makes of a case now, from its first question on."""
    folder = GOLDEN / case
    said = json.loads((folder / "asked.json").read_text("utf-8"))
    module = module_of(folder.parent.name)
    assert module is not None, f"{folder.parent.name} is no platform"
    home_page = folder / "home.html"
    markup = home_page.read_text("utf-8") if home_page.exists() else ""
    request = module.list_requests(said["home"], markup)[said.get("list", 0)]
    clock = said.get("server_date")
    base = datetime.fromisoformat(clock) if clock else None
    answers = sorted(folder.glob("answer-*"), key=lambda file: int(file.stem.split("-")[1]))
    asked: list[dict[str, Any]] = []
    pages: list[ApiPage] = []
    for file, headers in zip(answers, said.get("headers") or [{} for _ in answers], strict=True):
        assert request is not None, f"nobody asks for {file.name}"
        asked.append(_request_record(request))
        pages.append(module.read_list(file.read_bytes(), request, Told(base=base, headers=headers)))
        request = pages[-1].next
    totals = [page.declared_total for page in pages if page.declared_total is not None]
    return {
        "asked": asked,
        "understood": [page.understood for page in pages],
        "goes_on_at": _request_record(request) if request else None,
        "declared_total": totals[-1] if totals else None,
        "entries": [_entry_record(entry) for page in pages for entry in page.entries],
    }


def expected(case: str) -> dict[str, Any]:
    """Return the list that was accepted; empty when there is none yet."""
    file = GOLDEN / case / "list.json"
    answer: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return answer


def accept(case: str) -> None:
    """Take what the reader makes of a case now as the answer."""
    text = json.dumps(answer_of(case), ensure_ascii=False, indent=1)
    (GOLDEN / case / "list.json").write_text(f"{text}\n", "utf-8")


def _request_record(request: ApiRequest) -> dict[str, Any]:
    record: dict[str, Any] = {"method": request.method, "url": request.url}
    record["headers"] = dict(request.headers)
    if request.body:
        record["body"] = json.loads(request.body)
    return record


def _entry_record(entry: Entry) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for field in dataclasses.fields(entry):
        value = getattr(entry, field.name)
        if isinstance(value, Moment):
            value = f"{value.isoformat()} ({value.precision})"
        if value and field.name not in ("found_in", "found_kind"):
            record[field.name] = list(value) if isinstance(value, tuple) else value
    return record
