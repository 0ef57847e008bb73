"""A git repository with commits on chosen days, for tests of what history tells."""

import os
import subprocess
from pathlib import Path

_QUIET = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
_WHO = [
    "-c",
    "user.name=Test",
    "-c",
    "user.email=test@example.org",
    "-c",
    "protocol.file.allow=always",
]


class Repository:
    """A work tree under git; files are given as text or bytes by path, None removes one."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root

    def git(self, *arguments: str, moment: str = "2026-01-01T12:00:00Z") -> str:
        """Run git in the work tree; `moment` dates what it commits."""
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        done = subprocess.run(
            ["git", *_WHO, *arguments],
            cwd=self.root,
            env=os.environ | _QUIET | dates,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def start(self) -> "Repository":
        """Make it a repository with a branch `main`."""
        self.git("init", "-q", "-b", "main")
        return self

    def write(self, files: dict[str, str | bytes | None]) -> None:
        """Change the work tree."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            elif isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(content, "utf-8")

    def commit(self, moment: str, files: dict[str, str | bytes | None] | None = None) -> str:
        """Commit everything on a day (noon) or at a moment; returns the commit's id."""
        self.write(files or {})
        self.git("add", "--all")
        when = moment if "T" in moment else f"{moment}T12:00:00Z"
        self.git("commit", "-q", "--allow-empty", "-m", "Eine Änderung", moment=when)
        return self.git("rev-parse", "HEAD")


def impulse_source(
    title: str = "Lotsen ausbilden",
    short: str = "Cluster zeigen den Weg.",
    state: str = "entwurf",
    step: str = "**Verbund:** Der Verbund fängt an.",
    **more: str,
) -> str:
    """Text of a small impulse; `more` replaces or adds lines of its head."""
    head = {
        "titel": title,
        "kurz": short,
        "treiber": "[digitalisierung]",
        "handlungsfeld": "transfer",
        "zielgruppen": "[kmu]",
        "herausforderungen": "[energiekosten]",
        "suchbegriffe": "[Beispiel]",
        "stand": state,
    } | more
    lines = "".join(f"{name}: {value}\n" for name, value in head.items())
    return (
        f"---\n{lines}---\n\n## Ausgangslage\n\nEs gibt **ein** Problem.\n\n"
        f"## Umsetzung\n\n- {step}\n"
        "- **Betriebe:** Die Betriebe machen [weiter](02-werkstatt.md).\n"
    )
