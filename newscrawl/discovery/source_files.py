"""Source posts of Jekyll and Hugo: which files are posts, and at which address each appears."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from newscrawl.discovery.moments import stated_moment
from pipelines.items import Entry, Moment
from pipelines.readers.data.front_matter import split_source
from pipelines.readers.dates.zones import iana_zone
from pipelines.urls import absolute_url

#: Names of configuration files, the first found counts.
CONFIG_NAMES = (
    "_config.yml",
    "_config.yaml",
    "hugo.toml",
    "hugo.yaml",
    "config.toml",
    "config.yaml",
)
_DATED = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})-(.+)$")
_POST_FILE = re.compile(r"\.(md|markdown|mkdn?|mdown|html?)$", re.IGNORECASE)
#: Jekyll's names for whole permalink rules.
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_FALSE = ("false", "no", "off", "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """What the configuration of a static blog says of its addresses."""

    #: `jekyll` or `hugo`.
    engine: str = "jekyll"
    #: Origin and base path, with a last slash; empty when not stated.
    base_url: str = ""
    permalink: str = _STYLES["date"]
    #: Hugo: the rule of each section.
    sections: Mapping[str, str] = field(default_factory=dict)
    #: Front matter that posts have when they do not say otherwise.
    defaults: Mapping[str, Any] = field(default_factory=dict)
    zone: tzinfo | None = None


def read_config(name: str, text: str) -> SiteConfig:
    """Return what a configuration file says; defaults for all that cannot be read."""
    fence = "+++" if name.endswith(".toml") else "---"
    text = re.sub(r"^(---|\.\.\.)\s*$", "", text.lstrip("\ufeff"), flags=re.MULTILINE)
    # A configuration is front matter without a body: one reader, one tolerance for both.
    config = split_source(f"{fence}\n{text}\n{fence}\n", name).matter
    if not name.startswith("_config"):
        rules = config.get("permalinks")
        rules = rules.get("page", rules) if isinstance(rules, dict) else {}
        return SiteConfig(
            engine="hugo",
            base_url=_folder_url(str(config.get("baseurl") or "")),
            sections={str(key): str(value) for key, value in rules.items()},
            zone=iana_zone(str(config.get("timezone") or "")),
        )
    permalink = str(config.get("permalink") or "date")
    return SiteConfig(
        base_url=_folder_url(str(config.get("url") or "") + str(config.get("baseurl") or "")),
        permalink=_STYLES.get(permalink, permalink),
        defaults=_post_defaults(config.get("defaults")),
        zone=iana_zone(str(config.get("timezone") or "")),
    )


def is_post_file(path: PurePosixPath, engine: str) -> bool:
    """Return True for a file that the engine would make a post of; `path` is below the folder."""
    if not _POST_FILE.search(path.name) or path.name.startswith(("_", ".", "#")):
        return False
    if any(part in ("_drafts", "_site", "node_modules", "vendor") for part in path.parts):
        return False
    if engine == "hugo":
        return path.parts[:1] != ("archetypes",) and path.suffix.lower() not in (".html", ".htm")
    return "_posts" in path.parts or bool(_DATED.match(path.name))


def is_published(matter: Mapping[str, Any]) -> bool:
    """Return False for a draft, and for what says of itself that it is not published."""
    draft = str(matter.get("draft") or "").lower()
    return draft not in ("true", "yes", "on", "1") and (
        str(matter.get("published", "true")).lower() not in _FALSE
    )


def source_entry(
    path: PurePosixPath, matter: Mapping[str, Any], config: SiteConfig, base_url: str
) -> Entry:
    """Return what the file's name and front matter say of the post, its address first.

    Without a base address (`base_url` empty) the address is `file:` and the path.
    """
    said = {**config.defaults, **{key: value for key, value in matter.items() if value}}
    dated = _DATED.match(path.stem)
    published = _published(said.get("date"), dated, config.zone)
    address = _path(path, said, config, dated, published)
    encoded = quote(address.lstrip("/"), safe="/~!$&'()*+,;=:@%")
    url = absolute_url(encoded, base_url) if base_url else None
    return Entry(
        url=url or f"file:///{encoded}",
        found_in=str(path),
        found_kind="folder",
        title=str(said["title"]) if said.get("title") else None,
        published=published,
        authors=tuple(_words(said.get("author") or said.get("authors"))),
        tags=tuple(_words(said.get("tags"))),
        categories=tuple(_words(said.get("categories") or said.get("category"))),
    )


def _path(
    path: PurePosixPath,
    said: Mapping[str, Any],
    config: SiteConfig,
    dated: re.Match[str] | None,
    published: Moment | None,
) -> str:
    if stated := said.get("permalink") or said.get("url"):
        rule = _STYLES.get(str(stated), str(stated))
    elif config.engine == "hugo":
        section = _section(path)
        rule = config.sections.get(section, f"/{section}/:slug/" if section else "/:slug/")
    else:
        rule = config.permalink
    name = path.parent.name if path.stem in ("index", "index.ko", "index.en") else path.stem
    title = dated[4] if dated else name
    slug = str(said.get("slug") or title)
    at = published.at if published else None
    values = {
        "categories": "/".join(_path_categories(path, said)),
        "title": title if config.engine == "jekyll" else str(said.get("title") or title),
        "slug": slug,
        "slugorfilename": slug,
        "filename": name,
        "contentbasename": name,
        "slugorcontentbasename": slug,
        "section": _section(path),
        "year": f"{at:%Y}" if at else "",
        "short_year": f"{at:%y}" if at else "",
        "month": f"{at:%m}" if at else "",
        "i_month": str(at.month) if at else "",
        "monthname": f"{at:%B}".lower() if at else "",
        "day": f"{at:%d}" if at else "",
        "i_day": str(at.day) if at else "",
        "y_day": f"{at:%j}" if at else "",
        "yearday": str(int(f"{at:%j}")) if at else "",
        "hour": f"{at:%H}" if at else "",
        "minute": f"{at:%M}" if at else "",
        "second": f"{at:%S}" if at else "",
        "output_ext": ".html",
        "basename": title,
    }
    filled = re.sub(
        r":([a-z_]+)",
        lambda match: values.get(match[1], match[0]),
        rule,
    )
    if config.engine == "hugo":
        filled = re.sub(r"\s+", "-", filled).lower()
    return re.sub(r"/{2,}", "/", "/" + filled)


def _path_categories(path: PurePosixPath, said: Mapping[str, Any]) -> list[str]:
    # Jekyll: folders above `_posts` are categories too.
    above = list(path.parts[: path.parts.index("_posts")]) if "_posts" in path.parts else []
    stated = _words(said.get("categories") or said.get("category"))
    return list(dict.fromkeys(word.lower() for word in (*above, *stated)))


def _section(path: PurePosixPath) -> str:
    parts = [part for part in path.parts[:-1] if part != "content"]
    return parts[0] if parts else ""


def _published(stated: Any, dated: re.Match[str] | None, zone: tzinfo | None) -> Moment | None:
    text = str(stated or "").strip()
    # Jekyll parts the offset with a space: 2024-07-23 09:12:00 +0900.
    text = re.sub(r"(:\d\d)\s+([+-]\d\d:?\d\d)$", r"\1\2", text)
    moment = stated_moment(text)
    if moment is None and dated:
        try:
            day = datetime(int(dated[1]), int(dated[2]), int(dated[3]), tzinfo=zone or UTC)
        except ValueError:
            return None
        return Moment(at=day, precision="day", offset_stated=False, raw=dated[0])
    if moment is None or zone is None:
        return moment
    # The engine counts the day of the address in the blog's own zone.
    at = moment.at.astimezone(zone) if moment.offset_stated else moment.at.replace(tzinfo=zone)
    return Moment(
        at=at, precision=moment.precision, offset_stated=moment.offset_stated, raw=moment.raw
    )


def _words(value: Any) -> list[str]:
    """Return a list of names: YAML lists, or words in a string as Jekyll reads them."""
    if isinstance(value, str):
        return [word for word in (value.split(",") if "," in value else value.split()) if word]
    if isinstance(value, list):
        return [str(item).strip() for item in value if str(item).strip()]
    return []


def _post_defaults(rules: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for rule in rules if isinstance(rules, list) else []:
        scope = rule.get("scope") if isinstance(rule, dict) else None
        values = rule.get("values") if isinstance(rule, dict) else None
        if not isinstance(scope, dict) or not isinstance(values, dict):
            continue
        of_posts = str(scope.get("type") or "posts") == "posts"
        if of_posts and str(scope.get("path") or "").strip("/") in ("", "_posts"):
            found.update({str(key).lower(): value for key, value in values.items()})
    return found


def _folder_url(text: str) -> str:
    url = (absolute_url(text.strip(), text.strip()) if "://" in text else None) or ""
    return url if not url or url.endswith("/") else url + "/"
