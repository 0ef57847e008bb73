"""Full addresses, also from a frozen edition: what editions share lies with the site of today."""

from impulswerk.model import urls
from impulswerk.permanence.frozen import is_frozen
from impulswerk.permanence.publication import Publication


def file_at(publication: Publication, path: str) -> str:
    """Full address of a file or a site address such as `i/7/`."""
    return _base(publication, path) + path


def page_at(publication: Publication, path: str) -> str:
    """Full address of a virtual docs path."""
    return _base(publication, path) + urls.address(path)


def _base(publication: Publication, path: str) -> str:
    return publication.base if is_frozen(path) else publication.site
