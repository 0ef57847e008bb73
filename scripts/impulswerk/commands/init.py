"""The command `impuls init`: make a new project, for another paper with other drivers."""

import argparse
import datetime as dt
import json
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from shlex import quote
from string import Template

import yaml

from impulswerk.commands.console import CLEAN, PROBLEMS, fail, show
from impulswerk.model.problems import errors
from impulswerk.rules.scaffold import operator_text
from impulswerk.site.project import load
from impulswerk.sources.files import CONFIG_FILE
from impulswerk.sources.folders import write_below
from impulswerk.text.slugs import slugify

EXAMPLE = "impuls init ../mein-papier --titel Wasserpapier --treiber Klima Demografie"

_TEMPLATES = Path(__file__).parent / "projekt"
# Where this program lies in its repository: the theme and pages about no paper come from there.
_PROGRAM = Path(__file__).parents[3]
_SHARED = (
    "docs/overrides",
    "docs/assets",
    "docs/barrierefreiheit.md",
    "docs/betrieb.md",
    "docs/daten.md",
    "docs/datenschutz.md",
    "docs/gebaerdensprache.md",
    "docs/impressum.md",
    "docs/linkhilfe.md",
    "docs/mitmachen.md",
    "impulses/rechtsrahmen.yml",
)
# Pictures that show how this paper's site is edited.
_PICTURES = "mitmachen"
_FIGURE = re.compile(r"<figure class=\"bild\">.*?</figure>\n\n", re.DOTALL)
_MOST_IMPULSES = 99


@dataclass(frozen=True)
class _Wish:
    """What the new project is to be like."""

    title: str
    publisher: str
    drivers: tuple[str, ...]
    impulses: int


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument("folder", metavar="ORDNER", help="wo das Projekt entsteht; neu oder leer")
    parser.add_argument("--titel", help="Name des Papiers (sonst: Musterpapier)")
    parser.add_argument("--herausgeber", help="wer das Papier verantwortet (sonst: Musterverbund)")
    parser.add_argument(
        "--treiber", nargs="+", metavar="NAME", help="Namen der Treiber (sonst: zwei Beispiele)"
    )
    parser.add_argument("--impulse", type=int, metavar="ZAHL", help="wie viele (sonst: 3)")


