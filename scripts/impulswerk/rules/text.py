"""Check what the Markdown body of a source contains: sections, links, images and raw HTML."""

import posixpath
import re
from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from dataclasses import replace
from urllib.parse import unquote

from impulswerk.model.entries import Section
from impulswerk.model.operator_fields import fact_paths
from impulswerk.model.problems import Problem, Span
from impulswerk.rules.fields import closest, suggest
from impulswerk.rules.forms import is_link_target
from impulswerk.rules.signs import check_signs
from impulswerk.sources.marked import MarkedDocument
from impulswerk.text.convert import Link, place, read, spelled
from impulswerk.text.slugs import slugify

# Known link targets: repository path -> ids of its headings, None where they are not known here.
Targets = AbstractMapping[str, frozenset[str] | None]

_OUTSIDE = re.compile(r"(?:https?://[^\s/]+|mailto:[^\s@]+@[^\s@]+)", re.IGNORECASE)
# Where a page of docs/ asks for a part made from the data; invisible in a forge's preview.
BLOCK = re.compile(r"<!--[ ]*baustein:[ ]*([^\n>]*?)[ ]*-->", re.IGNORECASE)
# Where a page of docs/ asks for a fact about the operator, or for all of a group.
FACT = re.compile(r"<!--[ ]*angabe:[ ]*([^\n>]*?)[ ]*-->", re.IGNORECASE)
_NUMBERED = re.compile(r"impulses/(\d+)-")
_NAMED = re.compile(r"\bImpuls(?:e[ns]?)?\s+(\d+)\b")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:|//|/|&|%|\\")


def resolve(source: str, link: Link) -> str | None:
    """Repository path a relative link points to, or None for web and mail addresses."""
    if _OUTSIDE.match(link.target):
        return None
    if not link.path:
        return source
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), link.path))


def check_text(
    document: MarkedDocument, targets: Targets, sections: tuple[Section, ...]
) -> Iterator[Problem]:
    """Everything wrong with the body of an impulse or driver; `sections` are those it must have."""
    if not document.body.strip():
        last = max(1, document.body_line - 1)
        yield document.problem(
            Span(document.source, last, 1, 3),
            "leerer-text",
            "Unter dem Kopf steht kein Text.",
            fix="Schreiben Sie den Text unter die zweite Zeile mit drei Bindestrichen.",
        )
        return
    yield from _html(document)
    if not read(document.body).unclosed:
        yield from _levels(document)
        if sections:
            yield from _sections(document, sections)
    yield from _links(document, targets)
    yield from check_signs(document)


def check_handwritten(
    page: MarkedDocument, targets: Targets, blocks: tuple[str, ...]
) -> Iterator[Problem]:
    """Dead links to sources, left-over signs and unknown building blocks in a page of docs/."""
    # Facts are part of their sentences, as they are when the page is made.
    read_as = replace(page, body=FACT.sub(lambda found: "x" * len(found[0]), page.body))
    yield from _links(read_as, targets, sources_only=True)
    yield from check_signs(read_as)
    # Front matter, where there is any, is looked through as the text is.
    for match in BLOCK.finditer(page.text):
        if match[1] not in blocks:
            line, col = place(page.text, match.start(1))
            yield page.problem(
                Span(page.source, line, col, len(match[1])),
                "unbekannter-baustein",
                f"Den Baustein „{match[1]}“ gibt es nicht.",
                allowed=", ".join(blocks),
                fix=suggest(match[1], blocks) or "Löschen Sie den Kommentar.",
            )
    known = fact_paths()
    for match in FACT.finditer(page.text):
        if match[1] not in known:
            line, col = place(page.text, match.start(1))
            yield page.problem(
                Span(page.source, line, col, len(match[1])),
                "unbekannte-angabe",
                f"Das Feld „{match[1]}“ gibt es in betreiber.yml nicht.",
                allowed="gruppe oder gruppe.feld aus der Seite Felder, Abschnitt Betreiber",
                fix=suggest(match[1], known) or "Löschen Sie den Kommentar.",
            )


def _html(document: MarkedDocument) -> Iterator[Problem]:
    lines_seen = set()
    for part in read(document.body).parts:
        if part.kind != "html" or part.line in lines_seen:
            continue
        lines_seen.add(part.line)
        yield document.problem(
            document.find(part.line, part.text.split("\n")[0].strip()),
            "roh-html",
            "Im Text steht HTML.",
            allowed="Markdown: **fett**, *kursiv*, Listen, Tabellen, Links",
            fix="Schreiben Sie es in Markdown, oder lassen Sie die spitzen Klammern weg.",
        )


