"""What the add-on says of settings that cannot be right."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from scrapy.settings import Settings

from newscrawl import settings as defaults
from newscrawl.addon import NewscrawlAddon, check_settings
from newscrawl.errors import UsageError

DEFAULTS = {name: getattr(defaults, name) for name in dir(defaults) if name.isupper()}


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("NEWSCRAWL_DEFAULT_ZONE", "Asia/Soul", "write it as Asia/Seoul"),
        ("NEWSCRAWL_DEFAULT_ZONE", "../etc", "no zone"),
        ("NEWSCRAWL_KEEP_PAGES", "maybe", "neither True nor False"),
        ("ROBOTSTXT_OBEY", "perhaps", "neither True nor False"),
        ("NEWSCRAWL_WORKERS", "1.5", "no whole number"),
        ("NEWSCRAWL_WORKERS", "nan", "no whole number"),
        ("NEWSCRAWL_RESUME_HOURS", "1e400", "no number"),
        ("NEWSCRAWL_READ_SECONDS", "nan", "no number"),
        ("NEWSCRAWL_READ_SECONDS", None, "no number"),
        ("NEWSCRAWL_READ_DEPTH", "2041", "more than 2040"),
        ("DOWNLOAD_DELAY", -1, "below 0"),
        ("TWISTED_REACTOR", "twisted.internet.selectreactor.SelectReactor", "asyncioreactor"),
        ("TWISTED_REACTOR_ENABLED", False, "Twisted"),
        ("STATS_CLASS", "scrapy.statscollectors.DummyStatsCollector", "counts"),
        ("NEWSCRAWL_WORKRES", "1", "did you mean NEWSCRAWL_WORKERS"),
    ],
)
def test_a_setting_that_cannot_be_right_is_named(name: str, value: Any, says: str) -> None:
    with pytest.raises(UsageError, match=says) as said:
        check_settings(Settings({**DEFAULTS, name: value}))
    assert name in str(said.value)


def test_what_is_right_is_taken() -> None:
    for name, value in [
        ("NEWSCRAWL_DEFAULT_ZONE", "Asia/Seoul"),
        ("NEWSCRAWL_KEEP_PAGES", "False"),
        ("NEWSCRAWL_RESUME_HOURS", "0.5"),
        ("DOWNLOAD_DELAY", "0.25"),
    ]:
        check_settings(Settings({**DEFAULTS, name: value}))


def test_a_misspelt_name_in_the_environment_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("NEWSCRAWL_CONTCT", "me@blog.example")
    monkeypatch.setenv("NEWSCRAWL_SERVICE_PORT", "80")
    with caplog.at_level(logging.WARNING):
        NewscrawlAddon().update_settings(Settings())
    assert caplog.messages == [
        "NEWSCRAWL_CONTCT in the environment is no setting; NEWSCRAWL_CONTACT is one"
    ]
