import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from impulswerk.model.problems import Problem, Severity, Span
from impulswerk.rules.report import comment, data, github, gitlab, terminal

_LINE = "treiber: [digitaliserung, demografie]"
PROBLEM = Problem(
    Span("impulses/07-ki.md", 4, 11, 14),
    "unbekannter-treiber",
    "Den Treiber „digitaliserung“ gibt es nicht.",
    "demografie, digitalisierung",
    "Meinten Sie „digitalisierung“?",
    _LINE,
)
WARNING = Problem(
    Span("impulses/09-a.md"), "verwandt-doppelt", "Schon da.", severity=Severity.WARNING
)

_PROBLEMS = st.builds(
    Problem,
    st.builds(
        Span, st.text(min_size=1), st.integers(0, 99), st.integers(1, 500), st.integers(1, 500)
    ),
    st.sampled_from(["roh-html", "zu-lang"]),
    st.text(),
    st.text(),
    st.text(),
    st.text(max_size=300),
)


def test_terminal_points_at_the_place() -> None:
    assert terminal.render([PROBLEM]) == (
        "Fehler[unbekannter-treiber]: Den Treiber „digitaliserung“ gibt es nicht.\n"
        "  --> impulses/07-ki.md:4:11\n"
        "  |\n"
        "4 | treiber: [digitaliserung, demografie]\n"
        "  |           ^^^^^^^^^^^^^^\n"
        "  = erlaubt: demografie, digitalisierung\n"
        "  = Abhilfe: Meinten Sie „digitalisierung“?\n"
        "  = mehr dazu: impuls explain unbekannter-treiber\n"
        "\n"
        "1 Fehler in 1 Datei\n"
    )


def test_github_annotates_the_line() -> None:
    assert github.render([PROBLEM]) == (
        "::error file=impulses/07-ki.md,title=unbekannter-treiber,line=4,col=11,endColumn=25::"
        "Den Treiber „digitaliserung“ gibt es nicht.%0A"
        "Erlaubt: demografie, digitalisierung%0AAbhilfe: Meinten Sie „digitalisierung“?\n"
    )
    page = "https://a.example/redaktion/pruefregeln/"
    assert github.render([PROBLEM], page).endswith(f"%0AMehr dazu: {page}#unbekannter-treiber\n")
    assert github.render([WARNING]).startswith("::warning file=impulses/09-a.md,title=")


def test_gitlab_gives_each_problem_a_fingerprint_of_its_own() -> None:
    issues = json.loads(gitlab.render([PROBLEM, PROBLEM, WARNING]))
    assert len({issue["fingerprint"] for issue in issues}) == 3
    assert issues[0]["location"] == {"path": "impulses/07-ki.md", "lines": {"begin": 4}}
    assert [issue["severity"] for issue in issues] == ["major", "major", "minor"]


def test_json_holds_everything() -> None:
    (record,) = json.loads(data.render([PROBLEM]))
    assert record["datei"] == "impulses/07-ki.md"
    assert (record["zeile"], record["spalte"], record["breite"]) == (4, 11, 14)
    assert record["text"] == _LINE


def test_comment_is_readable_markdown() -> None:
    text = comment.render([PROBLEM], "https://a.example/redaktion/pruefregeln/")
    assert "Das ist noch zu berichtigen" in text
    assert "pruefregeln/#unbekannter-treiber" in text
    assert "4 | treiber: [digitaliserung, demografie]" in text
    assert "Hinweise" in comment.render([WARNING])
    assert comment.render([]) == ""


def test_a_comment_stays_short() -> None:
    text = comment.render([PROBLEM] * 400)
    assert "… und 375 weitere." in text
    assert len(text) < 20_000


def test_a_source_cannot_speak_in_a_comment() -> None:
    nasty = Problem(
        Span("a.md", 1, 1, 3), "roh-html", "<img src=x> @team #1 [x](y) `", line_text="```\n# x"
    )
    text = comment.render([nasty])
    assert "@team" not in text
    assert "&lt;img" in text
    assert "````text" in text


@settings(deadline=None)
@given(st.lists(_PROBLEMS, max_size=4))
def test_no_text_breaks_a_renderer(problems: list[Problem]) -> None:
    shown = terminal.render(problems)
    assert "\x1b" not in shown
    assert "\x07" not in shown
    for line in github.render(problems).split("\n"):
        assert re.match(r"::(error|warning) ", line) or not line
    assert len(json.loads(data.render(problems))) == len(problems)
    assert len(json.loads(gitlab.render(problems))) == len(problems)
    comment.render(problems)
