"""The real site under load: `python -m tests.bench.load [SECONDS]` prints a table for the README.

nginx with the configuration the build writes, wrk beside it on the same machine, both on loopback;
60 seconds for each row. Needs nginx and wrk (Debian: nginx-light, wrk).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.e2e import servers
from tests.e2e.site import Site, build, ready_made

SECONDS = 60
CONNECTIONS = 64

# Each connection asks for the next address in turn, as a browser would: with gzip.
_SCRIPT = """\
local paths = {%s}
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], {["Accept-Encoding"] = "gzip"})
end
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('{"requests": %%d, "microseconds": %%d, "bytes": %%d, "p50": %%d, ' ..
    '"p99": %%d, "errors": %%d}\\n', summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """What came of one run; times in milliseconds."""

    name: str
    per_second: float
    megabytes_per_second: float
    p50: float
    p99: float
    errors: int


def search_files(site: Site) -> list[str]:
    """Everything a browser loads when somebody opens the search and asks for one word."""
    names = ("suche-dialog.*.js", "suche-kern.*.js", "deutsch.*.js", "suche.*.css")
    found = [path for name in names for path in (site.root / "assets").glob(name)]
    found += [path for path in (site.root / "pagefind").iterdir() if path.is_file()]
    found += list((site.root / "pagefind/index").iterdir())[:1]
    found += list((site.root / "pagefind/fragment").iterdir())[:8]
    kept = [path for path in found if path.suffix not in {".br", ".gz"}]
    return sorted(path.relative_to(site.root).as_posix() for path in kept)


def measure(name: str, server: servers.Server, paths: Sequence[str], seconds: int) -> Load:
    """Ask for `paths` in turn, over and over."""
    for path in paths:
        assert server.ask(path).status == 200, path
    prefix = "/" + server.address.split("/", 3)[3]
    listed = ", ".join(json.dumps(prefix + path) for path in paths)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_SCRIPT % listed)
        script.flush()
        command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "5s"]
        command += ["-s", script.name, server.address]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    duration = told["microseconds"] / 1e6
    return Load(
        name,
        told["requests"] / duration,
        told["bytes"] / duration / 1e6,
        told["p50"] / 1e3,
        told["p99"] / 1e3,
        told["errors"],
    )


def main() -> None:
    """Build the site where none was named, and measure each kind of request."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    if not shutil.which("wrk"):
        sys.exit("wrk is missing (Debian: apt-get install wrk)")
    with tempfile.TemporaryDirectory() as folder:
        root = ready_made() or Path(folder) / "site"
        if not root.exists():
            build(root)
        site = Site(root)
        runs = {
            "home": [""],
            "impulses": [page.address for page in site.impulses],
            "search": search_files(site),
        }
        print("| what | requests/s | MB/s | median ms | 99 % ms | errors |")
        print("|---|---:|---:|---:|---:|---:|")
        with servers.place(site.root) as place, servers.nginx(place) as server:
            for name, paths in runs.items():
                load = measure(name, server, paths, seconds)
                print(
                    f"| {load.name} ({len(paths)}) | {load.per_second:,.0f} "
                    f"| {load.megabytes_per_second:.0f} | {load.p50:.1f} | {load.p99:.1f} "
                    f"| {load.errors} |",
                    flush=True,
                )
    print(f"\n{CONNECTIONS} connections, {seconds} s each, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
