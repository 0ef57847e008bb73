"""How to cite an impulse, a driver or the whole work: as text and for reference managers."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import escape

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.model import urls
from impulswerk.model.entries import Driver, Impulse
from impulswerk.permanence.publication import Publication
from impulswerk.render.authorship import mark, marked, note
from impulswerk.text.as_json import readable
from impulswerk.text.escaping import escaped
from impulswerk.text.interface import GERMAN, Language

# Stands in a citation for the day on which somebody read the page; only they know it.
ACCESS = "TT.MM.JJJJ"
# What BibTeX calls a language.
_BABEL = {"de": "ngerman", "en": "british"}
MAX_SHORT_TEXT = 280

_LATEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_"}
    # Parsers count braces, escaped ones too.
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
)


@dataclass(frozen=True)
class Citation:
    """Everything a citation says; `label`, `mark` and `container` are empty for the work itself.

    `title` contains `mark`, which says whose text it is and how far it has been compared.
    """

    key: str
    author: str
    year: int
    month: int
    day: int
    label: str
    mark: str
    title: str
    container: str
    kind: str
    edition: str
    note: str
    url: str
    abstract: str
    in_text: str
    language: Language = GERMAN
    # The page that keeps these very words; empty where there is none.
    version: str = ""

    @property
    def remark(self) -> str:
        """Note and version, for forms that have no other place for the second address."""
        return f"{self.note}; {_this_version(self)}" if self.version else self.note


def _this_version(citation: Citation) -> str:
    return f"{citation.language.say('genau diese Fassung:')} {citation.version}"


# Turns a citation into the bytes of a file.
Writer = Callable[[Citation], bytes]


def edition_name(graph: Graph, publication: Publication) -> str:
    """What the edition is called; a frozen one keeps the word and adds its own name."""
    return f"{graph.catalog.work.edition} {publication.edition}".rstrip()


def cite(graph: Graph, publication: Publication, entry: Entry | None) -> Citation:
    """The citation of an entry, or of the whole work where `entry` is None."""
    work = graph.catalog.work
    when = publication.changed(entry) if entry else publication.date
    language = graph.language
    label = _label(language, entry)
    edition = edition_name(graph, publication)
    named = f"{label} {entry.title}" if isinstance(entry, Driver) else label
    status = f"{named} [{mark(graph, entry)}]" if entry else edition
    return Citation(
        key=_key(work.publisher, when.year, entry, publication.edition, language),
        author=work.publisher,
        year=when.year,
        month=when.month,
        day=when.day,
        label=label,
        mark=f"[{mark(graph, entry)}]" if entry else "",
        title=marked(graph, entry, f"{label}: {entry.title}") if entry else work.title,
        container=work.title if entry else "",
        kind=work.edition,
        edition=_dated(language, edition, when),
        note=note(graph, entry),
        url=publication.absolute(urls.short(entry)),
        abstract=entry.short if entry else work.short,
        in_text=f"({work.publisher} {when.year}, {status})",
        language=language,
        # What git knows are the words of the source.
        version=_version(publication, entry) if language.is_source else "",
    )


def _version(publication: Publication, entry: Entry | None) -> str:
    return publication.version(entry) if isinstance(entry, Impulse) else ""


def _key(author: str, year: int, entry: Entry | None, edition: str, language: Language) -> str:
    """A key for BibTeX.

    Each frozen edition and each language has its own, so that all fit into one bibliography.
    """
    name = ""
    if entry:
        name = f"impuls{entry.number:02d}" if isinstance(entry, Impulse) else entry.id
    frozen = f"fassung{edition}" if edition else ""
    code = "" if language.is_source else language.code
    return re.sub(r"[^a-z0-9]", "", f"{author}{year}{name}{frozen}{code}".lower())


def _dated(language: Language, edition: str, day: dt.date) -> str:
    return language.say("{fassung} vom {tag}").format(fassung=edition, tag=language.date(day))


def _label(language: Language, entry: Entry | None) -> str:
    if entry is None:
        return ""
    if isinstance(entry, Driver):
        return language.say("Treiber")
    return f"{language.say('Impuls')} {entry.number:02d}"


def plain(citation: Citation) -> str:
    """The citation as one line of text; a day of access stands open in it."""
    before, after = plain_parts(citation)
    return f"{before}{citation.language.say(ACCESS)}{after}"


def plain_parts(citation: Citation) -> tuple[str, str]:
    """What stands before and behind the day of access, which a script may fill in."""
    text = _linked(citation, citation.title, citation.edition, str)
    version = f"; {_this_version(citation)}" if citation.version else ""
    return f"{text} URL: {citation.url} ({citation.language.say('Abruf:')} ", f"){version}."


def markdown(citation: Citation) -> str:
    """The same with links: from the title to what it is by now, from the edition to its words."""
    edition = escaped(citation.edition)
    return _linked(
        citation,
        f"[{escaped(citation.title)}]({citation.url})",
        f"[{edition}]({citation.version})" if citation.version else edition,
        escaped,
    )


def html(citation: Citation) -> str:
    """The same as HTML to paste into another site."""
    link = '<a href="{}">{}</a>'
    edition = str(escape(citation.edition))
    return _linked(
        citation,
        link.format(escape(citation.url), escape(citation.title)),
        link.format(escape(citation.version), edition) if citation.version else edition,
        lambda text: str(escape(text)),
    )


def without_link(citation: Citation) -> str:
    """The same without any address, for paper."""
    return _linked(citation, citation.title, citation.edition, str)


def _linked(citation: Citation, link: str, edition: str, quote: Callable[[str], str]) -> str:
    inside = f" In: {quote(citation.container)}." if citation.container else ""
    return (
        f"{quote(citation.author)} ({citation.year}): {link}.{inside} {edition} "
        f"({quote(citation.note)})."
    )


def short_text(citation: Citation, limit: int = MAX_SHORT_TEXT) -> str:
    """As much as fits into a short message, with its link; never cut in a sentence.

    A summary says more than a title: where both are too long, the number stands for the title.
    """
    name = f"{citation.label} {citation.mark}".strip() or citation.title
    for text in (
        f"{citation.title}. {citation.abstract} {citation.url}",
        f"{name}: {citation.abstract} {citation.url}",
        f"{citation.title} {citation.url}",
    ):
        if len(text) <= limit:
            return text
    return citation.url


def bibtex(citation: Citation) -> bytes:
    """BibTeX in UTF-8; the braces around author and title keep their spelling."""
    fields = {
        "author": f"{{{_latex(citation.author)}}}",
        "title": f"{{{_latex(citation.title)}}}",
        "booktitle": _latex(citation.container),
        "institution": "" if citation.container else _latex(citation.author),
        "publisher": _latex(citation.author) if citation.container else "",
        "type": "" if citation.container else _latex(citation.kind),
        "year": str(citation.year),
        "edition": _latex(citation.edition),
        "note": _latex(citation.remark),
        "url": citation.url,
        "language": _BABEL.get(citation.language.code, citation.language.code),
    }
    kind = "incollection" if citation.container else "techreport"
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{citation.key},", *lines, "}", ""]).encode()


def _latex(text: str) -> str:
    # A no-break space is a tilde in LaTeX.
    return text.translate(_LATEX).replace("\u00a0", "~")


def ris(citation: Citation) -> bytes:
    """RIS; the comma after an author marks an organisation, which has no first name."""
    pairs = [
        ("TY", "CHAP" if citation.container else "RPRT"),
        ("AU", f"{citation.author},"),
        ("TI", citation.title),
        ("T2", citation.container),
        ("PY", str(citation.year)),
        ("DA", f"{citation.year}/{citation.month:02d}/{citation.day:02d}"),
        ("PB", citation.author),
        ("ET", citation.edition.replace("\u00a0", " ")),
        ("N1", citation.remark),
        ("AB", citation.abstract),
        ("LA", citation.language.code),
        ("UR", citation.url),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in pairs if value or tag == "ER").encode()


def csl_json(citation: Citation) -> bytes:
    """CSL-JSON, which citation processors read."""
    item = {
        "id": citation.key,
        "type": "chapter" if citation.container else "report",
        "author": [{"literal": citation.author}],
        "title": citation.title,
        "container-title": citation.container,
        "genre": "" if citation.container else citation.kind,
        "publisher": citation.author,
        "issued": {"date-parts": [[citation.year, citation.month, citation.day]]},
        "edition": citation.edition.replace("\u00a0", " "),
        "note": citation.remark,
        "abstract": citation.abstract,
        "language": citation.language.code,
        "URL": citation.url,
    }
    found = {name: value for name, value in item.items() if value}
    return readable([found]).encode()
