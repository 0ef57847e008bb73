import pytest

from impulswerk.rules.easy import check_easy, is_easy
from impulswerk.rules.prose import sentences
from impulswerk.rules.sourcing import check_sourcing
from impulswerk.rules.style import check_style, readability
from impulswerk.sources.read import read_markdown

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


def test_title_and_summary_are_looked_at_with_their_places() -> None:
    text = '---\ntitel: "Eins - zwei"\nkurz: >-\n  Lang und\n  laut!\n---\nText.\n'
    document = read_markdown("impulses/01-a.md", text.encode()).document
    assert document is not None
    found = check_style(document, KNOWN, is_impulse=False)
    assert [(p.rule, p.span.line, p.span.col, p.span.width) for p in found] == [
        ("gedankenstrich", 2, 13, 3),
        ("ausrufezeichen", 3, 7, 1),
    ]


def test_code_html_and_comments_are_no_prose() -> None:
    for body in ("`Halt!`", "```\nHalt!\n```", "<!-- Halt! -->", '<p class="a-b!">Ja.</p>'):
        assert _rules(body) == []
    assert _rules("<code>impuls link DATEI!</code> <b>Ja!</b>") == ["ausrufezeichen"]


def _unsourced(body: str, evidence: str = "Muster") -> list[str]:
    front = f"titel: x\nbelege:\n  - {{quelle: q, absatz: 1, stichwort: {evidence}}}"
    document = read_markdown("impulses/01-a.md", f"---\n{front}\n---\n{body}\n".encode()).document
    assert document is not None
    return [
        problem.line_text[problem.span.col - 1 :][: problem.span.width]
        for problem in check_sourcing(document)
    ]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Laut einer Studie sinkt der Verbrauch.", ["Laut einer"]),
        ("Eine Studie zeigt es. Studien auch.", ["Studie", "Studien"]),
        ("Eine Machbarkeitsstudie könnte folgen.", []),
        ("Es ist laut in der Halle. Alle reden laut und schnell.", []),
        ("Laut Ministerium geht es.", ["Laut Ministerium"]),
        ("Rund 73 Betriebe und 5,5 Millionen.", ["73"]),
        ("Ein Fünftel, 20 Prozent oder ein Prozent.", ["20"]),
        ("Kein Prozent mehr.", ["Prozent"]),
        ("Seit 2019 läuft es.", ["2019"]),
        ("Im Jahr 2030.", ["2030"]),
        ("2–4 Wochen reichen.", ["2–4"]),
        ("Industrie 4.0, Halle 3, CO2, 5G, Mp3-Datei.", []),
        ("1. Erster Schritt\n2. Zweiter Schritt", []),
        ("Siehe [Bericht](https://land.example/b): Das sind 40 Betriebe.", ["40"]),
        ("Das sind 40 Betriebe ([Bericht](https://land.example/b)).", []),
        ("Zwei Betriebe, drei Wochen.", []),
    ],
)
def test_claims_need_a_source(body: str, found: list[str]) -> None:
    assert _unsourced(body) == found


def test_evidence_is_a_source_of_its_own_words() -> None:
    assert _unsourced("Das Papier hat über 30 Impulse.", "über 30 konkreten Impulsen") == []
    assert _unsourced("Das Papier hat über 31 Impulse.", "über 30 konkreten Impulsen") == ["31"]


def _easy(body: str) -> list[str]:
    text = f"---\ntitle: Leicht\nsprache: leicht\n---\n{body}\n"
    document = read_markdown("docs/leicht.md", text.encode()).document
    assert document is not None
    assert is_easy(document)
    known = frozenset({"Nordrhein-Westfalen"})
    return [problem.rule.removeprefix("leicht-") for problem in check_easy(document, known)]


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ("Eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf.", []),
        ("Eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf da.", ["langer-satz"]),
        ("Der Knopf ist rot und Sie drücken ihn.", ["ein-gedanke"]),
        ("Der Knopf ist rot; er leuchtet.", ["ein-gedanke"]),
        ("Sie und Ihre Familie lesen.", []),
        ("Äpfel und Birnen sind Obst.", []),
        ("Sie können lesen oder den Link klicken.", []),
        ("Wenn Sie Fragen haben, rufen Sie an.", []),
        ("Wir wissen, dass Sie kommen, weil es regnet.", ["nebensatz"]),
        ("Die Frau, die hier wohnt, ist nett.", ["nebensatz"]),
        ("Das ist die Frau, die hier wohnt.", []),
        ("Wir kaufen Brot, die Milch und das Ei.", []),
        ("Der Text wird geprüft.", ["passiv"]),
        ("Weil der Text geprüft wird.", ["passiv"]),
        ("Das Haus wird groß. Sie werden den Text verstehen.", []),
        ("Die Adresse des Amtes steht hier.", ["genitiv"]),
        ("Das ist die Idee der Gruppe.", ["genitiv"]),
        ("Wegen der Kälte bleiben wir.", ["genitiv"]),
        ("Dann hilft Ihnen der Computer. Heute liest der Mann.", []),
        ("Dieses Haus ist alt.", []),
        ("In NRW wohnen wir.", ["schweres-wort"]),
        ("NRW ist die Abkürzung für: Nordrhein-Westfalen. Wir leben in NRW.", []),
        ("Öffentlichkeitsarbeit hilft.", ["schweres-wort"]),
        ("Öffentlichkeits-Arbeit hilft. Fördermittel-Beratung hilft.", ["schweres-wort"]),
        ("Das heißt: Öffentlichkeitsarbeit. Öffentlichkeitsarbeit hilft.", []),
        ("Ein Netz·werk und eine Web-Seite.", ["worttrennung"]),
        ("Ein Netz-Werk. Das Netzwerk.", ["worttrennung"]),
        ("Ein Netz-Werk. Das Netz-Werk. Nordrhein-Westfalen. E-Mail.", []),
        ("<!-- baustein: wird geprüft -->", []),
    ],
)
def test_leichte_sprache(body: str, rules: list[str]) -> None:
    assert _easy(body) == rules
