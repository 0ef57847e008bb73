"""The command `impuls finish`: make a site that another engine built ready for servers."""

from __future__ import annotations

import argparse
from pathlib import Path

from impulswerk.commands.console import CLEAN, PROBLEMS, USAGE, fail, is_site, show, site_argument
from impulswerk.model.problems import errors
from impulswerk.permanence.edition import secure_host, site_path
from impulswerk.site.assets import cache_folder
from impulswerk.site.hosting.finish import MARK, finish
from impulswerk.sources.store import keep_in

EXAMPLE = "impuls finish ablage/site"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    site_argument(parser)


def run(root: Path, options: argparse.Namespace) -> int:
    """Finish the site where it stands; once is enough."""
    site = Path(options.target)
    if not is_site(site):
        return USAGE
    if (site / MARK).exists():
        return fail(f"„{site}“ ist schon vorbereitet; „impuls build“ tut das von selbst.")
    finished = finish(site, site_path(root), keep_in(cache_folder(root)), secure_host(root))
    show(finished.problems)
    print(finished.summary)
    return PROBLEMS if errors(finished.problems) else CLEAN
