"""The command `impuls upload`: bring the finished site into object storage."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from impulswerk.commands.console import CLEAN, PROBLEMS, fail
from impulswerk.permanence.edition import site_path
from impulswerk.site.hosting import s3, store
from impulswerk.site.hosting.finish import MARK
from impulswerk.site.hosting.upload import names
from impulswerk.sources.folders import replace_file

EXAMPLE = "impuls upload mein-eimer --endpoint https://s3.example --dry-run"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument("target", metavar="EIMER[/ORDNER]", help="Ort im Objektspeicher")
    parser.add_argument(
        "--site-dir", default="site", metavar="ORDNER", help="fertige Website (sonst: site)"
    )
    parser.add_argument("--endpoint", default="", metavar="URL", help="Adresse des Speichers (S3)")
    parser.add_argument("--cdn", action="store_true", help="Seiten dürfen einen Tag im CDN bleiben")
    parser.add_argument("--purge", default="", metavar="URL", help="diese Website dort leeren")
    parser.add_argument("--changed", metavar="DATEI", help="geänderte Adressen aufschreiben")
    parser.add_argument("--dry-run", action="store_true", help="nur zeigen, was geschähe")


def run(root: Path, options: argparse.Namespace) -> int:
    """Send what differs, delete what is gone, and have caches forget it."""
    site = root / options.site_dir
    if not (site / MARK).is_file():
        return fail(f"„{options.site_dir}“ ist keine fertige Website; „impuls build“ baut sie.")
    items = store.planned(site, site_path(root), has_cdn=options.cdn)
    if options.dry_run:
        print(names(items), end="")
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
        replace_file(Path(options.changed), text.encode())
    if not options.purge:
        return CLEAN
    failed = store.purge(options.purge.rstrip("/") + "/", change.addresses)
    print(f"{len(change.addresses) - len(failed)} Adressen im Zwischenspeicher geleert.")
    for line in failed:
        print(f"Nicht geleert: {line}", file=sys.stderr)
    return PROBLEMS if failed else CLEAN
