"""Bring object storage to the state of a finished site, and empty the caches before it."""

from __future__ import annotations

import datetime as dt
import urllib.error
import urllib.request
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

from impulswerk.site.hosting import finish, policy, upload
from impulswerk.site.hosting.rules import table
from impulswerk.site.hosting.s3 import Bucket
from impulswerk.sources.folders import files_below

# Beside the site, not part of it; what it says stands in the public files as well.
_RECORD = ".impulswerk-stand.json"
_AT_ONCE = 16
_SECONDS = 30


def planned(site: Path, base: str, *, has_cdn: bool) -> list[upload.Item]:
    """What an upload of the finished `site` would store."""
    paths = set(files_below(site))
    # A store sends no policy of ours; the rules are asked for caching and sharing alone.
    rules = table(policy.Policies("", ""))
    moved = upload.goals(finish.moved(site), base)
    return upload.plan(paths, rules, moved, has_cdn=has_cdn)


def send(site: Path, items: list[upload.Item], bucket: Bucket, folder: str) -> upload.Change:
    """Bring `folder` of the bucket (empty, or with a slash) to the state of `site`.

    Assets first, pages then, at last what is no longer wanted. Raises StoreError.

    Before anything is touched the record says of each file concerned that nobody knows how it is.
    So after an upload that broke off, any other, of this site or an older one, mends them all.
    """
    stored = upload.read_stored(bucket.get(folder + _RECORD) or b"")
    digests = {item.path: item.digest((site / item.source).read_bytes()) for item in items}
    today = dt.datetime.now(dt.UTC).date()
    oldest = today - dt.timedelta(days=upload.KEPT_DAYS)
    change = upload.compare(items, digests, stored, today.isoformat(), oldest.isoformat())

    def put(item: upload.Item) -> None:
        bucket.put(folder + item.path, (site / item.source).read_bytes(), item.headers)

    said = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    doubted = upload.doubted(stored, change)
    if doubted != stored:
        bucket.put(folder + _RECORD, upload.write_stored(doubted), said)
    pages = [item for item in change.put if item.path.endswith(".html")]
    for group in ([item for item in change.put if item not in set(pages)], pages):
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(put, group))
    for path in change.delete:
        bucket.delete(folder + path)
    bucket.put(folder + _RECORD, upload.write_stored(change.stored), said)
    return change


def purge(address: str, paths: Iterable[str]) -> list[str]:
    """Ask the cache at `address` to forget `paths`; returns what it did not do.

    The request method PURGE is what Varnish, Fastly and nginx's cache modules understand.
    """
    failed = []
    for path in paths:
        request = urllib.request.Request(address + path, method="PURGE")
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS):
                pass
        except urllib.error.HTTPError as error:
            # Not in the cache: nothing to forget.
            if error.code != 404:
                failed.append(f"{path} ({error.code})")
        except (OSError, HTTPException, ValueError) as error:
            failed.append(f"{path} ({error})")
    return failed
