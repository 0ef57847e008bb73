"""The process in which Typst runs: reads jobs line by line, writes an answer to each.

`compiler` starts it and says what a job and an answer look like. Templates see their data and
nothing else: no fonts of the machine, no files outside of their folder.
"""

import json
import sys
from importlib import resources
from pathlib import Path
from typing import Any

from impulswerk.exports.typeset.compiler import NO_TYPESETTER, Job, Typeset

TEMPLATES = Path(__file__).parent.parent.parent / "render" / "templates" / "druck"
FONTS, FONT_PACKAGE = "fontpkg_source_sans_3", "fontpkg-source-sans-3"
# Kept for ever and by screen readers, in one file.
_STANDARDS = ["ua-1", "a-2a"]
# Pixels for an inch of 72 points: a point of a picture's template is a pixel of the picture.
_PIXELS = 72.0
# The template says here how many pages there are; counted in the PDF it would be hidden.
_PAGES = "<seitenzahl>"


def main() -> int:
    """Work until there is nothing more to do."""
    try:
        import typst  # noqa: PLC0415 — missing on machines that have no wheel
    except ImportError as error:
        print(error, file=sys.stderr)
        return NO_TYPESETTER
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(resources.files(FONTS).joinpath("files"))],
    )
    for line in sys.stdin.buffer:
        job = Job(**json.loads(line))
        try:
            done = _work(typst, fonts, job)
        except typst.TypstError as error:
            done = Typeset(fault=f"Typst meldet: {error.message}")
        head = {"sizes": [*map(len, done.files)], "pages": done.pages, "fault": done.fault}
        sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(done.files))
        sys.stdout.buffer.flush()
    return 0


def _work(typst: Any, fonts: Any, job: Job) -> Typeset:
    template = str(TEMPLATES / job.template)
    for setting in range(job.settings):
        compiler = typst.Compiler(
            input=template,
            root=str(TEMPLATES),
            font_paths=fonts,
            sys_inputs={"daten": job.data, "satz": str(setting)},
        )
        made = (
            compiler.compile(format="png", ppi=_PIXELS)
            if job.form == "png"
            else compiler.compile(format="pdf", pdf_standards=_STANDARDS, timestamp=job.epoch)
        )
        if job.form == "png":
            files = tuple(made) if isinstance(made, list) else (made,)
            return Typeset(files, len(files))
        pages = int(compiler.query(_PAGES, field="value", one=True).strip())
        if not job.most_pages or pages <= job.most_pages:
            break
    return Typeset((made,), pages)


if __name__ == "__main__":
    sys.exit(main())