def run(_root: Path, options: argparse.Namespace) -> int:
    """Write every file that a project needs, check them, and say what to edit."""
    target = Path(options.folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        return fail(f"„{target}“ ist nicht leer. Nennen Sie einen Ordner, den es noch nicht gibt.")
    if not (_PROGRAM / "docs/overrides").is_dir():
        return fail("Ein Projekt lässt sich nur mit einem Klon des Programms anlegen.")
    wish = _wish(options)
    if reason := _refusal(wish):
        return fail(reason)
    for path, text in _files(wish):
        write_below(target, path, text.encode())
    for name in _SHARED:
        _copy(name, target)
    project = load(target.resolve())
    if errors(project.problems):
        show(project.problems)
        return PROBLEMS
    print(_next_steps(target))
    return CLEAN


def _wish(options: argparse.Namespace) -> _Wish:
    """What the options say; a person who gave none of them is asked."""
    given = (options.titel, options.herausgeber, options.treiber, options.impulse)
    asks = all(value is None for value in given) and sys.stdin.isatty()
    title = options.titel or _ask(asks, "Wie heißt das Papier?", "Musterpapier")
    publisher = options.herausgeber or _ask(asks, "Wer verantwortet es?", "Musterverbund")
    named = options.treiber or [
        name.strip()
        for name in _ask(
            asks, "Welche Treiber gibt es? (mit Komma getrennt)", "Erster Treiber, Zweiter Treiber"
        ).split(",")
    ]
    number = options.impulse
    if number is None:
        answer = _ask(asks, "Wie viele Impulse?", "3")
        number = int(answer) if answer.isascii() and answer.isdigit() else 0
    return _Wish(title.strip(), publisher.strip(), tuple(named), number)


def _ask(asks: bool, question: str, usual: str) -> str:
    return (input(f"{question} [{usual}] ").strip() if asks else "") or usual


def _refusal(wish: _Wish) -> str:
    """Why there can be no such project, as a German sentence."""
    signs = len(_look()["zeichen"])
    if not 1 <= len(wish.drivers) <= signs:
        return f"Nennen Sie einen bis {signs} Treiber; weitere ergänzen Sie später in gestalt.yml."
    slugs = [slugify(name) for name in wish.drivers]
    if not all(slugs) or len(set(slugs)) < len(slugs):
        return "Jeder Treiber braucht einen Namen, den kein anderer hat."
    if not 1 <= wish.impulses <= _MOST_IMPULSES:
        return f"Die Zahl der Impulse ist eine ganze Zahl von 1 bis {_MOST_IMPULSES}."
    if not all(any(map(str.isalpha, text)) for text in (wish.title, wish.publisher)):
        return "Titel und Herausgeber bestehen aus Wörtern."
    if max(map(len, (*wish.drivers, wish.title, wish.publisher))) > 60:
        return "Kein Name ist länger als 60 Zeichen."
    return ""


def _look() -> dict[str, list[dict[str, str]]]:
    text = Template((_TEMPLATES / "impulses/gestalt.yml").read_text("utf-8"))
    found: dict[str, list[dict[str, str]]] = yaml.safe_load(text.substitute(gestalten="  []"))
    return found


def _files(wish: _Wish) -> Iterator[tuple[str, str]]:
    """Path and text of each file made for this project alone."""
    slugs = [slugify(name) for name in wish.drivers]
    look = _look()
    forms = zip(slugs, look["zeichen"], look["farben"], strict=False)
    values = {
        "titel": wish.title,
        "titel_html": escape(wish.title),
        "titel_yaml": _yaml(wish.title),
        "herausgeber_yaml": _yaml(wish.publisher),
        "werk": f"Entwürfe zu {wish.title}",
        "werk_yaml": _yaml(f"Entwürfe zu {wish.title}"),
        "redaktion_yaml": _yaml(f"Redaktion {wish.title}"),
        "heute": dt.date.today().isoformat(),
        "gestalten": "\n".join(
            f"  - {{treiber: {slug}, zeichen: {sign['id']}, farbe: {colour['id']}}}"
            for slug, sign, colour in forms
        ),
    }
    for path in sorted(_TEMPLATES.glob("*/*")):
        made = values | ({"titel": _yaml(wish.title)} if path.suffix == ".md" else {})
        name = path.relative_to(_TEMPLATES).as_posix()
        yield name, Template(path.read_text("utf-8")).substitute(made)
    driver, impulse = (
        Template((_TEMPLATES / f"{name}.md").read_text("utf-8")) for name in ("treiber", "impuls")
    )
    for place, (slug, name) in enumerate(zip(slugs, wish.drivers, strict=True), 1):
        text = driver.substitute(platz=place, titel=_yaml(name), name=place)
        yield f"impulses/treiber/{slug}.md", text
    for number in range(1, wish.impulses + 1):
        main = slugs[(number - 1) % len(slugs)]
        field = "erstes-feld" if number % 2 else "zweites-feld"
        text = impulse.substitute(nummer=number, treiber=main, feld=field)
        yield f"impulses/{number:02d}-beispielimpuls-{number}.md", text
    yield "impulses/betreiber.yml", operator_text({})
    settings = (_PROGRAM / CONFIG_FILE).read_text("utf-8")
    named = f"site_name: {_yaml(wish.title)}\nsite_description: {_yaml(values['werk'])}\n"
    settings = named + re.sub(r"(?m)^site_(name|description): .*\n", "", settings)
    settings = re.sub(r"(?m)^  - .*: (\S+\.md)\n", _entry, settings)
    yield CONFIG_FILE, settings
    yield ".gitignore", "/site/\n/.site.*\n/build/\n"


def _entry(found: re.Match[str]) -> str:
    """An entry of the navigation, unless it leads to a page about this paper alone."""
    page = f"docs/{found[1]}"
    is_ours = (_PROGRAM / page).is_file() and not (_TEMPLATES / page).is_file()
    return "" if is_ours and page not in _SHARED else found[0]


def _yaml(text: str) -> str:
    """A text as YAML that no character can break: JSON is part of it."""
    return json.dumps(text, ensure_ascii=False)


def _copy(name: str, target: Path) -> None:
    source = _PROGRAM / name
    if source.is_dir():
        shutil.copytree(source, target / name, ignore=shutil.ignore_patterns(_PICTURES))
    else:
        write_below(target, name, _FIGURE.sub("", source.read_text("utf-8")).encode())


def _next_steps(target: Path) -> str:
    program = Path(sys.argv[0]).resolve()
    command = quote(str(program)) if program.name == "impuls" else "impuls"
    return f"""Angelegt: {target}

Ansehen:     cd {quote(str(target))} && {command} serve
Bauen:       {command} build
Prüfen:      {command} check
Unter git:   git init && git add . && git commit -m Anfang

Was Sie jetzt ersetzen:
  impulses/papier.yml      worum es geht
  impulses/werk.yml        wie Ihre Texte heißen, wer sie verantwortet, ihre Abschnitte
  impulses/quellen.yml     worauf sie sich stützen
  impulses/vokabular.yml   Handlungsfelder, Zielgruppen und andere Listen
  impulses/gestalt.yml     Farben und Zeichen der Treiber
  impulses/treiber/        die Treiber, eine Datei je Treiber
  impulses/NN-….md         die Impulse; „impuls new TITEL“ legt einen weiteren an
  impulses/betreiber.yml   wer die Website veröffentlicht
  docs/                    Startseite, „Über“, Presse und Leichte Sprache

Was in welches Feld gehört, steht auf der Seite „Felder“ der neuen Website."""
