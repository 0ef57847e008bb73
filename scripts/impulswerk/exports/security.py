"""security.txt: where a weakness of the site can be reported (RFC 9116)."""

from impulswerk.model import urls
from impulswerk.model.entries import Operator
from impulswerk.permanence.publication import Publication


def security_txt(operator: Operator, publication: Publication) -> str:
    """Text of the file, or nothing as long as the contact or the end of its validity is missing."""
    contact = operator.facts.get("sicherheit.kontakt")
    end = operator.facts.get("sicherheit.gueltig_bis")
    if not (contact and end):
        return ""
    lines = [f"Contact: {contact}", f"Expires: {end.isoformat()}T00:00:00Z"]
    lines.append("Preferred-Languages: de, en")
    if publication.has_address:
        lines.append(f"Canonical: {publication.absolute(urls.SECURITY)}")
    return "\n".join(lines) + "\n"
