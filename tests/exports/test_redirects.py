"""The list of moved addresses, in the format of `_redirects`; real servers read it in e2e/."""

from impulswerk.exports.redirects import HOSTS_FILE, host_list
from impulswerk.permanence.publication import Publication

PLACES = {
    "i/7/": "impulse/07-neu/",
    "impulse/07-alt/": "impulse/07-neu/",
    "feeds/alt.xml": "feeds/neu.xml",
}


def test_the_list_for_hosts_has_three_columns() -> None:
    ((path, make),) = host_list(PLACES, Publication("https://beispiel.example/papier/"))
    assert path == HOSTS_FILE
    assert [line.split(" ") for line in make().decode().splitlines()] == [
        [f"/papier/{old}", f"/papier/{new}", "301"] for old, new in sorted(PLACES.items())
    ]
