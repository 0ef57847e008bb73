"""What a change does, as Markdown for a comment or as a page of HTML."""

from __future__ import annotations

from html import escape

from impulswerk.commands.review.compare import Changes, EntryChange
from impulswerk.rules.report import comment, terminal
from impulswerk.text.words import FieldChange, Words, shortened

_MOST_PAGES = 12
_TOLD = "Was sich an der Chronik und bei den Akteuren ändert"
_REUSED_TITLE = "Eine Nummer würde neu vergeben"
_REUSED = (
    "Links auf die Nummer meinen den bisherigen Impuls. Ziehen Sie ihn zurück, und geben Sie dem "
    "neuen die nächste freie Nummer."
)


def markdown(changes: Changes, preview: str = "", rules_page: str = "") -> str:
    """The comment on a proposed change: verdict, new problems, impulses, pages."""
    parts = [_verdict(changes)]
    if changes.caused:
        parts.append(
            comment.render(
                changes.caused, rules_page, "Was diese Änderung mit sich bringt"
            ).rstrip()
        )
    if changes.lost_pages:
        lost = "\n".join(f"- `/{address}`" for address in changes.lost_pages)
        parts.append(
            "### Diese Adressen würden verschwinden\n\n"
            "Wer sie verlinkt hat, käme ins Leere. Stellen Sie Nummer und Kurznamen der Datei "
            f"wieder her, oder setzen Sie den Impuls auf `stand: zurueckgezogen`.\n\n{lost}"
        )
    if changes.reused:
        parts.append(
            f"### {_REUSED_TITLE}\n\n{_REUSED}\n\n"
            + "\n".join(f"- {comment.plain(name)}" for name in changes.reused)
        )
    if changes.told:
        told = "\n".join(f"- {comment.plain(sentence)}" for sentence in changes.told)
        parts.append(f"### {_TOLD}\n\n{told}")
    if changes.entries:
        parts.append("### Was sich an den Inhalten ändert")
        parts += [_entry(entry, preview) for entry in changes.entries]
    pages = [*changes.new_pages, *changes.changed_pages]
    if pages:
        parts.append(_page_list(pages, preview))
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


def _entry(entry: EntryChange, preview: str) -> str:
    title = comment.plain(f"{entry.name}: {entry.title}")
    if preview and entry.kind != "gelöscht":
        title = f"[{title}]({preview}{entry.page})"
    lines = [f"**{title}** – {entry.kind} (`{entry.source}`)"]
    lines += [f"- {field.title}: {_field(field)}" for field in entry.fields]
    ease = _ease(entry)
    if ease:
        lines.append(f"- {ease}")
    return "\n".join([lines[0], *([""] if lines[1:] else []), *lines[1:]])


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


def _page_list(pages: list[str], preview: str) -> str:
    shown = [
        f"- [`/{page}`]({preview}{page})" if preview else f"- `/{page}`"
        for page in pages[:_MOST_PAGES]
    ]
    if len(pages) > _MOST_PAGES:
        shown.append(f"- … und {len(pages) - _MOST_PAGES} weitere")
    count = f"{len(pages)} Seite{'n' if len(pages) > 1 else ''}"
    verb = "ändern" if len(pages) > 1 else "ändert"
    return f"### {count} der Website {verb} sich\n\n" + "\n".join(shown)


def html(changes: Changes) -> str:
    """The same as a page of its own, with whole texts and every word that changed."""
    body = [f"<h1>{escape(_verdict(changes).removeprefix('## '))}</h1>"]
    if changes.caused:
        shown = escape(terminal.render(changes.caused))
        body.append(f"<h2>Neue Meldungen</h2>\n<pre>{shown}</pre>")
    if changes.lost_pages:
        body.append("<h2>Diese Adressen würden verschwinden</h2>")
        body.append(_html_list([f"/{page}" for page in changes.lost_pages]))
    if changes.reused:
        body.append(f"<h2>{_REUSED_TITLE}</h2>\n<p>{_REUSED}</p>")
        body.append(_html_list(list(changes.reused)))
    if changes.told:
        body.append(f"<h2>{_TOLD}</h2>")
        body.append(_html_list(list(changes.told)))
    for entry in changes.entries:
        body.append(f"<h2>{escape(f'{entry.name}: {entry.title}')} – {entry.kind}</h2>")
        body.append(f"<p><code>{escape(entry.source)}</code></p>")
        for field in entry.fields:
            runs = "".join(_html_run(run) for run in field.words)
            body.append(f"<h3>{escape(field.title)}</h3>\n<p class=text>{runs}</p>")
        if _ease(entry):
            body.append(f"<p>{_ease(entry)}</p>")
    pages = [*changes.new_pages, *changes.changed_pages]
    if pages:
        body.append("<h2>Geänderte Seiten</h2>")
        body.append(_html_list([f"/{page}" for page in pages]))
    if changes.standing:
        body.append(f"<p>Schon vorher bestanden {terminal.summary(changes.standing)}.</p>")
    return _PAGE.format(body="\n".join(body))


def _html_run(run: Words) -> str:
    tag = {"weg": "del", "neu": "ins"}.get(run.kind)
    text = escape(run.text)
    return f"<{tag}>{text}</{tag}>" if tag else text


def _html_list(items: list[str]) -> str:
    return (
        "<ul>\n" + "\n".join(f"<li><code>{escape(item)}</code></li>" for item in items) + "\n</ul>"
    )


_PAGE = """<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Was diese Änderung bewirkt</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; }}
.text {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
pre {{ overflow-x: auto; }}
ins {{ background: light-dark(#d7f5dd, #12491f); text-decoration: underline; }}
del {{ background: light-dark(#fbdcdc, #5c1a1a); }}
</style>
</head>
<body>
{body}
</body>
</html>
"""
