"""Texts of any kind: our words in odd spellings, markup, signs, whatever there is."""

from hypothesis import strategies as st

from tests.project import real_graph

_WORDS = """
Fördermittelberatung Fördermitteln Fo\u0308rdermittel Förder\u00admittel Foerdermittel
FACHKRÄFTEMANGEL Fachkräfte\u2011Mangel Mangel Fachkräften Energiekosten KI-Beratung KI Ki ki
Künstliche Intelligenz künstlicher Start-up Start-ups Startup-Szene Start\u2010up Gründer:innen
Gründer*innen Gründer_in Gründe Wasserstoffwirtschaft Biowasserstoff Clusterpolitik Cluster
Cluster.Zukunft.NRW creative.challenges creative.projects-Team creative.nrw Industrie 4.0
CO₂-Bilanz CO2-Bilanz Unternehmensgründung Unternehmen Betriebe Innovations- und
Wettbewerbsfähigkeit Aus- Weiterbildung Austausch von Daten zwischen den der mit an Projekten
kleine mittlere Dekarbonisierung Digitalisierung Demografie Nachhaltigkeit globalen Unsicherheiten
ﬁnanzieren İstanbul ẞ Straße Ältere Zöllen https://x.example/Fördermittel www.x.example
Fördermittel@x.example `Fördermittel` #KI [Fördermittel](https://x.example/(a)) ![Bild][1] <a
href='x'>Fördermittel</a> <b>KI</b> </a> <code> [1] [7] ~~~ ``` 😀 👩‍🔬 日本KI語 Ж *_\\`<>&"'
„Export“ und . , ; : ! … – - — ( ) [ ] | # @
"""
_SPACES = [*" " * 6, *"\n\t\u00a0\u202f.-", "", "\n\n", "\r\n", "\r\n\r\n"]


def _labels() -> list[str]:
    """Everything that may be found, as the sources have it, and how it may be mistyped."""
    graph = real_graph()
    labels = [term for impulse in graph.impulses for term in impulse.search_terms]
    labels += [evidence.term for impulse in graph.impulses for evidence in impulse.evidence]
    labels += [impulse.title for impulse in graph.impulses]
    changed = [
        label.translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"}) for label in labels
    ]
    changed += [f"{label}en" for label in labels] + [f"{label}sverbund" for label in labels]
    changed += [f"Stadt{label.lower()}" for label in labels] + [label.upper() for label in labels]
    changed += [f"{label[:5]}\u00ad{label[5:]}" for label in labels]
    return [*labels, *changed]


_PIECES = st.one_of(
    st.sampled_from(_WORDS.split()), st.sampled_from(_labels()), st.text(max_size=4)
)
# On our subject or on none: what is enough for a link depends on it.
_STARTS = [
    "",
    "Ein Text zum Thema\n\n",
    "Unternehmen, Cluster und Betriebe. ",
    "Unternehmen: Vernetzung und Förderung von Technologien, Betrieben und Clustern\r\n\r\n",
    "Cluster.Zukunft.NRW - ",
    "der Hund und die Katze " * 30,
]
TEXT = st.builds(
    lambda start, parts: start + "".join(parts),
    st.sampled_from(_STARTS),
    st.lists(st.tuples(_PIECES, st.sampled_from(_SPACES)).map("".join), max_size=40),
)
