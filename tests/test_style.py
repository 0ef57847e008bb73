import pytest

from impulswerk.marked import read_markdown
from impulswerk.rules.prose import sentences
from impulswerk.rules.style import check_style, readability

KNOWN = frozenset({"EU", "NRW"})


def _rules(body: str, *, is_impulse: bool = False) -> list[str]:
    document = read_markdown("impulses/01-a.md", f"---\ntitel: x\n---\n{body}\n".encode()).document
    assert document is not None
    return [problem.rule for problem in check_style(document, KNOWN, is_impulse=is_impulse)]


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ("Das „ist“ gut – wirklich.", []),
        ('Das "ist" gut.', ["anfuehrungszeichen"] * 2),
        ("Das ”ist“ „gut”.", ["anfuehrungszeichen"]),
        ("Eins - zwei.", ["gedankenstrich"]),
        ("- Ein Punkt\n- Noch einer", []),
        ("Vor- und Nachteile, Start-up-Szene.", []),
        ("Und so weiter...", ["auslassungspunkte"]),
        ("Das gilt z. B. hier.", ["geschuetztes-leerzeichen"]),
        ("Das gilt z.\u00a0B. hier.", []),
        ("Das, d.h., gilt.", ["geschuetztes-leerzeichen"]),
        ("Das, u. a., gilt.", ["geschuetztes-leerzeichen"]),
        ("Das, u. U., gilt.", ["geschuetztes-leerzeichen"]),
        ("Das, o. ä., gilt.", ["geschuetztes-leerzeichen"]),
        ("Das, z. T., gilt.", ["geschuetztes-leerzeichen"]),
        ("Das, i. d. R., gilt.", ["geschuetztes-leerzeichen"]),
        ("Etwas -- oder mehr — hier.", ["gedankenstrich"] * 2),
        (f"{'a/' * 31}.", ["langer-satz"]),
        ("Akteur:innen und Fachkräfte.", []),
        ("Akteur*innen, Kolleg_innen und KollegInnen.", ["gender-doppelpunkt"] * 3),
        ("Bürger*innenrat*innen, Bürger*in, Bürger/-innen.", ["gender-doppelpunkt"] * 4),
        ("In Innenstädten, in/um Köln, drinnen.", []),
        ("KollegInnen hier.", ["gender-doppelpunkt"]),
        ("KollegIn hier.", ["gender-doppelpunkt"]),
        ("Kolleg_in hier.", ["gender-doppelpunkt"]),
        ("Kolleg/-innen hier.", ["gender-doppelpunkt"]),
        ("Kolleg*innen hier.", ["gender-doppelpunkt"]),
        ("*Betont* und __fett__.", []),
        ("Halt!", ["ausrufezeichen"]),
        ("Wir handeln ganzheitlich.", ["floskel"]),
        ("Die EU und die Kammer (IHK) helfen. Die IHK auch.", []),
        ("Die IHK hilft.", ["abkuerzung"]),
        ("Die ABCDEFG, X-IHK, IHK-X und xIHK.", []),
        ("Sie werden gefragt. Er wird gehört.", ["passiv-kette"]),
        ("Sie werden gefragt. Er antwortet. Es wird gelacht.", []),
        ("Die Cluster werden zu Lotsen. Die Betriebe werden größer.", []),
        ("Siehe [Seite](https://a.example/A-B...).", []),
    ],
)
def test_hints(body: str, rules: list[str]) -> None:
    assert _rules(body) == rules


def test_a_long_sentence_is_named_once() -> None:
    assert _rules("Wort " * 31 + "ende.") == ["langer-satz"]
    assert _rules("Wort " * 29 + "ende.") == []
    assert _rules("\n\n".join(["- " + "Wort " * 20] * 3)) == []


def test_length_counts_for_impulses_only() -> None:
    assert _rules("Kurz.", is_impulse=True) == ["textlaenge"]
    assert _rules("Kurz.") == []
    assert _rules("Ein Satz. " * 120, is_impulse=True) == []


def test_sentences_end_at_list_items_and_headings() -> None:
    text = "## Kopf\n\nEins ist da. Zwei auch?\n\n- Drei\n- Vier („fünf.“) Sechs"
    found = [sentence for _, sentence in sentences(text)]
    assert found == ["## Kopf", "Eins ist da.", "Zwei auch?", "- Drei\n- Vier („fünf.“)", "Sechs"]


def test_short_words_and_sentences_read_more_easily() -> None:
    easy = readability("Wir gehen heute los. Das Wetter ist gut. " * 10)
    hard = readability(
        "Die Innovationsförderungsrichtlinienanpassung berücksichtigt Wettbewerbskriterien "
        "einschließlich Technologietransferanforderungen. " * 10
    )
    assert easy is not None
    assert hard is not None
    assert easy > 70
    assert hard < 20
    assert readability("Zu kurz.") is None
