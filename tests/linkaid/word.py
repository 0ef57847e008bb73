"""A small document of Word: a heading, bold, a link, a list."""

import io
from zipfile import ZipFile

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


_ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_BODY = "".join(
    (
        _paragraph(_run("Neues"), '<w:pStyle w:val="berschrift1"/>'),
        _paragraph(
            _run("Unser ")
            + _run("Betrieb", "<w:b/>")
            + _run(" berät zu Fördermitteln, ")
            + f'<w:hyperlink r:id="rId1">{_run("mehr")}</w:hyperlink>'
            + _run(".")
        ),
        _paragraph(_run("eins"), _ITEM),
        _paragraph(_run("zwei"), _ITEM),
    )
)
_FILES = {
    "[Content_Types].xml": f'''<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>''',
    "_rels/.rels": f'''<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>''',
    "word/_rels/document.xml.rels": f'''<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/hyperlink" TargetMode="External"
 Target="https://beispiel.example/?a=1&amp;b=2"/>
<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="rId3" Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>''',
    "word/styles.xml": f'''<w:styles xmlns:w="{_MAIN}">
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
</w:styles>''',
    "word/numbering.xml": f'''<w:numbering xmlns:w="{_MAIN}">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>''',
    "word/document.xml": f'''<w:document xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}">
<w:body>{_BODY}</w:body></w:document>''',
}


def document() -> bytes:
    """The document as its file has it."""
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in _FILES.items():
            archive.writestr(name, content)
    return stream.getvalue()
