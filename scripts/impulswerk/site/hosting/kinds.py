"""The one table of content types, by place and by ending of a file."""

# What a place says of its files is more than what their ending says; the first match counts.
# Regular expressions (nginx, Apache and Python read them alike) on the path inside the site.
PLACES: tuple[tuple[str, str], ...] = (
    (r"^feeds/[^/]+\.xml$", "application/atom+xml; charset=utf-8"),
    (r"^feeds/[^/]+\.json$", "application/feed+json"),
    (r"^schema/.+\.json$", "application/schema+json"),
    (r"^daten/v1/schema/.+\.json$", "application/schema+json"),
    (r"\.csv-metadata\.json$", "application/csvm+json"),
    (r"(?:^|/)zitat\.json$", "application/vnd.citationstyles.csl+json"),
    (r"\.md\.txt$", "text/markdown; charset=utf-8"),
)
OTHER = "application/octet-stream"
ENDINGS: dict[str, str] = {
    "avif": "image/avif",
    "bib": "application/x-bibtex; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "map": "application/json",
    "md": "text/markdown; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "png": "image/png",
    "rss": "application/rss+xml; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "wasm": "application/wasm",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml; charset=utf-8",
    "zip": "application/zip",
    # Pagefind's index: nothing a browser would open.
    "pagefind": OTHER,
    "pf_fragment": OTHER,
    "pf_index": OTHER,
    "pf_meta": OTHER,
}


def is_text(path: str) -> bool:
    """Whether compressing the file makes it smaller."""
    kind = ENDINGS.get(path.rpartition(".")[2].lower(), OTHER)
    return "charset" in kind or "json" in kind or kind.endswith("wasm")
