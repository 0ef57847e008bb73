from collections.abc import Sequence

import pytest

from impulswerk.collation.layout import Line
from impulswerk.collation.numbered import recommendations

SIZE = 12.0
TITLES = [
    f"{word} gemeinsam denken"
    for word in ("Abend", "Brot", "Dach", "Fluss", "Garn", "Holz", "Kork", "Licht")
]


def lines(*texts: str, size: float = SIZE) -> list[tuple[Line, int]]:
    return [(Line(text, size=size), 3) for text in texts]


def numbers(found: Sequence[tuple[Line, int]]) -> dict[int, str]:
    return {own.number: own.title for own in recommendations(found, SIZE)}


@pytest.mark.parametrize(
    "form",
    [
        "Impuls {}: {}",
        "IMPULS {} – {}",
        "Impuls Nr. {}. {}",
        "Handlungsempfehlung {}: {}",
        "Handlungsimpuls {} | {}",
        "Empfehlung {} | {}",
        "Maßnahme {}: {}",
        "{}. {}",
        "{}) {}",
    ],
)
def test_numbered_headings_are_found(form: str) -> None:
    body = [
        line
        for number, title in enumerate(TITLES, 1)
        for line in (form.format(number, title), "Darunter steht ein Satz, der es ausführt.")
    ]
    assert numbers(lines(*body)) == dict(enumerate(TITLES, 1))


def test_a_number_alone_has_its_title_below_it() -> None:
    found = [
        pair
        for number, title in enumerate(TITLES, 1)
        for pair in (
            *lines(f"{number}", title, "und weitertragen", size=20),
            *lines("Ein Satz, der es ausführt."),
        )
    ]
    assert numbers(found) == {n: f"{title} und weitertragen" for n, title in enumerate(TITLES, 1)}


def test_the_table_of_contents_does_not_stand_for_the_recommendations() -> None:
    contents = lines(
        *(f"Impuls {n}: {title} ........ {n + 9}" for n, title in enumerate(TITLES, 1))
    )
    body = [
        (line, 9)
        for number, title in enumerate(TITLES, 1)
        for line, _ in lines(f"Impuls {number}: {title}", f"Das führt Satz {number} aus.")
    ]
    found = recommendations([*contents, *body], SIZE)
    assert {own.page for own in found} == {9}
    assert [own.text for own in found][:2] == ["Das führt Satz 1 aus.", "Das führt Satz 2 aus."]


@pytest.mark.parametrize(
    "mention", ["Impuls 3 zeigt, wie das gehen kann, und", "Impuls 3 – wie schon gesagt – und"]
)
def test_a_mention_in_running_text_is_no_heading(mention: str) -> None:
    texts = [f"Impuls {n}: {title}" for n, title in enumerate(TITLES, 1)]
    assert numbers(lines(mention, *texts)) == dict(enumerate(TITLES, 1))


@pytest.mark.parametrize(
    "texts",
    [
        ["1. Einleitung", "2. Treiber", "3. Ausblick"],
        ["Impuls 1: Ein einzelner"],
        ["12. April 2025", "30. Juni 2026"],
        ["Impuls 2,5 Prozent", "Impuls 3 % mehr", "Impuls 4.2 weiter"],
        ["2024 Betriebe haben", "37 Prozent davon"],
    ],
)
def test_short_series_and_other_numbers_are_none(texts: list[str]) -> None:
    assert numbers(lines(*texts)) == {}
