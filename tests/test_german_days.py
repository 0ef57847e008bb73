"""The day of a change is the day in Germany, wherever and whenever it is built."""

import datetime as dt
import os
from pathlib import Path

import pytest

from impulswerk.permanence.edition import VARIABLE, fix_edition, settle
from impulswerk.permanence.publication import base_of
from impulswerk.rules.forms import with_ascii_host
from impulswerk.sources.history import read_history
from impulswerk.text.wording import day_of
from tests.repository import Repository, impulse_source


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-30T22:59:59+00:00", "2026-11-30"),
        ("2026-11-30T23:00:00+00:00", "2026-12-01"),
        ("2026-06-30T22:00:00+00:00", "2026-07-01"),
        ("2026-12-01T00:30:00+01:00", "2026-12-01"),
        ("2026-12-01T12:30:00+14:00", "2026-11-30"),
    ],
)
def test_a_day_begins_at_midnight_in_germany(
    moment: str, day: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    when = dt.datetime.fromisoformat(moment)
    assert day_of(when).isoformat() == day
    monkeypatch.setenv(VARIABLE, str(int(when.timestamp())))
    assert fix_edition(tmp_path).isoformat() == day


def test_changes_just_after_midnight_bear_the_new_day(tmp_path: Path) -> None:
    repository = Repository(tmp_path).start()
    path = "impulses/01-lotsen.md"
    repository.commit("2026-11-29T12:00:00Z", {path: impulse_source()})
    repository.commit("2026-11-30T12:00:00Z", {path: impulse_source(title="Am Tag davor")})
    repository.commit("2026-12-01T00:30:00+0100", {path: impulse_source(title="Nach Mitternacht")})
    (revisions,) = read_history(tmp_path).entries.values()
    assert [str(revision.date) for revision in revisions] == [
        "2026-11-29",
        "2026-11-30",
        "2026-12-01",
    ]


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("https://müller.example/papier/", "https://xn--mller-kva.example/papier/"),
        ("https://straße.example:8443", "https://xn--strae-oqa.example:8443"),
        ("https://MÜLLER.example/Ü", "https://xn--mller-kva.example/Ü"),
        ("https://a.example/ü/", "https://a.example/ü/"),
        ("mailto:ä@b.example", "mailto:ä@b.example"),
        ("", ""),
    ],
)
def test_hosts_are_named_as_the_network_knows_them(written: str, known: str) -> None:
    assert with_ascii_host(written) == known


def test_an_address_with_an_umlaut_is_settled_for_all_who_ask(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SITE_URL", "https://müller.example/papier")
    monkeypatch.setenv(VARIABLE, "1764288000")
    settle(tmp_path)
    assert os.environ["SITE_URL"] == "https://xn--mller-kva.example/papier"
    assert base_of("https://müller.example/papier") == "https://xn--mller-kva.example/papier/"