def _place(document: MarkedDocument, link: Link, taken: set[Span]) -> Span:
    """Where the target of a link is written: beside its words, or in a definition.

    Of links with the same target each has a place of its own; `taken` are those of the links above.
    """
    defined = {one.label: one.line for one in reversed(read(document.body).definitions)}
    line = defined.get(f"[{link.label}]", link.line)
    first = line + document.body_line - 1
    for number, text in enumerate(document.lines[first - 1 :] if link.target else (), first):
        for found in spelled(link).finditer(text):
            span = Span(document.source, number, found.start() + 1, len(found[0]))
            if link.label or span not in taken:
                taken.add(span)
                return span
        if not text.strip():
            break
    return document.find(line, link.text)


def _links(
    document: MarkedDocument, targets: Targets, *, sources_only: bool = False
) -> Iterator[Problem]:
    taken: set[Span] = set()
    for link in read(document.body).links:
        span = _place(document, link, taken)
        if link.is_image and not sources_only:
            yield document.problem(
                span,
                "bild-im-text",
                "Im Text steht ein Bild.",
                fix="Sagen Sie den Inhalt des Bildes als Satz oder Tabelle.",
            )
            continue
        if not link.text and not link.is_image:
            yield document.problem(
                span,
                "verweis-art",
                "Dieser Link hat keinen Text; niemand sähe ihn.",
                allowed="[Text](Ziel)",
                fix="Schreiben Sie Wörter in die eckigen Klammern.",
            )
        if _OUTSIDE.match(link.target):
            if not is_link_target(link.target):
                yield document.problem(
                    span,
                    "verweis-art",
                    f"„{unquote(link.target)}“ ist so keine Adresse im Web oder für Mails.",
                    allowed="https://name.de/seite, mailto:name@stelle.de",
                    fix="Kopieren Sie die Adresse noch einmal aus Ihrem Browser.",
                )
            continue
        if (not link.target or _SCHEME.match(link.target)) and not sources_only:
            yield document.problem(
                span,
                "verweis-art",
                f"Der Link „{unquote(link.target)}“ ist keine Quelldatei und keine Adresse mit "
                "https."
                if link.target
                else "Der Link hat kein Ziel.",
                allowed="NN-kurzname.md, treiber/kurzname.md, https://…, mailto:…",
                fix="Verlinken Sie die Quelldatei, zum Beispiel [Text](25-kurzname.md).",
            )
            continue
        path = resolve(document.source, link)
        if path is None or (sources_only and not path.startswith("impulses/")):
            continue
        if path not in targets:
            names = tuple(sorted(_relative(document.source, target) for target in targets))
            yield document.problem(
                span,
                "toter-verweis",
                f"Die Datei „{link.path}“ gibt es nicht.",
                allowed="Dateien in impulses/, impulses/treiber/ und docs/",
                fix=_suggest_path(link.path, names)
                or "Prüfen Sie den Dateinamen in der Liste der Impulse.",
            )
            continue
        yield from _number(document, link, path, span)
        known = targets[path]
        if link.anchor and known is not None and link.anchor not in known:
            ids = tuple(sorted(known))
            yield document.problem(
                span,
                "toter-anker",
                f"Den Abschnitt „#{link.anchor}“ gibt es dort nicht.",
                allowed=", ".join(f"#{name}" for name in ids),
                fix=suggest(link.anchor, ids) or "Wählen Sie einen dieser Abschnitte.",
            )


def _number(document: MarkedDocument, link: Link, path: str, span: Span) -> Iterator[Problem]:
    """A link whose words name another impulse than the one it leads to."""
    goal = _NUMBERED.match(path)
    named = [int(number) for number in _NAMED.findall(link.text)]
    if goal and named and int(goal[1]) not in named:
        yield document.problem(
            span,
            "verweis-nummer",
            f"Der Text des Links nennt den Impuls {named[0]}, das Ziel ist der Impuls "
            f"{int(goal[1])}.",
            fix="Prüfen Sie beide Nummern und berichtigen Sie die falsche.",
        )


def _suggest_path(path: str, names: tuple[str, ...]) -> str:
    """The question `Meinten Sie …?` for file names: the same number or slug counts as close."""
    wanted = posixpath.basename(path).removesuffix(".md")
    if not wanted:
        return ""
    number = wanted.partition("-")[0].lstrip("0")
    for name in names:
        base = posixpath.basename(name).removesuffix(".md")
        if number.isdigit() and base.partition("-")[0].lstrip("0") == number:
            return f"Meinten Sie „{name}“?"
        if base.partition("-")[2] == wanted or base == wanted:
            return f"Meinten Sie „{name}“?"
    bases = {posixpath.basename(name).removesuffix(".md"): name for name in names}
    close = closest(wanted, tuple(bases))
    return f"Meinten Sie „{bases[close]}“?" if close else ""


def _relative(source: str, target: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(source) or ".")


