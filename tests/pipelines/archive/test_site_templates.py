"""Profiles of templates are kept with their marks, version by version, until the site drifts away."""

from __future__ import annotations

from pipelines.archive import Archive
from pipelines.archive.site_templates import (
    end_template,
    keep_template,
    list_templates,
    templates_in_use,
)

SITE = "https://blog.example/"
SHAPE = "div#page/article.story/div.story-text"
PROFILE = {
    "score": 0.99,
    "generic_score": 0.9,
    "learned_from": 16,
    "checked_on": 8,
    "fields": {"title": {"path": "h1.제목"}},
}


def test_a_later_version_replaces_the_one_before(archive: Archive) -> None:
    assert keep_template(archive, SITE, SHAPE, PROFILE) == 1
    assert keep_template(archive, SITE, SHAPE, PROFILE) == 2
    assert keep_template(archive, SITE, "main/div", PROFILE) == 1
    assert [(one["version"], one["fields"]) for one in templates_in_use(archive, SITE)] == [
        (1, PROFILE["fields"]),
        (2, PROFILE["fields"]),
    ]
    states = {(one.shape, one.version): one.state for one in list_templates(archive)}
    assert states == {(SHAPE, 1): "replaced", (SHAPE, 2): "used", ("main/div", 1): "used"}


def test_a_template_that_a_site_drifted_from_is_used_no_more_and_not_forgotten(
    archive: Archive,
) -> None:
    version = keep_template(archive, SITE, SHAPE, PROFILE)
    end_template(archive, SITE, SHAPE, version)
    assert templates_in_use(archive, SITE) == []
    (old,) = list_templates(archive, SITE)
    assert (old.state, old.score, old.checked_on) == ("drifted", 0.99, 8)
    assert old.ended_at is not None
    assert keep_template(archive, SITE, SHAPE, PROFILE) == version + 1


def test_templates_are_those_of_their_site(archive: Archive) -> None:
    keep_template(archive, SITE, SHAPE, PROFILE)
    assert templates_in_use(archive, "https://other.example/") == []
    assert list_templates(archive, "https://other.example/") == []
