"""Whatever the YAML parser gives up on, editors read what they did and where."""

import pytest
import yaml

from impulswerk.sources import parse
from impulswerk.sources.read import read_yaml

COLON = "Im Text steht ein Doppelpunkt mit Leerzeichen"
QUOTE = "Ein Anführungszeichen wird geöffnet, aber nicht"
BRACKET = "Eine Klammer wird geöffnet, aber nicht"
BEGIN = "Ein Text darf mit diesem Zeichen nicht beginnen"
INDENT = "Diese Zeile ist eingerückt, gehört aber zu keiner"
NO_FIELD = "Diese Zeile ist weder ein Feld noch"
GLUED = "Hinter „stand:“ fehlt ein Leerzeichen"
REST = "Hinter dem schließenden Anführungszeichen steht noch etwas"
UNKNOWN = "Diese Zeile ist so kein gültiges YAML"
CASES = {
    "titel: Eins: zwei": ((1, 12), COLON),
    "titel: Eins\n- zwei: drei": ((2, 1), UNKNOWN),
    "liste: [a, : b]": ((1, 12), COLON),
    'titel: "Eins': ((1, 8), QUOTE),
    'titel: "Eins\nkurz: zwei': ((1, 8), QUOTE),
    'titel: \'Eins\nkurz: "zwei"': ((1, 8), QUOTE),
    'titel: eins\n"kurz: zwei': ((2, 1), QUOTE),
    'titel: "Eins\\dzwei"': ((1, 13), "„\\d“ hat in doppelten Anführungszeichen keine Bedeutung"),
    'titel: "Eins" zwei': ((1, 15), REST),
    'titel: "Eins", "zwei"': ((1, 14), REST),
    "titel: 'Wie geht's'": ((1, 18), REST),
    'liste: ["eins" zwei]': ((1, 16), REST),
    "liste: [eins] zwei": ((1, 15), "Hinter der schließenden Klammer steht noch etwas"),
    "liste: [eins\nkurz: zwei": ((1, 8), BRACKET),
    "liste: [eins}": ((1, 8), BRACKET),
    "liste:\n  - {quelle: eins\nkurz: zwei": ((2, 5), BRACKET),
    "titel: @eins": ((1, 8), BEGIN),
    "titel: `eins`": ((1, 8), BEGIN),
    "titel: %": ((1, 8), BEGIN),
    "titel: - eins": ((1, 8), BEGIN),
    "titel: *": ((1, 8), BEGIN),
    "titel: ]": ((1, 8), BEGIN),
    "titel: |eins": ((1, 8), BEGIN),
    "titel: ? Warum": ((1, 8), BEGIN),
    "liste: [eins, ? zwei: drei": ((1, 8), BRACKET),
    "liste: [eins, @zwei]": ((1, 15), BEGIN),
    "titel: eins\n  kurz: zwei": ((2, 7), INDENT),
    "liste:\n  - eins\n kurz: zwei": ((3, 2), INDENT),
    "  titel: eins\nkurz: zwei": ((2, 1), "Diese Zeile ist anders eingerückt als das erste"),
    "titel: eins\nkurz\nstand: drei": ((2, 1), NO_FIELD),
    "titel: eins\nkurz": ((2, 1), NO_FIELD),
    "kurz zwei\n\ntitel: eins": ((1, 1), NO_FIELD),
    "titel: eins\nstand:entwurf": ((2, 1), GLUED),
    "titel: eins\nstand:entwurf\nkurz: zwei": ((2, 1), GLUED),
    "stand:entwurf": ((1, 1), GLUED),
    "stand:entwurf\nkurz: zwei": ((1, 1), GLUED),
    "titel: eins\n...\nkurz: zwei": ((3, 1), UNKNOWN),
}


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
@pytest.mark.parametrize("text", CASES)
def test_a_mistake_is_told_in_german(
    text: str, loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both of PyYAML's parsers spell their messages, and set some marks, in ways of their own."""
    place, message = CASES[text]
    monkeypatch.setattr(parse, "LOADER", loader)
    (problem,) = read_yaml("a.yml", f"{text}\n".encode()).problems
    assert problem.rule == "yaml-syntax"
    assert problem.message.startswith(message)
    assert (problem.span.line, problem.span.col) == place
    assert problem.fix


def test_the_fix_quotes_the_editors_own_line() -> None:
    (problem,) = read_yaml("a.yml", b"titel: Eins: zwei\n").problems
    assert problem.fix == 'Setzen Sie den ganzen Text in Anführungszeichen: titel: "Eins: zwei"'
