"""What counts as a claim that needs a source, and what only looks like one."""

import pytest

from impulswerk.site.project import assemble
from impulswerk.sources.files import read_files
from tests.project import SMALL

CLAIMS = (
    "Drei von vier Betrieben sparen Strom.",
    "Jeder dritte Betrieb spart Strom.",
    "Die Hälfte der Betriebe spart Strom.",
    "Ein Drittel aller Betriebe spart Strom.",
    "Umfragen zeigen den Bedarf.",
    "Eine Untersuchung im Land belegt den Bedarf.",
    "Nach Angaben des Verbands sinkt der Bedarf.",
    "Dem Verband zufolge sinkt der Bedarf.",
    "Laut einer Studie sinkt der Bedarf.",
    "Das betrifft 12 000 Betriebe.",
)
NONE = (
    "In Halle 3 steht eine Maschine.",
    "Zwei von ihnen gehen voran.",
    "Eine Vorlage für Umfragen liegt bereit.",
    "Die Untersuchung der Probe dauert.",
)


def _hints(sentence: str) -> list[str]:
    files = read_files(SMALL).content
    source = "impulses/02-werkstatt.md"
    text = files[source].decode().replace("## Impuls\n", f"{sentence}\n\n## Impuls\n", 1)
    found = assemble({**files, source: text.encode()}).problems
    return [p.message for p in found if p.rule == "behauptung-ohne-quelle"]


@pytest.mark.parametrize("sentence", CLAIMS)
def test_a_claim_is_named_once(sentence: str) -> None:
    assert len(_hints(sentence)) == 1


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_none_is_left_alone(sentence: str) -> None:
    assert _hints(sentence) == []
