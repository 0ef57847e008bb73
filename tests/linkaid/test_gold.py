"""What is linked in announcements on all subjects is right, and little is missed; else nothing."""

import pytest

from impulswerk.linkaid.choose import find_links
from impulswerk.linkaid.tables import LinkData
from tests.linkaid.evaluation import HERE, Result, gold, measure, text_of

PRECISION_AT_LEAST = 0.94
RECALL_AT_LEAST = 0.90
STRANGE = [name for name, wanted in gold().items() if not wanted["themen"]]


@pytest.mark.parametrize("is_held_out", [False, True], ids=["tuned", "held-out"])
def test_announcements(data: LinkData, is_held_out: bool) -> None:
    total = Result()
    for name, wanted in gold().items():
        if bool(wanted.get("zurueckgehalten")) == is_held_out:
            total += measure(name, data)
    report = "\n".join([str(total), *total.remarks])
    assert total.subjects >= 15
    assert total.precision >= PRECISION_AT_LEAST, report
    assert total.recall >= RECALL_AT_LEAST, report


@pytest.mark.parametrize("name", STRANGE)
def test_texts_on_something_else_have_no_link(data: LinkData, name: str) -> None:
    text = text_of(name)
    assert [text[link.start : link.end] for link in find_links(text, data)] == []


def test_every_text_has_its_gold() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(gold())