def _levels(document: MarkedDocument) -> Iterator[Problem]:
    level = 1
    for heading in read(document.body).headings:
        if heading.level == 1 or heading.level > level + 1:
            yield document.problem(
                document.find(heading.line, "#" * heading.level),
                "ueberschrift-ebene",
                f"Diese Überschrift hat die Ebene {heading.level}.",
                allowed="Ebene 2, also ##" if level == 1 else f"Ebene 2 bis {level + 1}",
                fix="Beginnen Sie die Überschrift mit ##, Unterpunkte mit ###.",
            )
        level = max(heading.level, 2)


def _sections(document: MarkedDocument, sections: tuple[Section, ...]) -> Iterator[Problem]:
    text = read(document.body)
    seconds = [heading for heading in text.headings if heading.level == 2]
    expected = {slugify(section.title): section.title for section in sections}
    lists = {section.title for section in sections if section.points or section.steps}
    listing = ", ".join(f"## {name}" for name in expected.values())
    seen: list[str] = []
    names = [slugify(heading.text) for heading in seconds]
    misplaced = _misplaced(names, list(expected))
    for at, (heading, name) in enumerate(zip(seconds, names, strict=True)):
        span = document.find(heading.line, f"## {heading.text}", heading.text)
        if name not in expected or name in seen:
            again = name in seen
            free = tuple(name for name in expected if name not in {*seen, *names})
            is_drawn = not document.lines[span.line - 1].lstrip().startswith("#")
            meant = "" if is_drawn else closest(name, free)
            if not meant and not is_drawn and len(free) == 1 and len(names) == len(expected):
                (meant,) = free
            # A misspelt heading is one mistake, not a strange one and a missing one.
            seen += [meant] if meant else []
            yield document.problem(
                span,
                "abschnitt-unbekannt",
                f"Der Abschnitt „{heading.text}“ "
                + ("steht zum zweiten Mal hier." if again else "gehört nicht zum Gerüst."),
                allowed=listing,
                fix=f"Meinten Sie „## {expected[meant]}“?"
                if meant
                else "Die Striche darunter machen daraus eine Überschrift. Lassen Sie vor ihnen "
                "eine Zeile leer, oder löschen Sie sie."
                if is_drawn
                else "Gliedern Sie mit ### innerhalb eines der Abschnitte.",
            )
            continue
        seen.append(name)
        if name in misplaced:
            yield document.problem(
                span,
                "abschnitt-reihenfolge",
                f"Der Abschnitt „{heading.text}“ steht an der falschen Stelle.",
                allowed=listing,
                fix=_move(heading.text, list(expected.values()), list(expected).index(name)),
            )
        end = seconds[at + 1].line if seconds[at + 1 :] else document.body.count("\n") + 2
        lines = range(heading.line + 1, end)
        if not any(part.line in lines for part in text.parts):
            yield document.problem(
                span,
                "abschnitt-leer",
                f"Unter „{heading.text}“ steht nichts.",
                fix="Schreiben Sie den Abschnitt.",
            )
        elif expected[name] in lists and not any(i.line in lines for i in text.items):
            yield document.problem(
                span,
                "abschnitt-ohne-liste",
                f"Unter „{heading.text}“ steht keine Liste.",
                allowed="Punkte, die in einer neuen Zeile mit „- “ beginnen",
                fix="Machen Sie aus jedem Schritt oder Anzeichen einen eigenen Punkt.",
            )
    missing = [name for key, name in expected.items() if key not in seen]
    if missing:
        last = document.body_line + document.body.rstrip().count("\n")
        listed = " und ".join(filter(None, [", ".join(missing[:-1]), missing[-1]]))
        yield document.problem(
            Span(document.source, last),
            "abschnitt-fehlt",
            f"Der Abschnitt {listed} fehlt."
            if len(missing) == 1
            else f"Die Abschnitte {listed} fehlen.",
            allowed=listing,
            fix="Ergänzen Sie: " + ", ".join(f"## {name}" for name in missing),
        )


def _misplaced(found: list[str], order: list[str]) -> set[str]:
    """The fewest sections that must move so that all stand in order."""
    ranks = [order.index(name) for name in dict.fromkeys(found) if name in order]
    best: list[list[int]] = []
    for at, rank in enumerate(ranks):
        before = [best[other] for other in range(at) if ranks[other] < rank]
        best.append([*max(before, key=len, default=[]), rank])
    kept = max(best, key=len, default=[])
    return {order[rank] for rank in ranks if rank not in kept}


def _move(name: str, order: list[str], rank: int) -> str:
    """Where a section of this rank belongs."""
    if not rank:
        return f"Setzen Sie „## {name}“ samt Text an den Anfang, über alle anderen Abschnitte."
    return f"Setzen Sie „## {name}“ samt Text hinter den Abschnitt „{order[rank - 1]}“."
