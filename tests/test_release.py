"""A site goes online only when nothing about its operator is missing, made up or out of date."""

import datetime as dt
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from impulswerk.exports.typeset.printing import SWITCH
from impulswerk.model.operator_fields import OPERATOR, leaves
from impulswerk.model.problems import Problem
from impulswerk.pages.handwritten import handwritten_pages
from impulswerk.permanence.publication import Publication
from impulswerk.rules.forms import has_form
from impulswerk.rules.release import check_release, is_placeholder
from impulswerk.site.project import assemble
from impulswerk.sources.files import read_files
from tests.operator import filled, write_operator
from tests.project import REAL, copy_small, impuls, real_graph
from tests.repository import Repository
from tests.sites import TODAY, UNSET, facts_of_release

LEGAL = ("impressum", "datenschutz", "barrierefreiheit", "leichte-sprache", "gebaerdensprache")
HOST = "erfundenes-amt-fuer-pruefzwecke.de"


def _impuls(root: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    # A release has its PDF files; only whoever asks for none gets none.
    given = UNSET | ({SWITCH: ""} if "--release" in arguments else {}) | given
    return impuls(root, *arguments, **given)


def _lacking(root: Path, **options: Any) -> list[Problem]:
    return check_release(read_files(root).content, TODAY, **options)


def _named(problems: list[Problem]) -> set[str]:
    return {
        name
        for problem in problems
        for name in re.findall(r"„(\w+\.\w+)“", problem.message)
        if name in leaves()
    }


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small project with an operator who lacks nothing."""
    root = copy_small(tmp_path / "projekt")
    shutil.copy(REAL / "impulses/rechtsrahmen.yml", root / "impulses")
    write_operator(root, filled(TODAY))
    # A release knows its history.
    Repository(root).start().commit("2026-01-15")
    return root


# --- Refusing --------------------------------------------------------------------------------


def test_the_file_as_it_is_kept_is_refused_by_every_name(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "projekt")
    for name in ("betreiber", "rechtsrahmen"):
        shutil.copy(REAL / f"impulses/{name}.yml", root / "impulses")
    draft = _impuls(root, "build")
    assert draft.returncode == 0, draft.stderr
    before = (root / "site/index.html").stat().st_mtime_ns
    done = _impuls(root, "build", "--release")
    assert done.returncode == 1
    needed = {path for path, (_, field) in leaves().items() if field.release}
    assert set(re.findall(r"„(\w+\.\w+)“ \(", done.stderr)) == needed
    lines = (root / "impulses/betreiber.yml").read_text("utf-8").splitlines()
    for path, line, col in re.findall(
        r"„(\w+\.\w+)“ \(.*\n  --> impulses/betreiber\.yml:(\d+):(\d+)", done.stderr
    ):
        name = path.partition(".")[2]
        assert lines[int(line) - 1][int(col) - 1 :] == f"{name}:"
    assert done.stderr.count("zustimmung-fehlt]") == 2
    assert (root / "site/index.html").stat().st_mtime_ns == before


def test_no_operator_is_made_up_in_the_file_as_it_is_kept() -> None:
    graph = real_graph()
    assert set(graph.catalog.operator.facts) == {"barrierefreiheit.luecken"}


def test_the_file_as_it_is_kept_has_every_field_with_its_help() -> None:
    text = (REAL / "impulses/betreiber.yml").read_text("utf-8")
    places = []
    for group in OPERATOR.fields:
        places.append(text.index(f"\n{group.name}:\n"))
        for field in group.fields:
            about = f"  # {field.title}: {field.help.replace('`', '')}"
            places.append(text.index(f"\n  {field.name}:", text.index(about, places[-1])))
    assert places == sorted(places)


def test_a_missing_file_is_named(small: Path) -> None:
    (small / OPERATOR.where).unlink()
    (problem,) = _lacking(small)
    assert (problem.rule, problem.span.source) == ("datei-fehlt", OPERATOR.where)


def test_everything_wrong_is_named_in_one_run(small: Path) -> None:
    wrong = {
        "betreiber.mail": "post(at)amt",
        "hosting.name": "TODO",
        "stand.impressum": TODAY - dt.timedelta(days=400),
        "lizenz.zugestimmt_von": None,
        "presse.telefon": None,
    }
    write_operator(small, filled(TODAY) | wrong)
    done = _impuls(small, "build", "--release")
    assert done.returncode == 1
    rules = set(re.findall(r"Fehler\[([\w-]+)\]", done.stderr))
    assert rules == {
        "angabe-ungueltig",
        "platzhalter",
        "stand-veraltet",
        "zustimmung-fehlt",
        "angabe-fehlt",
    }
    assert not (small / "site").exists()


def test_a_draft_minds_only_what_is_malformed(small: Path) -> None:
    write_operator(small, {"betreiber.name": "TODO", "stand.impressum": "2001-01-01"})
    assert _impuls(small, "check").returncode == 0
    write_operator(small, {"betreiber.plz": "4021"})
    done = _impuls(small, "check")
    assert done.returncode == 1
    assert "angabe-ungueltig" in done.stdout


def test_wrong_usage_is_told_apart(small: Path) -> None:
    assert _impuls(small, "build", "--relase").returncode == 2


@pytest.mark.parametrize(("age", "is_refused"), [(0, False), (366, False), (367, True), (-1, True)])
def test_a_statement_is_good_for_a_year(small: Path, age: int, is_refused: bool) -> None:
    write_operator(small, filled(TODAY) | {"stand.datenschutz": TODAY - dt.timedelta(days=age)})
    assert bool(_lacking(small)) == is_refused


@pytest.mark.parametrize(("days", "is_refused"), [(1, False), (366, False), (0, True), (367, True)])
def test_the_security_contact_ends_within_a_year(small: Path, days: int, is_refused: bool) -> None:
    end = TODAY + dt.timedelta(days=days)
    write_operator(small, filled(TODAY) | {"sicherheit.gueltig_bis": end})
    assert bool(_lacking(small)) == is_refused


def test_the_environment_goes_before_the_file(small: Path) -> None:
    facts = filled(TODAY) | {"website.adresse": None, "plattform.bearbeiten": None}
    write_operator(small, facts)
    assert _named(_lacking(small)) == {"website.adresse", "plattform.bearbeiten"}
    given = {"SITE_URL": f"https://www.{HOST}/", "EDIT_URL": f"https://quellen.{HOST}/edit/"}
    assert _lacking(small, given=given) == []
    for value, rule in (("https://papier.example/", "platzhalter"), ("papier", "angabe-ungueltig")):
        (problem,) = _lacking(small, given=given | {"SITE_URL": value})
        assert (problem.rule, problem.span.source) == (rule, "Umgebungsvariable SITE_URL")


def test_a_release_without_pdf_files_is_refused(small: Path) -> None:
    write_operator(small, filled(TODAY))
    done = _impuls(small, "build", "--release", **{SWITCH: "aus"})
    assert done.returncode == 1
    assert re.findall(r"Fehler\[([\w-]+)\]", done.stderr) == ["pdf-fehlt"]


def test_what_the_law_does_not_ask_for_may_be_empty(small: Path) -> None:
    facts = {
        path: value
        for path, value in filled(TODAY).items()
        if not path.startswith(("ombudsstelle.", "datenschutzbeauftragte."))
    }
    write_operator(small, facts)
    assert _impuls(small, "build", "--release").returncode == 1
    write_operator(small, facts | {"betreiber.rechtsrahmen": "privat"})
    done = _impuls(small, "build", "--release")
    assert done.returncode == 0, done.stderr
    # Begun is not waived.
    half = facts | {"betreiber.rechtsrahmen": "privat", "ombudsstelle.name": "Erfundene Stelle"}
    write_operator(small, half)
    assert _named(_lacking(small, waived=("ombudsstelle", "datenschutzbeauftragte")))


# --- Forms and placeholders ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("betreiber.name", "Max Mustermann"),
        ("betreiber.name", "xxx"),
        ("betreiber.name", "-"),
        ("betreiber.name", "k. A."),
        ("betreiber.name", "[Name eintragen]"),
        ("betreiber.name", "wird ergänzt"),
        ("betreiber.ort", "Musterstadt"),
        ("betreiber.strasse", "Musterstr. 1"),
        ("betreiber.register", "Amtsgericht …"),
        ("betreiber.plz", "12345"),
        ("betreiber.mail", "info@beispiel.de"),
        ("betreiber.mail", "max.mustermann@web.de"),
        ("betreiber.mail", "post@example.org"),
        ("betreiber.telefon", "0000 000000"),
        ("website.adresse", "https://www.domain.de/"),
        ("website.adresse", "https://todo.nrw/"),
        ("website.adresse", "https://papier.test/"),
        ("sicherheit.kontakt", "mailto:sicherheit@amt.invalid"),
        ("ombudsstelle.name", "Name der Ombudsstelle"),
    ],
)
def test_placeholders_are_seen_through(path: str, value: str) -> None:
    assert is_placeholder(leaves()[path][1], value)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("betreiber.name", "Ministerium für Wirtschaft"),
        ("betreiber.rechtsform", "Körperschaft des öffentlichen Rechts"),
        ("betreiber.strasse", "Am Xantener Tor 5"),
        ("betreiber.plz", "40213"),
        ("betreiber.telefon", "+49 (0)211 8371-000"),
        ("barrierefreiheit.luecken", "Das gilt zum Beispiel für ein Musterdokument."),
        ("plattform.rueckmeldung", "https://git.nrw.de/-/issues/new?issue[title]={titel}&b={text}"),
        ("hosting.protokolltage", "0"),
    ],
)
def test_what_is_meant_is_no_placeholder(path: str, value: str) -> None:
    assert not is_placeholder(leaves()[path][1], value)


@pytest.mark.parametrize(
    ("path", "good", "bad"),
    [
        ("betreiber.mail", "post@it.nrw.de", "post@it"),
        ("betreiber.mail", "vor.nach+x@bücher.de", "zwei@at@amt.de"),
        ("betreiber.telefon", "0211/837-1234", "0211 – 837"),
        ("betreiber.telefon", "+49 (0)211 837 1234", "110"),
        ("betreiber.plz", "01067", "1067"),
        ("website.adresse", "https://papier.nrw.de/a/", "papier.nrw.de"),
        ("website.adresse", "https://papier.nrw.de:8443/", "https://papier.nrw.de:port/"),
        ("website.adresse", "https://papier.nrw.de", "https://wer@papier.nrw.de/"),
        ("website.adresse", "https://papier.nrw.de", "https://localhost/"),
        ("sicherheit.kontakt", "mailto:a@amt.de", "tel:+49211"),
        ("gebaerdensprache.video", "assets/dgs.mp4", "/assets/dgs.mp4"),
        ("plattform.fassung", "https://f.de/{commit}/{datei}", "https://f.de/{commit}/"),
        ("plattform.vorschlagen", "https://f.de/?n={datei}", "https://f.de/?n={datei}&x={commit}"),
        ("plattform.rueckmeldung", "mailto:a@amt.de", "mailto:amt.de"),
    ],
)
def test_forms(path: str, good: str, bad: str) -> None:
    field = leaves()[path][1]
    assert has_form(field, good)
    assert not has_form(field, bad)


# --- Passing ---------------------------------------------------------------------------------


def _page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


def _words(site: Path, address: str) -> str:
    found = LexborHTMLParser(_page(site, address)).css_first("main")
    assert found is not None
    return " ".join(found.text(separator=" ").split())


def test_a_release_lacks_nothing(released: Path) -> None:
    for page in released.rglob("*.html"):
        tree = LexborHTMLParser(page.read_bytes())
        assert not tree.css(".fehlt"), page
        if "redaktion" not in page.parts:
            body = tree.body
            assert body is None or "Angabe fehlt" not in body.text(), page


def test_no_page_of_the_real_project_lacks_anything_then(tmp_path: Path) -> None:
    (tmp_path / "impulses").mkdir()
    write_operator(tmp_path, facts_of_release())
    operator = {OPERATOR.where: (tmp_path / OPERATOR.where).read_bytes()}
    graph = assemble({**read_files(REAL).content, **operator}).graph
    assert graph is not None
    for planned in handwritten_pages(graph, Publication()):
        assert 'class="fehlt"' not in planned.make().html, planned.path


def test_every_page_leads_to_the_legal_pages(released: Path) -> None:
    pages = [page for page in released.rglob("*.html") if b'class="seite' in page.read_bytes()]
    assert any("fassung" in page.parts for page in pages)
    for page in pages:
        tree = LexborHTMLParser(page.read_bytes())
        goals = [node.attributes.get("href") or "" for node in tree.css(".fuss__recht a")]
        if page.name == "404.html":
            assert goals == [f"/{name}/" for name in LEGAL]
            continue
        found = [(page.parent / goal).resolve().relative_to(released.resolve()) for goal in goals]
        assert [path.as_posix() for path in found] == list(LEGAL), page


def test_the_imprint_says_who_answers_for_the_site(released: Path) -> None:
    words = _words(released, "impressum")
    for fact in (
        "Erfundenes Amt für Prüfzwecke",
        "Erfundene Behörde",
        "Vertreten durch Ada Niemand",
        "Nirgendsgasse 7",
        "54321 Nirgendsheim",
        "§ 5 des Digitale-Dienste-Gesetzes",
        "§ 18 Abs. 2",
        "Erika Erfunden",
    ):
        assert fact in words
    page = _page(released, "impressum")
    assert f'href="mailto:post@{HOST}"' in page
    assert 'href="tel:+492214710100"' in page
    assert f"Stand: {TODAY.day}." in words
    assert "Register" not in words


def test_the_privacy_statement_follows_the_facts(released: Path) -> None:
    words = _words(released, "datenschutz")
    assert "Nach 7 Tagen werden sie gelöscht." in words
    assert "Erfundenes Rechenzentrum" in words
    assert "§ 3 Abs. 1 des Datenschutzgesetzes Nordrhein-Westfalen" in words
    assert "Erfundene Aufsicht für den Datenschutz" in words


def test_the_accessibility_statement_tells_gaps_and_the_way_to_complain(released: Path) -> None:
    words = _words(released, "barrierefreiheit")
    assert "teilweise vereinbar" in words
    assert "Menschen mit Behinderungen haben die Website noch nicht geprüft." in words
    # Gone with the fact that closes it.
    assert "Video in Deutscher Gebärdensprache" not in words
    assert "Die Seite in Leichter Sprache ist nicht geprüft" not in words
    assert f"www.{HOST}/barriere" in words
    assert "Erfundene Ombudsstelle" in words
    assert "§ 10d BGG NRW" in words


def test_consent_makes_the_licence_hold(released: Path) -> None:
    assert "Die Texte stehen unter der Lizenz" in _words(released, "ueber")
    assert 'rel="license"' in _page(released, "ueber")
    work = (released / "daten/v1/werk.json").read_text("utf-8")
    assert "https://creativecommons.org/licenses/by/4.0/" in work
    assert "vorbehalten" not in work


def test_the_file_says_where_the_site_lives(released: Path) -> None:
    page = _page(released, "impulse/01-lotsen")
    assert f'<link rel="canonical" href="https://papier.{HOST}/impulse/01-lotsen/">' in page
    assert f"https://quellen.{HOST}/papier/edit/main/impulses/01-lotsen.md" in page
    assert f"https://papier.{HOST}/i/1/" in (released / "i/1/zitat.bib").read_text("utf-8")


def test_security_txt(released: Path) -> None:
    text = (released / ".well-known/security.txt").read_text("utf-8")
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"] == f"mailto:sicherheit@{HOST}"
    end = dt.datetime.fromisoformat(fields["Expires"])
    assert end.date() == TODAY + dt.timedelta(days=300)
    assert end.tzinfo is not None
    assert fields["Canonical"] == f"https://papier.{HOST}/.well-known/security.txt"


def test_what_the_workflows_set_has_the_right_form() -> None:
    forge = "https://git.nrw.de/verbund/papier"
    for name in (".gitlab-ci.yml", ".github/workflows/veroeffentlichen.yml"):
        text = (REAL / name).read_text("utf-8")
        for _, field in leaves().values():
            for value in re.findall(rf"^ +{field.variable or '-'}: (.*)$", text, re.MULTILINE):
                server = re.sub(r"^\$\{\{ (?:vars|github\.server).*?\}\}|^\$CI\w+", forge, value)
                address = re.sub(r"\$\{\{.*?\}\}|\$CI\w+", "x", server)
                assert has_form(field, address), value


# --- Drafts and the table --------------------------------------------------------------------


def test_a_draft_marks_what_is_missing_and_has_no_security_txt(plain: Path) -> None:
    assert not (plain / ".well-known").exists()
    assert "Angabe fehlt: Betreiber, Name" in _words(plain, "impressum")
    assert "Angabe fehlt: Stand der Rechtstexte, Datenschutz" in _words(plain, "datenschutz")
    assert "Angabe fehlt: Pressekontakt, Name" in _words(plain, "presse")
    assert "hat noch niemand geprüft" in _words(plain, "leichte-sprache")
    assert "gibt es noch nicht" in _words(plain, "gebaerdensprache")


def test_a_video_of_our_own_is_shown(small: Path) -> None:
    with (small / "docs/ueber.md").open("a", encoding="utf-8") as page:
        page.write("\n<!-- baustein: gebaerdenvideo -->\n")
    write_operator(small, filled(TODAY) | {"gebaerdensprache.video": "assets/dgs.mp4"})
    done = _impuls(small, "build")
    assert done.returncode == 1
    assert "assets/dgs.mp4" in done.stderr
    (small / "docs/assets").mkdir(exist_ok=True)
    (small / "docs/assets/dgs.mp4").write_bytes(b"video")
    done = _impuls(small, "build")
    assert done.returncode == 0, done.stderr
    assert '<video class="gebaerdenvideo" controls' in _page(small / "site", "ueber")


def test_every_fact_is_used() -> None:
    """Nobody is asked for what appears nowhere."""
    asked = "".join(
        path.read_text("utf-8")
        for folder in ("docs", "scripts/impulswerk")
        for path in sorted((REAL / folder).rglob("*"))
        if path.suffix in {".md", ".html", ".py"} and path.name != "operator_fields.py"
    )
    groups = set(re.findall(r"<!-- angabe: (\w+) -->", asked))
    # Asked for by the name of the page at hand.
    groups.add("stand")
    unused = [
        path
        for path, (group, field) in leaves().items()
        if path not in asked and group.name not in groups and not field.variable
    ]
    assert unused == []
