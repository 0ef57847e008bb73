"""Real PDF files, made here in several layouts."""

import contextlib
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from impulswerk.collation import pdf
from impulswerk.collation.document import Document, Numbering, PdfError
from impulswerk.collation.normal import fold
from impulswerk.collation.passages import passages
from impulswerk.collation.quotes import Verdict, verify
from tests.collation.made import SENTENCES, TEXT, Maker, Sheet, scan, wrapped

WIDE, NARROW, SLIM = (wrapped(TEXT, width) for width in (84, 44, 27))
HEAD = "Übungspapier der Werkstätten"


def split(lines: Sequence[str], parts: int) -> list[Sequence[str]]:
    size = -(-len(lines) // parts)
    return [lines[start : start + size] for start in range(0, len(lines), size)]


def one_column() -> bytes:
    pages = split(WIDE, 2)
    return Maker([Sheet([page], HEAD, f"Seite {n}") for n, page in enumerate(pages, 5)]).data()


def two_columns(*, row_by_row: bool = False, word_by_word: bool = False) -> bytes:
    first, second, third, fourth = split(NARROW, 4)
    title = "Ein Titel über beide Spalten"
    sheets = [
        Sheet([first, second], HEAD, "– 5 –", title=title, sideways="Kapitel am Rand"),
        Sheet([third, fourth], HEAD, "– 6 –"),
    ]
    return Maker(sheets, row_by_row=row_by_row, word_by_word=word_by_word).data()


def three_columns() -> bytes:
    columns = split(SLIM, 6)
    sheets = [Sheet(columns[:3], HEAD, "5"), Sheet(columns[3:], HEAD, "6")]
    return Maker(sheets, gutter=14, row_by_row=True).data()


def changing_columns() -> bytes:
    """One wide paragraph, two columns below it, a wide paragraph again."""
    wide, end = (wrapped(" ".join(part), 84) for part in (SENTENCES[:4], SENTENCES[14:]))
    left, right = split(wrapped(" ".join(SENTENCES[4:14]), 44), 2)
    filler = [""] * (len(wide) + 1)
    return Maker([Sheet([[*wide, "", *left, "", *end], [*filler, *right]])]).data()


def even_columns() -> bytes:
    """Paragraphs of both columns part at one height, where layout analysis likes to cut across."""
    parts = [SENTENCES[start : start + 3] for start in range(0, 18, 3)]
    blocks = [[*wrapped(" ".join(part), 44), *[""] * 9][:9] for part in parts]
    left, right = ([line for block in some for line in block] for some in (blocks[:3], blocks[3:]))
    return Maker([Sheet([left, [*right, *wrapped(" ".join(SENTENCES[18:]), 44)]])]).data()


def three_columns_above_two() -> bytes:
    """Different gutters on one page, as where a box of short columns opens a chapter."""
    upper = split(wrapped(" ".join(SENTENCES[:9]), 27), 3)
    lower = split(wrapped(" ".join(SENTENCES[9:]), 44), 2)
    maker = Maker([], gutter=14)
    return maker.stacked([upper, lower])


LAYOUTS: dict[str, Callable[[], bytes]] = {
    "one column": one_column,
    "two columns": two_columns,
    "two columns, painted row by row": lambda: two_columns(row_by_row=True),
    "two columns, painted word by word": lambda: two_columns(row_by_row=True, word_by_word=True),
    "three columns": three_columns,
    "changing columns": changing_columns,
    "two columns, paragraphs part at one height": even_columns,
    "three columns above two": three_columns_above_two,
}


@pytest.fixture(scope="module", params=LAYOUTS)
def document(request: pytest.FixtureRequest) -> Document:
    return pdf.read(LAYOUTS[request.param]())


def verdict(document: Document, quote: str, *numbers: int) -> Verdict:
    pages = [page for number in numbers for page in document.numbered(number)]
    return verify(quote, pages, document.text, document.notes).verdict


def test_every_sentence_is_found_in_every_layout(document: Document) -> None:
    missing = [
        sentence
        for sentence in SENTENCES
        if verdict(document, sentence, 1, 5, 6) is not Verdict.FOUND
    ]
    assert missing == []


def test_every_pair_of_sentences_is_found_in_every_layout(document: Document) -> None:
    """Also across the ends of columns and pages."""
    pairs = [f"{one} {two}" for one, two in pairwise(SENTENCES)]
    assert [p for p in pairs if verdict(document, p, 1, 5, 6) is not Verdict.FOUND] == []


def test_what_stands_side_by_side_is_no_quote() -> None:
    first, second = split(NARROW, 4)[:2]
    for row_by_row in (False, True):
        document = pdf.read(two_columns(row_by_row=row_by_row))
        for left, right in zip(first, second, strict=False):
            stitched = f"{left.rstrip('-')} {right.rstrip('-')}"
            assert verdict(document, stitched, 5) is not Verdict.FOUND, stitched


def test_heads_feet_and_text_on_the_edge_are_not_quoted() -> None:
    document = pdf.read(two_columns())
    assert document.pages[0].heads == (HEAD, "– 5 –")
    for quote in (
        HEAD,
        f"{HEAD} Die Werkstätten am Fluss teilen",
        "Kapitel am Rand und mehr davon",
    ):
        assert verdict(document, quote, 5, 6) is not Verdict.FOUND


def test_a_page_is_called_by_its_printed_number() -> None:
    document = pdf.read(one_column())
    assert document.numbering is Numbering.PRINTED
    assert [page.name for page in document.pages] == ["5 [Datei: 1]", "6 [Datei: 2]"]
    assert verdict(document, SENTENCES[-1], 6) is Verdict.FOUND
    assert verdict(document, SENTENCES[-1], 5) is Verdict.ELSEWHERE
    assert verdict(document, SENTENCES[-1], 2) is Verdict.ELSEWHERE


def test_page_labels_come_first() -> None:
    pages = split(WIDE, 2)
    data = Maker([Sheet([page], HEAD) for page in pages], labels=("D", 11)).data()
    document = pdf.read(data)
    assert document.numbering is Numbering.LABELS
    assert [page.number for page in document.pages] == [11, 12]


def test_a_roman_page_has_no_number() -> None:
    pages = split(WIDE, 2)
    document = pdf.read(Maker([Sheet([page]) for page in pages], labels=("r", 1)).data())
    assert [page.name for page in document.pages] == [
        "ohne Zahl [Datei: 1]",
        "ohne Zahl [Datei: 2]",
    ]


def test_roman_numbers_at_the_edge_are_no_text() -> None:
    pages = split(WIDE, 2)
    sheets = [Sheet([page], foot=foot) for page, foot in zip(pages, ("iv", "v"), strict=True)]
    document = pdf.read(Maker(sheets).data())
    assert document.numbering is Numbering.COUNT
    assert [page.heads for page in document.pages] == [("iv",), ("v",)]


def test_without_numbers_pages_are_counted() -> None:
    document = pdf.read(Maker([Sheet([page]) for page in split(WIDE, 2)]).data())
    assert document.numbering is Numbering.COUNT
    assert [page.name for page in document.pages] == ["1", "2"]


def test_a_heading_that_counts_is_no_running_head() -> None:
    pages = split(WIDE, 3)
    sheets = [Sheet([page], f"Impuls {n}") for n, page in enumerate(pages, 1)]
    document = pdf.read(Maker(sheets).data())
    assert [page.lines[0].text for page in document.pages] == ["Impuls 1", "Impuls 2", "Impuls 3"]


def test_a_large_page_number_beside_a_name_counts() -> None:
    for foot, printed in (("{} | Übungspapier", [5, 6, 7]), ("Kapitel {}", [None] * 3)):
        maker = FPDF(unit="pt", format="A4")
        for number, page in enumerate(split(WIDE, 3), 5):
            maker.add_page()
            maker.set_font("Helvetica", size=10)
            for row, line in enumerate(page):
                maker.text(60, 70 + row * 13, re.sub("[„“–]", "", line))
            maker.set_font("Helvetica", size=15)
            maker.text(440, 800, foot.format(number))
        document = pdf.read(bytes(maker.output()))
        found = [page.number if page.heads else None for page in document.pages]
        assert found == printed, foot


def test_a_line_that_two_pages_share_is_no_running_head() -> None:
    same = "Das gilt für beide Ufer des Flusses."
    sheets = [Sheet([[*SENTENCES[start : start + 4], same]], HEAD, str(start)) for start in (4, 8)]
    document = pdf.read(Maker(sheets).data())
    assert verdict(document, f"{SENTENCES[7]} {same}", 1) is Verdict.FOUND
    assert verdict(document, f"{SENTENCES[11]} {same}", 2) is Verdict.FOUND


def test_numbers_in_the_margin_are_no_column() -> None:
    columns = [[f"{number}." for number in range(1, 9)], [text[:40] for text in SENTENCES[:8]]]
    document = pdf.read(Maker([Sheet(columns)]).data())
    assert verdict(document, "2. Wer dort eine Fräse braucht", 1) is Verdict.FOUND


def test_passages_are_whole_sentences_of_one_page() -> None:
    pages = [
        [line for text in part for line in (*wrapped(text, 30), "")]
        for part in (SENTENCES[:10], SENTENCES[10:])
    ]
    sheets = [Sheet([page], HEAD, str(n)) for n, page in enumerate(pages, 1)]
    found = passages(pdf.read(Maker(sheets).data()))
    assert " ".join(passage.text for passage in found) == fold(TEXT)
    assert [passage.page for passage in found] == [1, 1, 1, 2, 2]
    assert all(passage.text.endswith(".") for passage in found)


def test_footnotes_and_their_figures_do_not_interrupt_a_quote() -> None:
    sheets = [
        Sheet(
            [
                [
                    "Die Öfen brennen,^1^ und die Fräsen laufen seit",
                    "Monaten auf 100 m^2^ Fläche im Hof.",
                ]
            ],
            notes=["^1^ Vgl. die Erhebung der Stadt bei elf Betrie-", "ben aus dem Jahr 2021."],
        ),
        Sheet(
            [["Davon haben viele etwas gelernt.^2^"]], notes=["^2^ So der Bericht der Meisterin."]
        ),
    ]
    document = pdf.read(Maker(sheets).data())
    assert verdict(document, "Die Öfen brennen, und die Fräsen laufen", 1) is Verdict.FOUND
    assert verdict(document, "laufen seit Monaten auf 100 m2 Fläche im Hof. Davon haben", 1) is (
        Verdict.FOUND
    )
    assert verdict(document, "die Erhebung der Stadt bei elf Betrieben", 1) is Verdict.FOUND
    assert verdict(document, "Monaten auf 100 m Fläche im Hof", 1) is not Verdict.FOUND
    assert verdict(document, "Fläche im Hof. 1 Vgl. die Erhebung der Stadt", 1) is not Verdict.FOUND


@pytest.mark.parametrize("figure", ["1 ", "1) ", "1. ", "* ", "^1^ "])
def test_a_footnote_begins_with_its_figure_however_it_is_set(figure: str) -> None:
    sheet = Sheet([WIDE[:20]], notes=[f"{figure}Vgl. die Erhebung der Stadt bei elf Betrieben."])
    (page,) = pdf.read(Maker([sheet]).data()).pages
    assert len(page.notes) == 1


def test_small_print_without_a_figure_is_a_caption_and_stays() -> None:
    sheets = [Sheet([WIDE[:20]], notes=["Bild: die Werkstatt am Fluss bei Nacht"])]
    assert not pdf.read(Maker(sheets).data()).notes


def test_ligatures_and_soft_hyphens_are_read_as_letters() -> None:
    lines = [
        "Die Oﬀenheit ﬂießt in den Werk\u00adstätten, wo ﬁn\u00ad",
        "dige Leute oﬃziell schaﬀen.",
    ]
    document = pdf.read(Maker([Sheet([lines])]).data())
    quote = "Die Offenheit fließt in den Werkstätten, wo findige Leute offiziell schaffen."
    assert verdict(document, quote, 1) is Verdict.FOUND


def test_a_large_initial_belongs_to_its_word() -> None:
    maker = FPDF(unit="pt", format="A4")
    maker.add_page()
    maker.set_font("Helvetica", size=36)
    maker.text(60, 124, "D")
    maker.set_font("Helvetica", size=10)
    for row, line in enumerate(["ie Nachbarn teilen Strom", "und Wasser mit allen, die"]):
        maker.text(88, 100 + row * 13, line)
    maker.text(60, 139, "am Fluss eine Werkstatt haben.")
    document = pdf.read(bytes(maker.output()))
    quote = "Die Nachbarn teilen Strom und Wasser mit allen, die am Fluss eine Werkstatt haben."
    assert verdict(document, quote, 1) is Verdict.FOUND


def test_a_large_number_comes_before_its_title() -> None:
    maker = FPDF(unit="pt", format="A4")
    maker.add_page()
    for number, top in ((1, 100), (2, 300)):
        maker.set_font("Helvetica", size=40)
        maker.text(60, top + 16, f"{number}")
        maker.set_font("Helvetica", size=15)
        for row, line in enumerate(["Ein Titel mit der Zahl", f"{number} auf zwei Zeilen"]):
            maker.text(100, top + row * 18, line)
        maker.set_font("Helvetica", size=10)
        for row, line in enumerate(["Darunter steht, was in diesem", "Abschnitt ausgeführt wird."]):
            maker.text(60, top + 50 + row * 13, line)
    (page,) = pdf.read(bytes(maker.output())).pages
    texts = [line.text for line in page.lines]
    assert texts[:2] == ["1 Ein Titel mit der Zahl", "1 auf zwei Zeilen"]
    assert texts[4:6] == ["2 Ein Titel mit der Zahl", "2 auf zwei Zeilen"]


def test_a_page_set_sideways_is_read() -> None:
    maker = FPDF(unit="pt", format="A4")
    maker.set_font("Helvetica", size=10)
    maker.add_page()
    for row, line in enumerate(wrapped(" ".join(SENTENCES[:2]), 60)):
        with maker.rotation(90, 100 + row * 13, 700):
            maker.text(100 + row * 13, 700, line)
    document = pdf.read(bytes(maker.output()))
    assert verdict(document, f"{SENTENCES[0]} {SENTENCES[1]}", 1) is Verdict.FOUND


def test_a_scan_is_refused() -> None:
    with pytest.raises(PdfError, match="keinen Text; vermutlich ist sie ein Scan"):
        pdf.read(scan(2))


def test_scanned_pages_among_others_are_named() -> None:
    maker = FPDF(unit="pt", format="A4")
    maker.set_font("Helvetica", size=10)
    for page in range(1, 8):
        maker.add_page()
        if page in (3, 4, 5):
            maker.rect(20, 20, 500, 700, style="F")
        elif page != 7:  # a blank page is no scan
            maker.text(60, 100, SENTENCES[page].replace("„", "").replace("“", "").replace("–", ""))
    (warning,) = pdf.read(bytes(maker.output())).warnings
    assert warning.startswith("Seite 3–5 der Datei enthalten keinen oder kaum Text")


def test_a_font_without_letters_is_named() -> None:
    data = Maker([Sheet([WIDE])]).data().replace(b"/ToUnicode", b"/NoUnicode")
    (warning,) = pdf.read(data).warnings
    assert warning.startswith("Auf Seite 1 der Datei steht Text in einer Schrift ohne lesbare")


def test_what_is_painted_twice_for_bold_is_read_once() -> None:
    maker = FPDF(unit="pt", format="A4")
    maker.add_page()
    maker.set_font("Helvetica", size=10)
    for shift in (0, 0.4):
        maker.text(60 + shift, 100, SENTENCES[0])
    (line,) = pdf.read(bytes(maker.output())).pages[0].lines
    assert line.text == SENTENCES[0]


def test_an_encrypted_file_is_refused_unless_it_opens_without_password() -> None:
    sheets = [Sheet([WIDE])]
    with pytest.raises(PdfError, match="mit einem Kennwort geschützt"):
        pdf.read(Maker(sheets, password="geheim").data())
    assert pdf.read(Maker(sheets, password="").data()).pages


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "ist leer"),
        (b"PK\x03\x04 ein anderes Format", "ist keine PDF"),
        (b"%PDF-1.7\nnichts weiter", "beschädigt"),
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
            b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
            b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n96\n%%EOF",
            "beschädigt oder leer",
        ),
    ],
)
def test_what_is_no_readable_pdf_is_refused_in_german(data: bytes, message: str) -> None:
    with pytest.raises(PdfError, match=message):
        pdf.read(data)


def test_a_huge_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = Maker([Sheet([WIDE]), Sheet([WIDE])]).data()
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    with pytest.raises(PdfError, match="hat 2 Seiten; gelesen werden bis zu 1"):
        pdf.read(data)
    monkeypatch.setattr(pdf, "MAX_BYTES", 1000)
    with pytest.raises(PdfError, match="zu groß"):
        pdf.read(data)


DAMAGED = two_columns()


@settings(max_examples=60)
@given(st.dictionaries(st.integers(8, len(DAMAGED) - 1), st.integers(0, 255), max_size=40))
def test_a_damaged_file_is_read_or_refused_but_never_breaks(changes: dict[int, int]) -> None:
    data = bytearray(DAMAGED)
    for place, byte in changes.items():
        data[place] = byte
    with contextlib.suppress(PdfError):
        pdf.read(bytes(data))
