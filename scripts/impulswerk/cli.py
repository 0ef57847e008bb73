"""The command `impuls`: check, build, serve, stage, new, explain."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn, TextIO
from urllib.parse import urlsplit

from impulswerk import git, spelling, urls
from impulswerk import ledger as ledgers
from impulswerk.assets import cache_folder
from impulswerk.edition import configured, read_publication
from impulswerk.exports.jsonschema import allowed_terms
from impulswerk.formatting import format_source
from impulswerk.generate import published_addresses
from impulswerk.keeping import keep_in
from impulswerk.linkaid.render import FORMS as LINK_FORMS
from impulswerk.problems import Problem, errors
from impulswerk.project import assemble, check_language, load
from impulswerk.report import comment, data, github, gitlab, terminal
from impulswerk.rulebook import RULES, Rule
from impulswerk.scaffold import file_name, impulse_text, next_number
from impulswerk.schema import DRIVER, IMPULSE
from impulswerk.sources import CONFIG_FILE, DOCS_FOLDER, SOURCE_FOLDER, pages_only, read_files

CLEAN, PROBLEMS, USAGE = 0, 1, 2
_NO_SPELLING = "hunspell mit deutschem Wörterbuch fehlt (Debian: hunspell-de-de)."


class _Parser(argparse.ArgumentParser):
    """Speaks German when it is called in a way it does not understand."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False)
        self.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen")

    def error(self, message: str) -> NoReturn:
        command = sys.argv[1] if len(sys.argv) > 1 else ""
        close = get_close_matches(command, COMMANDS, n=1)
        if "invalid choice" in message and command not in COMMANDS:
            message = f"Den Befehl „{command}“ gibt es nicht."
            message += f" Meinten Sie „{close[0]}“?" if close else ""
        elif "required" in message and "BEFEHL" in message:
            message = "Es fehlt ein Befehl."
        elif "required" in message:
            message = f"Es fehlt eine Angabe: {message.rpartition(': ')[2]}"
        elif "unrecognized" in message:
            message = f"Diese Angabe ist unbekannt: {message.rpartition(': ')[2]}"
        self.exit(USAGE, f"{message}\n\n{self.format_help()}")

    def format_help(self) -> str:
        text = super().format_help()
        for english, german in (
            ("usage:", "Aufruf:"),
            ("positional arguments:", "Angaben:"),
            ("options:", "Optionen:"),
        ):
            text = text.replace(english, german)
        return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns 0 clean, 1 problems, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    # Sources and pages live as long as the command: looking through them again and again for
    # garbage finds none.
    gc.set_threshold(100_000, 20, 20)
    root = Path.cwd()
    if options.command != "explain" and not (root / CONFIG_FILE).is_file():
        return _fail(f"Hier gibt es keine {CONFIG_FILE}. Rufen Sie impuls im Projektordner auf.")
    try:
        return COMMANDS[options.command][0](root, options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader (less, head) has seen enough; Python must not complain on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="impuls", description="Impulse prüfen, bauen und anlegen.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="BEFEHL")
    for name, (_, text) in COMMANDS.items():
        sub = subparsers.add_parser(name, help=text, description=text)
        if name in {"check", "report"}:
            sub.add_argument(
                "--spelling", action="store_true", help="auch die Rechtschreibung prüfen (hunspell)"
            )
        if name == "check":
            sub.add_argument(
                "--format", choices=["terminal", *_FORMATS], default="terminal", help="Ausgabeform"
            )
        elif name == "build":
            sub.add_argument("--site-dir", default="site", metavar="ORDNER", help="Zielordner")
            sub.add_argument(
                "--release",
                action="store_true",
                help="nur bauen, wenn für die Veröffentlichung nichts fehlt (betreiber.yml)",
            )
            sub.add_argument(
                "--no-cache",
                action="store_true",
                help="alles neu machen, nichts aus früheren Läufen übernehmen",
            )
        elif name == "serve":
            sub.add_argument(
                "--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="Adresse"
            )
        elif name == "stage":
            sub.add_argument("target", metavar="ORDNER", help="leerer oder neuer Ordner")
        elif name in {"index", "finish"}:
            sub.add_argument("target", metavar="ORDNER", help="fertige Website")
        elif name == "upload":
            sub.add_argument("target", metavar="EIMER[/ORDNER]", help="Ort im Objektspeicher")
            sub.add_argument("--site-dir", default="site", metavar="ORDNER", help="fertige Website")
            sub.add_argument(
                "--endpoint", default="", metavar="URL", help="Adresse des Speichers (S3)"
            )
            sub.add_argument(
                "--cdn",
                action="store_true",
                help="Seiten dürfen einen Tag im CDN bleiben",
            )
            sub.add_argument("--purge", default="", metavar="URL", help="diese Website dort leeren")
            sub.add_argument("--changed", metavar="DATEI", help="geänderte Adressen aufschreiben")
            sub.add_argument("--dry-run", action="store_true", help="nur zeigen, was geschähe")
        elif name == "report":
            sub.add_argument(
                "--base", required=True, metavar="REV", help="Stand davor, etwa origin/main"
            )
            sub.add_argument("--html", metavar="DATEI", help="zusätzlich als HTML-Seite schreiben")
            sub.add_argument("--preview", default="", metavar="URL", help="Adresse der Vorschau")
        elif name == "fmt":
            sub.add_argument("--check", action="store_true", help="nur prüfen, nichts ändern")
        elif name == "abgleich":
            sub.add_argument("pdf", metavar="PAPIER.pdf", nargs="?", default="", help="das Papier")
            sub.add_argument("--text", default="", metavar="DATEI", help="statt einer PDF ein Text")
            sub.add_argument(
                "--source", default="", metavar="KENNUNG", help="Quelle aus quellen.yml"
            )
            sub.add_argument(
                "--format",
                choices=["terminal", "markdown", "json"],
                default="terminal",
                help="Ausgabeform",
            )
            sub.add_argument(
                "--write", action="store_true", help="geprüfte Zitate in abgleich.yml festhalten"
            )
        elif name == "link":
            sub.add_argument("file", metavar="DATEI", help="Text in UTF-8, „-“ für die Eingabe")
            sub.add_argument(
                "--format", choices=[*LINK_FORMS], default="markdown", help="Ausgabeform"
            )
            sub.add_argument(
                "--base",
                default="",
                metavar="URL",
                help="Adresse der Website, wenn nicht SITE_URL oder betreiber.yml sie nennt",
            )
        elif name == "permalinks":
            sub.add_argument(
                "--check", action="store_true", help="nur zeigen, was noch nicht eingetragen ist"
            )
        elif name == "new":
            sub.add_argument("title", metavar="TITEL", help="Titel des neuen Impulses")
        elif name == "explain":
            sub.add_argument("rule", metavar="REGEL", nargs="?", help="Wort der Regel")
    return parser


def _check(root: Path, options: argparse.Namespace) -> int:
    project = load(root)
    if options.spelling:
        if not spelling.is_available():
            return _fail(_NO_SPELLING)
        project = check_language(project, read_files(root).content)
    if options.format != "terminal":
        print(_FORMATS[options.format](project.problems), end="")
        return PROBLEMS if errors(project.problems) else CLEAN
    print(terminal.render(project.problems, color=_has_color(sys.stdout)), end="")
    if errors(project.problems):
        return PROBLEMS
    count = len(project.graph.impulses) if project.graph else 0
    print(f"{count} Impulse geprüft, keine Fehler.")
    return CLEAN


def _build(root: Path, options: argparse.Namespace) -> int:
    from impulswerk.build import build_site  # noqa: PLC0415 — MkDocs takes a while to import

    site = root / options.site_dir
    refusal = _refuse_target(root, site)
    if refusal:
        return _fail(refusal)
    outcome = build_site(
        root,
        site,
        _Progress(sys.stderr),
        _Progress(sys.stderr, "Setze PDF-Datei", every=1),
        is_release=options.release,
        is_cached=not options.no_cache,
    )
    if outcome.problems:
        print(
            terminal.render(outcome.problems, color=_has_color(sys.stderr)), end="", file=sys.stderr
        )
    if not outcome.is_done:
        print(f"Nichts veröffentlicht; {options.site_dir}/ bleibt, wie es ist.", file=sys.stderr)
        return PROBLEMS
    seconds = f"{outcome.seconds:.1f}".replace(".", ",")
    print(
        f"{outcome.pages} Seiten gebaut, {outcome.links} Verweise geprüft, {seconds} s "
        f"→ {options.site_dir}/"
    )
    gap = read_publication(root).history.reason
    if gap:
        print(f"Ohne Daten der Änderungen, auch in den Feeds: {gap}", file=sys.stderr)
    print(outcome.sizes)
    return CLEAN


def _refuse_target(root: Path, site: Path) -> str:
    """Why `site` must not be overwritten, or an empty text."""
    site = site.resolve()
    if site == root or site in root.parents:
        return f"„{site}“ enthält das Projekt selbst; wählen Sie einen anderen Ordner."
    if site.is_file():
        return f"„{site}“ ist eine Datei; wählen Sie einen Ordner."
    inside = [root / name for name in ("impulses", "docs", "scripts", "tests", ".git")]
    if any(site == path or path in site.parents for path in inside):
        return f"„{site}“ gehört zu den Quellen; wählen Sie einen anderen Ordner."
    if site.is_dir() and any(site.iterdir()) and not (site / "index.html").is_file():
        return (
            f"„{site}“ ist nicht leer und keine gebaute Website; wählen Sie einen anderen Ordner."
        )
    return ""


def _serve(root: Path, options: argparse.Namespace) -> int:
    from impulswerk.engine import serve_pages  # noqa: PLC0415 — MkDocs takes a while to import

    project = load(root)
    if project.graph is None:
        print(terminal.render(project.problems, color=_has_color(sys.stderr)), file=sys.stderr)
        return PROBLEMS
    serve_pages(root, options.address)
    return CLEAN


def _stage(root: Path, options: argparse.Namespace) -> int:
    from impulswerk.stage import stage  # noqa: PLC0415 — only this command needs it

    target = Path(options.target)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        return _fail(f"Der Ordner „{target}“ ist nicht leer.")
    project = load(root)
    print(terminal.render(project.problems, color=_has_color(sys.stderr)), end="", file=sys.stderr)
    if project.graph is None or errors(project.problems):
        return PROBLEMS
    target.mkdir(parents=True, exist_ok=True)
    count, problems = stage(root, project.graph, project.past, target)
    print(terminal.render(problems, color=_has_color(sys.stderr)), end="", file=sys.stderr)
    print(f"{count} Dateien → {target}/")
    return PROBLEMS if errors(problems) else CLEAN


def _report(root: Path, options: argparse.Namespace) -> int:
    from impulswerk.review import render  # noqa: PLC0415 — only this command needs it
    from impulswerk.review.compare import compare  # noqa: PLC0415

    try:
        base = git.merge_base(root, options.base)
        files = git.files_at(root, base, (SOURCE_FOLDER, DOCS_FOLDER))
    except git.GitError as error:
        return _fail(str(error))
    now = read_files(root)
    before, after = assemble(pages_only(files)), assemble(now.content, now.problems)
    if options.spelling:
        if not spelling.is_available():
            return _fail(_NO_SPELLING)
        before = check_language(before, pages_only(files))
        after = check_language(after, now.content)
    changes = compare(before.graph, after.graph, before.problems, after.problems)
    preview = options.preview and options.preview.rstrip("/") + "/"
    text = render.markdown(changes, preview, _rules_page(preview))
    if options.html:
        Path(options.html).write_text(render.html(changes), "utf-8")
    print(text, end="")
    return PROBLEMS if changes.is_blocked else CLEAN


def _index(root: Path, options: argparse.Namespace) -> int:
    from impulswerk.search.pagefind import index_site  # noqa: PLC0415 — only this command needs it

    site = Path(options.target)
    if not (site / "index.html").is_file():
        return _fail(f"„{site}“ ist keine gebaute Website.")
    project = load(root)
    if project.graph is None:
        print(terminal.render(project.problems, color=_has_color(sys.stderr)), file=sys.stderr)
        return PROBLEMS
    found = index_site(site, project.graph, project.synonyms).problems
    print(terminal.render(found, color=_has_color(sys.stderr)), end="", file=sys.stderr)
    return PROBLEMS if errors(found) else CLEAN


def _finish(root: Path, options: argparse.Namespace) -> int:
    from impulswerk.hosting import finish  # noqa: PLC0415 — only this command needs it

    site = Path(options.target)
    if not (site / "index.html").is_file():
        return _fail(f"„{site}“ ist keine gebaute Website.")
    if (site / finish.MARK).exists():
        return _fail(f"„{site}“ ist schon vorbereitet; „impuls build“ tut das von selbst.")
    finished = finish.finish(site, _base(root), keep_in(cache_folder(root)))
    print(terminal.render(finished.problems, color=_has_color(sys.stderr)), end="", file=sys.stderr)
    print(finished.summary)
    return PROBLEMS if errors(finished.problems) else CLEAN


def _upload(root: Path, options: argparse.Namespace) -> int:
    from impulswerk.hosting import finish, s3, store, upload  # noqa: PLC0415 — only this command

    site = root / options.site_dir
    if not (site / finish.MARK).is_file():
        return _fail(f"„{options.site_dir}“ ist keine fertige Website; „impuls build“ baut sie.")
    items = store.planned(site, _base(root), has_cdn=options.cdn)
    if options.dry_run:
        print(upload.names(items), end="")
        return CLEAN
    bucket, _, folder = options.target.partition("/")
    folder = folder and folder.rstrip("/") + "/"
    try:
        region = os.environ.get("AWS_REGION") or "us-east-1"
        place = s3.Bucket(bucket, s3.keys_from_environment(), options.endpoint, region)
        change = store.send(site, items, place, folder)
    except s3.StoreError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    print(f"{len(change.put)} von {len(items)} Dateien abgelegt, {len(change.delete)} gelöscht.")
    if options.changed:
        text = "".join(f"{address}\n" for address in change.addresses)
        Path(options.changed).write_text(text, "utf-8")
    if not options.purge:
        return CLEAN
    failed = store.purge(options.purge.rstrip("/") + "/", change.addresses)
    print(f"{len(change.addresses) - len(failed)} Adressen im Zwischenspeicher geleert.")
    for line in failed:
        print(f"Nicht geleert: {line}", file=sys.stderr)
    return PROBLEMS if failed else CLEAN


def _base(root: Path) -> str:
    """The path under which the site will be published, with a slash at both ends."""
    path = urlsplit(configured(root)["website.adresse"]).path
    return f"{path.rstrip('/')}/"


def _fmt(root: Path, options: argparse.Namespace) -> int:
    changed = []
    for source, content in read_files(root).content.items():
        if source.startswith(f"{SOURCE_FOLDER}/") and source.endswith(".md"):
            record = DRIVER if source.startswith(f"{SOURCE_FOLDER}/treiber/") else IMPULSE
            formatted = format_source(content, record)
            if formatted != content:
                changed.append(source)
                if not options.check:
                    (root / source).write_bytes(formatted)
    for source in changed:
        print(f"{'Nicht in Form' if options.check else 'In Form gebracht'}: {source}")
    return PROBLEMS if changed and options.check else CLEAN


def _collate(root: Path, options: argparse.Namespace) -> int:
    from impulswerk import collating  # noqa: PLC0415 — only this command needs it

    return collating.run(
        root,
        pdf=options.pdf,
        text=options.text,
        source=options.source,
        form=options.format,
        write=options.write,
    )


def _link(root: Path, options: argparse.Namespace) -> int:
    from impulswerk.linkaid import command, data  # noqa: PLC0415 — only this command needs it

    project = load(root)
    if project.graph is None:
        print(terminal.render(project.problems, color=_has_color(sys.stderr)), file=sys.stderr)
        return PROBLEMS
    address = options.base or configured(root)["website.adresse"]
    base = address and address.rstrip("/") + "/"
    return command.run(data.link_data(project.graph), options.file, options.format, base)


def _permalinks(root: Path, options: argparse.Namespace) -> int:
    project = load(root)
    if project.graph is None or errors(project.problems):
        print(terminal.render(project.problems, color=_has_color(sys.stderr)), file=sys.stderr)
        return PROBLEMS
    ledger, published = (
        project.graph.catalog.ledger,
        published_addresses(project.graph, project.past),
    )
    editions = project.past.marks
    new = ledgers.missing(ledger, published, editions)
    for address in new:
        print(address or "(Startseite)")
    if options.check:
        print(f"{len(new)} Adressen noch nicht eingetragen.")
        return PROBLEMS if new else CLEAN
    if new:
        text = ledgers.write_ledger(ledger, published, editions)
        (root / ledgers.LEDGER_FILE).write_text(text, "utf-8", newline="\n")
    print(f"{len(new)} Adressen eingetragen in {ledgers.LEDGER_FILE}.")
    return CLEAN


def _new(root: Path, options: argparse.Namespace) -> int:
    numbers = [
        int(path.name[:4].partition("-")[0])
        for path in (root / "impulses").glob("[0-9]*-*.md")
        if path.name[:4].partition("-")[0].isdigit()
    ]
    if not options.title.strip():
        return _fail("Der Titel ist leer.")
    graph = load(root).graph
    terms = allowed_terms(graph) if graph else {}
    # A number stays taken even if its file should be gone.
    numbers.append(ledgers.highest_number(graph.catalog.ledger) if graph else 0)
    path = root / "impulses" / file_name(next_number(numbers), options.title)
    with path.open("x", encoding="utf-8", newline="\n") as handle:
        handle.write(impulse_text(options.title, terms))
    print(f"Angelegt: {path.relative_to(root)}")
    return CLEAN


def _explain(_root: Path, options: argparse.Namespace) -> int:
    if options.rule is None:
        width = max(map(len, RULES))
        print("\n".join(f"{rule.code:<{width}}  {rule.title}" for rule in RULES.values()))
        return CLEAN
    rule = RULES.get(options.rule)
    if rule is None:
        close = get_close_matches(options.rule, RULES, n=1)
        hint = f" Meinten Sie „{close[0]}“?" if close else " „impuls explain“ nennt alle."
        return _fail(f"Die Regel „{options.rule}“ gibt es nicht.{hint}")
    print(_explanation(rule))
    return CLEAN


def _explanation(rule: Rule) -> str:
    def indented(text: str) -> str:
        return "\n".join(f"  {line}" for line in text.split("\n"))

    return (
        f"{rule.code} ({rule.severity.value})\n\n{rule.title}\n{rule.why}\n\n"
        f"Falsch:\n{indented(rule.wrong)}\n\nRichtig:\n{indented(rule.right)}"
    )


class _Progress:
    """A line that counts on a terminal; silent in files and in continuous integration."""

    def __init__(self, stream: TextIO, what: str = "Baue Seite", every: int = 10) -> None:
        self._stream = stream
        self._what = what
        self._every = every
        self._is_shown = stream.isatty() and not os.environ.get("CI")

    def __call__(self, done: int, total: int) -> None:
        if not self._is_shown or (done % self._every and done != total):
            return
        end = "\r\x1b[K" if done >= total else ""
        self._stream.write(f"\r{self._what} {done} von {total} …{end}")
        self._stream.flush()


def _rules_page(preview: str = "") -> str:
    """Address of the page that explains the rules, where it is known where the site lives."""
    site = preview or configured(Path.cwd())["website.adresse"]
    return f"{site.rstrip('/')}/{urls.address(urls.RULES_PAGE)}" if site else ""


def _has_color(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR")


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return USAGE


_FORMATS: dict[str, Callable[[Iterable[Problem]], str]] = {
    "github": lambda problems: github.render(problems, _rules_page()),
    "gitlab": gitlab.render,
    "json": data.render,
    "markdown": lambda problems: comment.render(problems, _rules_page()),
}

COMMANDS: dict[str, tuple[Callable[[Path, argparse.Namespace], int], str]] = {
    "check": (_check, "Quellen prüfen, ohne zu bauen"),
    "build": (_build, "Website bauen, prüfen und erst dann austauschen"),
    "serve": (_serve, "Website beim Schreiben ansehen; sie lädt sich von selbst neu"),
    "stage": (_stage, "Erzeugte Seiten als gewöhnlichen docs-Ordner ablegen"),
    "index": (_index, "Suche einer fertigen Website bauen, die ein anderes Programm gebaut hat"),
    "finish": (_finish, "Website, die ein anderes Programm gebaut hat, für Server vorbereiten"),
    "upload": (_upload, "Fertige Website in einen Objektspeicher (S3) bringen"),
    "report": (_report, "Zeigen, was eine Änderung gegenüber einem früheren Stand bewirkt"),
    "fmt": (_fmt, "Quellen in ihre übliche Form bringen, ohne den Sinn zu ändern"),
    "abgleich": (_collate, "Entwürfe mit dem Papier vergleichen und Zitate prüfen"),
    "link": (_link, "Links zu Impulsen in einen Text setzen"),
    "permalinks": (_permalinks, "Neue Adressen in das Verzeichnis der dauerhaften eintragen"),
    "new": (_new, "Neuen Impuls mit der nächsten Nummer anlegen"),
    "explain": (_explain, "Eine Prüfregel erklären"),
}
