"""What a change does, as Markdown for a comment or as a page of HTML."""

from markupsafe import Markup

from impulswerk.commands.review.compare import Changes, EntryChange
from impulswerk.render.environment import environment
from impulswerk.rules.report import comment, terminal
from impulswerk.text.convert import read
from impulswerk.text.words import FieldChange, shortened

_MOST_PAGES = 12


def markdown(
    changes: Changes, preview: str = "", rules_page: str = "", *, is_whole: bool = False
) -> str:
    """The comment on a proposed change: verdict, new problems, impulses, pages.

    Unless `is_whole`, texts are shown only around what changed in them.
    """
    parts = [_verdict(changes)]
    if changes.caused:
        parts.append(
            comment.render(
                changes.caused, rules_page, "Was diese Änderung mit sich bringt"
            ).rstrip()
        )
    if changes.lost_pages:
        lost = "\n".join(f"- {comment.code(f'/{address}')}" for address in changes.lost_pages)
        parts.append(
            "### Diese Adressen würden verschwinden\n\n"
            "Wer sie verlinkt hat, käme ins Leere. Stellen Sie Nummer und Kurznamen der Datei "
            f"wieder her, oder setzen Sie den Impuls auf `stand: zurueckgezogen`.\n\n{lost}"
        )
    if changes.reused:
        reused = "\n".join(f"- {comment.plain(name)}" for name in changes.reused)
        parts.append(
            "### Eine Nummer würde neu vergeben\n\n"
            "Links auf die Nummer meinen den bisherigen Impuls. Ziehen Sie ihn zurück, und geben "
            f"Sie dem neuen die nächste freie Nummer.\n\n{reused}"
        )
    if changes.told:
        told = "\n".join(f"- {comment.plain(sentence)}" for sentence in changes.told)
        parts.append(f"### Was sich an der Chronik und bei den Akteuren ändert\n\n{told}")
    if changes.entries:
        parts.append("### Was sich an den Inhalten ändert")
        parts += [_entry(entry, preview, is_whole=is_whole) for entry in changes.entries]
    pages = [*changes.new_pages, *changes.changed_pages]
    if pages:
        parts.append(_page_list(pages, preview, None if is_whole else _MOST_PAGES))
    if changes.standing:
        parts.append(
            f"Schon vorher bestanden {terminal.summary(changes.standing)}; "
            "das hält diese Änderung nicht auf."
        )
    return "\n\n".join(parts) + "\n"


def _verdict(changes: Changes) -> str:
    if changes.is_blocked:
        return "## ❌ Diese Änderung kann so nicht veröffentlicht werden"
    if changes.caused:
        return "## ✅ Diese Änderung kann veröffentlicht werden – bitte beachten Sie die Hinweise"
    return "## ✅ Diese Änderung kann veröffentlicht werden"


def _entry(entry: EntryChange, preview: str, *, is_whole: bool) -> str:
    title = comment.plain(f"{entry.name}: {entry.title}")
    if preview and entry.kind != "gelöscht":
        title = f"[{title}]({preview}{entry.page})"
    show = _whole if is_whole else _field
    told = [f"- {field.title}: {show(field)}" for field in entry.fields]
    told += [f"- {ease}"] if (ease := _ease(entry)) else []
    head = f"**{title}** – {entry.kind} ({comment.code(entry.source)})"
    return "\n".join([head, *([""] if told else []), *told])


def _ease(entry: EntryChange) -> str:
    """A hint, never a verdict: the figure knows lengths of words and sentences, not their sense."""
    before, after = entry.ease
    if after is None or before == after:
        return ""
    was = f", vorher {before}" if before is not None else ""
    return f"Lesbarkeit nach Amstad: {after} von 100{was} (nur ein Anhaltspunkt)"


def _field(field: FieldChange) -> str:
    parts = []
    for run in shortened(field.words):
        shown = comment.plain(" ".join(run.text.split()))
        if not shown:
            continue
        parts.append({"weg": f"~~{shown}~~", "neu": f"**{shown}**"}.get(run.kind, shown))
    return " ".join(parts)


def _whole(field: FieldChange) -> str:
    """Every word, with elements of HTML for what changed."""
    tags = {"weg": "<del>{}</del>", "neu": "<ins>{}</ins>"}
    runs = ((run.kind, map(comment.plain, run.text.split("\n"))) for run in field.words)
    return "".join(tags.get(kind, "{}").format("<br>".join(lines)) for kind, lines in runs)


def _page_list(pages: list[str], preview: str, most: int | None) -> str:
    names = [(page, comment.code(f"/{page}")) for page in pages[:most]]
    shown = [f"- [{name}]({preview}{page})" if preview else f"- {name}" for page, name in names]
    if len(pages) > len(shown):
        shown.append(f"- … und {len(pages) - len(shown)} weitere")
    count = f"{len(pages)} Seite{'n' if len(pages) > 1 else ''}"
    verb = "ändern" if len(pages) > 1 else "ändert"
    return f"### {count} der Website {verb} sich\n\n" + "\n".join(shown)


def html(changes: Changes, preview: str = "", rules_page: str = "") -> str:
    """The same as a page of its own, with whole texts."""
    body = read(markdown(changes, preview, rules_page, is_whole=True)).html()
    return environment().get_template("bericht.html").render(inhalt=Markup(body))
