import pytest
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.text.slugs import slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Lösung, Ärger, Öl, Übung, gäbe für", "loesung-aerger-oel-uebung-gaebe-fuer"),
        ("Förderung & Gründung", "foerderung-gruendung"),
        ("Straße", "strasse"),
        ("Cafe\u0301 U\u0308bung", "cafe-uebung"),
        ("Innovationsakteur:innen", "innovationsakteur-innen"),
        ("  – ", ""),
    ],
)
def test_german_stays_readable(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_is_its_own_slug(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)
