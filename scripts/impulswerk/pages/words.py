"""Explains words of the glossary on a page: links their first use, and remembers which they are."""

from markupsafe import Markup, escape

from impulswerk.model.entries import GlossaryWord
from impulswerk.text.glossary import first_uses

# A link to the explanation further down, as to a footnote; its title shows it to a mouse at once.
_LINK = Markup(
    '<a class="wort" role="doc-glossref" id="stelle-{0.id}" href="#wort-{0.id}" title="{0.short}">'
    "{1}</a>"
)


def forms_of(words: tuple[GlossaryWord, ...]) -> dict[str, str]:
    """The id of a word by each of its forms."""
    return {form: word.id for word in words for form in (word.title, *word.forms)}


class Words:
    """The words that one page explains, in the order in which it first uses them."""

    def __init__(self, glossary: tuple[GlossaryWord, ...]) -> None:
        self._known = {word.id: word for word in glossary}
        self._forms = forms_of(glossary)
        self.met: list[GlossaryWord] = []

    def explain(self, html: str) -> Markup:
        """`html` with the first use of each word linked; text that is no markup is escaped."""
        linked = first_uses(str(escape(html)), self._forms, self._link)
        done = {word.id for word in self.met}
        self._forms = {form: own for form, own in self._forms.items() if own not in done}
        return Markup(linked)

    def _link(self, word_id: str, spelled: str) -> str:
        word = self._known[word_id]
        self.met.append(word)
        return _LINK.format(word, Markup(spelled))
