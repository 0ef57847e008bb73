"""The only place where addresses are spelled: docs paths, site addresses, relative links."""

import datetime as dt
import re
from collections.abc import Mapping

from impulswerk.model.entries import Driver, Impulse

HOME = "index.md"
IMPULSE_INDEX = "impulse/index.md"
DRIVER_INDEX = "treiber/index.md"
MATRIX = "matrix.md"
COMPARE = "vergleichen.md"
RULES_PAGE = "redaktion/pruefregeln.md"
FIELDS_PAGE = "redaktion/felder.md"
PROPOSE_PAGE = "redaktion/vorschlagen.md"
WORKSHOP = "werkstatt/index.md"
WORKSHOP_NEW = "werkstatt/neu.md"
WORKSHOP_CHRONICLE = "werkstatt/chronik.md"
WORKSHOP_ACTOR = "werkstatt/akteur.md"
NEWS = "neues.md"
EDITIONS = "fassung/index.md"
PRESS = "presse.md"
LINK_AID_DATA = "assets/linkhilfe.json"
PRESS_TABLE = "presse/impulse.csv"
PRESS_KIT = "presse/pressemappe.zip"
# Everything as one document to print and to hand on.
COLLECTION_PDF = "arbeitsentwuerfe.pdf"
DATA = "daten.md"
GLOSSARY = "glossar.md"
CHRONICLE = "was-daraus-wurde.md"
DIALOGUE = "gefragt-gehoert-getan.md"
# What is below never changes incompatibly; a change of that kind would be v2 beside it.
DATA_FOLDER = "daten/v1/"
# Bears no version: always the present one.
LATEST_DATA = "daten/impulse.json"
CHRONICLE_DATA = f"{DATA_FOLDER}chronik.json"
CHRONICLE_TABLE = f"{DATA_FOLDER}chronik.csv"
OPENAPI = f"{DATA_FOLDER}openapi.json"
DATA_PACKAGE = f"{DATA_FOLDER}datapackage.json"
DATA_BUNDLE = f"{DATA_FOLDER}alles.zip"
DATA_CATALOG = "daten/katalog.jsonld"
LLMS = "llms.txt"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
SECURITY = ".well-known/security.txt"
# Feed of everything; those of single drivers carry the driver's id.
_ALL_FEED = "impulse"


# What lies there is all about one impulse, whose number follows.
_ABOUT_ONE = re.compile(rf"(?:impulse|aenderungen|i|karte|{DATA_FOLDER}impulse)/0*(\d+)(?:[-./]|$)")


_VERSION = re.compile(r"aenderungen/([1-9]\d*)/(\d{4}-\d{2}-\d{2})/")


def only_impulse(path: str) -> int:
    """The impulse that an artifact is all about, by its path below the site; 0 for all others."""
    found = _ABOUT_ONE.match(path)
    return int(found[1]) if found else 0


def impulse_path(impulse: Impulse) -> str:
    """Virtual docs path of an impulse."""
    return f"impulse/{impulse.name}.md"


def chronicle_entry(entry_id: str) -> str:
    """Virtual docs path of an entry of the chronicle; its address is short enough to give away."""
    return f"c/{entry_id}.md"


def driver_path(driver: Driver) -> str:
    """Virtual docs path of a driver."""
    return f"treiber/{driver.id}.md"


def entry_path(entry: Impulse | Driver) -> str:
    """Virtual docs path of an impulse or a driver."""
    return impulse_path(entry) if isinstance(entry, Impulse) else driver_path(entry)


def workshop(entry: Impulse | Driver) -> str:
    """Virtual docs path of the page on which an entry is corrected."""
    if isinstance(entry, Impulse):
        return f"werkstatt/{entry.number}.md"
    return f"werkstatt/treiber/{entry.id}.md"


def workshop_source(source: str) -> str:
    """A file of impulses/, to be corrected without a script; site engines leave a .txt alone."""
    return f"assets/werkstatt/{source.removeprefix('impulses/')}.txt"


def changes_path(impulse: Impulse) -> str:
    """Virtual docs path of an impulse's history."""
    return f"aenderungen/{impulse.number}.md"


def version_path(number: int, day: dt.date) -> str:
    """Virtual docs path of the words of an impulse as they stood at the end of a day."""
    return f"aenderungen/{number}/{day.isoformat()}.md"


def version_of(address: str) -> tuple[int, dt.date] | None:
    """Number and day of such a site address; None for every other."""
    if not (found := _VERSION.fullmatch(address)):
        return None
    try:
        return int(found[1]), dt.date.fromisoformat(found[2])
    except ValueError:
        return None


def permalink(impulse: Impulse) -> str:
    """The short address that stays when an impulse is renamed; all below it is bound to it."""
    return f"i/{impulse.number}/"


def short(entry: Impulse | Driver | None) -> str:
    """The address to give away: permalink of an impulse, page of a driver, start of the site."""
    if entry is None:
        return ""
    return permalink(entry) if isinstance(entry, Impulse) else address(driver_path(entry))


def share_image(entry: Impulse | Driver | None) -> str:
    """Picture that a link to the entry, or to the whole site, is shown with."""
    return f"{short(entry)}bild.png"


def qr_code(entry: Impulse | Driver | None, form: str) -> str:
    """QR code of the short address; `form` is svg or png."""
    return f"{short(entry)}qr.{form}"


