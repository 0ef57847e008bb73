"""Random edits of a small project, of every kind that a build has to notice."""

import os
import random
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from impulswerk.generate import published_addresses
from impulswerk.ledger import LEDGER_FILE, write_ledger
from impulswerk.project import load
from tests.project import copy_small

_NAMES = "Wasser Brücke Garten Ofen Schiene Kabel Glas Faser Segel Mühle Quelle Hafen"
WORDS = tuple(_NAMES.split())
_THEME = """<!doctype html>
<html lang="de"><head><title>{{ page.title if page else "" }} ALPHA</title></head><body>
{% for item in nav %}{{ item.title }} {% endfor %}{% include "teil.html" %}
{{ page.content if page else "" }}</body></html>
"""
_PART = """<p>{{ config.site_name }} {{ config.extra.hinweis }} {{ config.extra.fassung_datum }}
{{ page.canonical_url }} {{ page.previous_page.title if page.previous_page }}</p>
"""


class Editor:
    """Edits the project in `root`; what it does depends on the seed alone."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = random.Random(seed)
        self.environment: dict[str, str] = {"SOURCE_DATE_EPOCH": "1744070400"}

    def start(self) -> None:
        """A fresh project with a theme of its own, under version control."""
        copy_small(self.root)
        (self.root / "vorlagen").mkdir()
        (self.root / "vorlagen/main.html").write_text(_THEME)
        (self.root / "vorlagen/teil.html").write_text(_PART)
        (self.root / "vorlagen/404.html").write_text("<title>404</title>")
        self._change("mkdocs.yml", "  name: mkdocs\n", "  name: mkdocs\n  custom_dir: vorlagen\n")
        self._change("mkdocs.yml", "plugins:", "extra:\n  hinweis: Hinweis\nplugins:")
        self._git("init", "-q")
        self.commit()

    def edit(self) -> str:
        """Do one thing, and say which."""
        kinds: list[Callable[[], None]] = [
            *(self.title, self.short, self.text, self.link, self.terms, self.related),
            *(self.withdraw, self.add, self.remove, self.rename, self.undo),
            *(self.driver, self.vocabulary, self.paper, self.work, self.reference, self.operator),
            *(self.written, self.configuration, self.navigation, self.template, self.part),
            *(self.address, self.commit, self.permalinks),
        ]
        kind = self.random.choice(kinds)
        kind()
        return kind.__name__

    # Impulses ---------------------------------------------------------------------------------

    def title(self) -> None:
        self._line(self._impulse(), "titel", self._words(2))

    def short(self) -> None:
        self._line(self._impulse(), "kurz", f"Wie {self._words(2)} gelingt, zeigt sich im Verbund.")

    def text(self) -> None:
        self._change(self._impulse(), "Es gibt ein Problem.", "Es gibt ein Problem. Und noch eins.")

    def link(self) -> None:
        target = f"{self._impulse().partition('/')[2]}#umsetzung"
        target = self.random.choice((target, "treiber/demografie.md", "treiber/digitalisierung.md"))
        self._change(self._impulse(), "- Man sieht es.", f"- Man sieht es [hier]({target}).")

    def terms(self) -> None:
        path = self._impulse()
        self._line(path, "handlungsfeld", self.random.choice(("transfer", "fachkraefte")))
        drivers = ["demografie", "digitalisierung"]
        self.random.shuffle(drivers)
        count = self.random.randint(1, 2)
        self._line(path, "treiber", f"[{', '.join(drivers[:count])}]")

    def related(self) -> None:
        path = self._impulse()
        others = [self._number(other) for other in self._impulses() if other != path]
        self._line(path, "verwandt", f"[{self.random.choice(others) if others else ''}]")

    def withdraw(self) -> None:
        path = self._impulse()
        others = [self._number(other) for other in self._impulses() if other != path]
        text = (self.root / path).read_text()
        if "zurueckgezogen" not in text and others:
            new = f"stand: zurueckgezogen\nersetzt_durch: [{self.random.choice(others)}]"
            self._change(path, "stand: entwurf", new)

    def undo(self) -> None:
        path = self.root / self._impulse()
        text = re.sub(r"stand: .*\nersetzt_durch: .*", "stand: entwurf", path.read_text())
        path.write_text(text)

    def add(self) -> None:
        number = self._number(self._impulses()[-1]) + 1
        text = (self.root / self._impulse()).read_text()
        text = re.sub(r"(stand: ).*(\nersetzt_durch: .*)?", r"\1entwurf", text)
        text = re.sub("titel: .*", f"titel: {self._words(3)}", text)
        word = self.random.choice(WORDS).lower().replace("ü", "ue")
        (self.root / f"impulses/{number:02d}-{word}.md").write_text(text)

    def remove(self) -> None:
        last = self._impulses()[-1]
        name = last.partition("/")[2]
        others = [path for path in self._sources() if name in path.read_text()]
        number = self._number(last)
        if number > 3 and not others and not self._is_named(number):
            (self.root / last).unlink()

    def rename(self) -> None:
        path = self.root / self._impulse()
        new = path.with_name(f"{path.name[:2]}-{self.random.choice('abcdef')}weg.md")
        path.rename(new)
        for source in self._sources():
            source.write_text(source.read_text().replace(path.name, new.name))

    # Everything else --------------------------------------------------------------------------

    def driver(self) -> None:
        path = f"impulses/treiber/{self.random.choice(('demografie', 'digitalisierung'))}.md"
        self._line(path, "kurz", f"Was {self._words(1)} für Betriebe heißt, steht hier.")

    def vocabulary(self) -> None:
        new = self._words(1)
        self._sub("impulses/vokabular.yml", r"titel: (Start-ups|[A-Z]\w+)$", f"titel: {new}")

    def paper(self) -> None:
        name = self.random.choice(("titel", "herausgeber"))
        self._line("impulses/papier.yml", name, self._words(1))

    def work(self) -> None:
        name = self.random.choice(("titel", "fassung", "herausgeber"))
        self._line("impulses/werk.yml", name, self._words(1))

    def reference(self) -> None:
        self._sub("impulses/quellen.yml", r"titel: .*", f"titel: {self._words(2)}")

    def operator(self) -> None:
        path = self.root / "impulses/betreiber.yml"
        path.write_text(
            f"presse:\n  name: {self._words(1)}\n"
            f"website:\n  adresse: https://{self.random.choice('abc')}.example/\n"
        )

    def written(self) -> None:
        path = self.root / "docs/ueber.md"
        target = self._impulse()
        path.write_text(f"{path.read_text()}\n{self._words(3)} [siehe](../{target}).\n")

    def configuration(self) -> None:
        if self.random.random() < 0.5:
            self._sub("mkdocs.yml", r"site_name: .*", f"site_name: {self._words(1)}")
        else:
            self._sub("mkdocs.yml", r"  hinweis: .*", f"  hinweis: {self._words(1)}")

    def navigation(self) -> None:
        self._sub("mkdocs.yml", r"  - \w+: matrix.md", f"  - {self._words(1)}: matrix.md")

    def template(self) -> None:
        self._sub("vorlagen/main.html", r"[A-Z]+</title>", f"{self.random.choice('ABC')}</title>")

    def part(self) -> None:
        path = self.root / "vorlagen/teil.html"
        path.write_text(f"{path.read_text()}<p>{self._words(1)}</p>\n")

    def address(self) -> None:
        names = ("SITE_URL", "VERSION_URL", "SOURCE_DATE_EPOCH")
        name = self.random.choice(names)
        self.environment[name] = {
            "SITE_URL": f"https://{self.random.choice('abc')}.example/papier/",
            "VERSION_URL": f"https://forge.example/{self.random.choice('abc')}/{{commit}}/{{datei}}",
            "SOURCE_DATE_EPOCH": str(1744070400 + 50_000 * self.random.randint(0, 9)),
        }[name]

    def commit(self) -> None:
        stamp = f"{1744070400 + 86_400 * self.random.randint(0, 30)} +0000"
        self._git("add", "-A")
        self._git(
            *("-c", "user.name=Test", "-c", "user.email=test@example.org"),
            *("commit", "-q", "--allow-empty", "-m", "Stand"),
            environment={"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp},
        )

    def permalinks(self) -> None:
        project = load(self.root)
        if project.graph and not project.problems:
            published = published_addresses(project.graph, project.past)
            text = write_ledger(project.graph.catalog.ledger, published)
            (self.root / LEDGER_FILE).write_text(text, "utf-8")

    # Means ------------------------------------------------------------------------------------

    def _impulses(self) -> list[str]:
        folder = self.root / "impulses"
        return sorted(f"impulses/{path.name}" for path in folder.glob("[0-9]*.md"))

    def _impulse(self) -> str:
        return self.random.choice(self._impulses())

    def _sources(self) -> list[Path]:
        folders = (self.root / "impulses", self.root / "docs")
        return sorted(path for folder in folders for path in folder.rglob("*.md"))

    def _number(self, path: str) -> int:
        return int(path.partition("/")[2][:2])

    def _is_named(self, number: int) -> bool:
        named = re.compile(rf"(?:verwandt|ersetzt_durch): \[.*\b{number}\b.*\]")
        return any(named.search(path.read_text()) for path in self._sources())

    def _words(self, count: int) -> str:
        return " ".join(self.random.sample(WORDS, count))

    def _line(self, path: str, name: str, value: str) -> None:
        self._sub(path, rf"^{name}: .*", f"{name}: {value}")

    def _sub(self, path: str, pattern: str, new: str) -> None:
        file = self.root / path
        found = list(re.finditer(pattern, file.read_text(), re.MULTILINE))
        one = self.random.choice(found)
        text = file.read_text()
        file.write_text(text[: one.start()] + new + text[one.end() :])

    def _change(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        file.write_text(file.read_text().replace(old, new, 1))

    def _git(self, *arguments: str, environment: dict[str, str] | None = None) -> None:
        subprocess.run(
            ["git", *arguments], cwd=self.root, check=True, env=os.environ | (environment or {})
        )