def citation(entry: Impulse | Driver | None, form: str) -> str:
    """Citation to download; `form` is bib, ris or json (CSL-JSON)."""
    return f"{short(entry)}zitat.{form}"


def sheet(impulse: Impulse) -> str:
    """The impulse as a sheet of two pages; its name is one for a folder of downloads."""
    return f"{permalink(impulse)}impuls-{impulse.name}.pdf"


def card(impulse: Impulse, edition: str = "") -> str:
    """The card that other sites embed; that of a frozen edition lies below the one of today.

    So all cards share a folder, for which servers have rules of its own.
    """
    return f"karte/{impulse.number}/{edition and edition + '/'}"


def short_card(impulse: Impulse) -> str:
    """Where people look for the card who know its short link."""
    return f"{permalink(impulse)}karte/"


def padded(path: str) -> str:
    """The same path with the zero that people add to a number of one digit; else empty."""
    number, _, rest = path.removeprefix("i/").partition("/")
    is_short = path.startswith("i/") and len(number) == 1 and number.isdigit()
    return f"i/0{number}/{rest}" if is_short else ""


def oembed(impulse: Impulse) -> str:
    """What other programs read to embed the card."""
    return f"{card(impulse)}oembed.json"


def edition_home(prefix: str) -> str:
    """Virtual docs path of the first page of a frozen edition."""
    return f"{prefix}index.md"


def edition_comparison(prefix: str) -> str:
    """Virtual docs path of the page that compares a frozen edition with the site of today."""
    return f"{prefix}vergleich.md"


def record(entry: Impulse | Driver) -> str:
    """An impulse or a driver as data."""
    name = f"impulse/{entry.number}" if isinstance(entry, Impulse) else f"treiber/{entry.id}"
    return f"{DATA_FOLDER}{name}.json"


def data_schema(name: str) -> str:
    """JSON Schema of a kind of data file."""
    return f"{DATA_FOLDER}schema/{name}.json"


def plain_text(entry: Impulse | Driver) -> str:
    """The entry as Markdown; it ends in .txt, since site engines make a page of every .md."""
    return f"{short(entry)}text.md.txt"


def feed(driver: Driver | None, form: str) -> str:
    """Feed of what is new, in all or for a driver; `form` is xml (Atom), rss or json."""
    return f"feeds/{driver.id if driver else _ALL_FEED}.{form}"


def chronicle_feed(form: str) -> str:
    """Feed of what became of the impulses; `form` is xml (Atom) or json (JSON Feed)."""
    return f"feeds/was-daraus-wurde.{form}"


def chronicle_image(entry_id: str) -> str:
    """Picture that a link to an entry of the chronicle is shown with."""
    return f"c/{entry_id}/bild.png"


def term_path(vocabulary: str, term_id: str) -> str:
    """Virtual docs path of an entry of a closed list."""
    return f"{vocabulary}/{term_id}.md"


def step_table(actor_id: str, form: str) -> str:
    """The steps that ask something of an actor, or all steps, as a table; form is csv or xlsx."""
    return f"handelnde/schritte{actor_id and '-'}{actor_id}.{form}"


def term_index(vocabulary: str) -> str:
    """Virtual docs path of the list itself."""
    return f"{vocabulary}/index.md"


def role_path(role_id: str) -> str:
    """Virtual docs path of the page for those in this role."""
    return f"fuer/{role_id}.md"


def address(path: str) -> str:
    """Site address of a virtual docs path, relative to the site's root: `impulse/07-x/`."""
    stem = path.removesuffix(".md")
    if stem == "index":
        return ""
    return stem.removesuffix("index") if stem.endswith("/index") else f"{stem}/"


def spelled(path: str, words: Mapping[str, str]) -> str:
    """A docs path or site address with its longest known beginning spelled as `words` say.

    `words` know paths without `.md` (`treiber/digitalisierung`: `drivers/digitalisation`).
    """
    stem = path.removesuffix(".md")
    parts = stem.split("/")
    for end in range(len(parts), 0, -1):
        if (known := words.get("/".join(parts[:end]))) is not None:
            return "/".join([known, *parts[end:]]) + path[len(stem) :]
    return path


def between(page: str, target: str, anchor: str = "") -> str:
    """Relative address from one page to another, both virtual docs paths; works in sub-paths.

    A `target` that is no Markdown file is an asset and keeps its name.
    """
    goal = address(target) if target.endswith(".md") else target
    if goal == address(page):
        return f"#{anchor}" if anchor else "./"
    relative = from_address(address(page), goal)
    return f"{relative}#{anchor}" if anchor else relative


def from_address(start: str, goal: str) -> str:
    """Relative address from one site address to another; a goal without a last slash is a file.

    Both without `.` and `..`: tens of thousands are asked for, and `posixpath.relpath`, which knows
    those, too, takes four times as long.
    """
    here, there = [part for part in start.split("/") if part], goal.rstrip("/").split("/")
    common = 0
    for own, other in zip(here, there, strict=False):
        if own != other:
            break
        common += 1
    down = "/".join(there[common:])
    relative = f"{'../' * (len(here) - common)}{down}".rstrip("/") or "."
    return f"{relative}/" if not goal or goal.endswith("/") else relative
