"""Every rule by its word: what it means, why it is there, a wrong and a right example."""

from __future__ import annotations

from dataclasses import dataclass

from impulswerk.model.problems import Severity


@dataclass(frozen=True)
class Rule:
    """A rule as the help page and `impuls explain` show it; texts are German."""

    code: str
    title: str
    why: str
    wrong: str
    right: str
    severity: Severity = Severity.ERROR
    # A warning in a draft that becomes an error once the text has been compared with the paper.
    is_strict_when_compared: bool = False


def _hint(code: str, title: str, why: str, wrong: str, right: str, *, strict: bool = True) -> Rule:
    return Rule(code, title, why, wrong, right, Severity.WARNING, strict)


_LANGUAGE = (
    _hint(
        "rechtschreibung",
        "Das Wort steht in keinem Wörterbuch.",
        "Tippfehler fallen Lesenden sofort auf. Namen und Fachwörter, die stimmen, stehen in "
        "`impulses/woerter.txt`.",
        "Fördemittel",
        "Fördermittel",
    ),
    _hint(
        "anfuehrungszeichen",
        "Die Anführungszeichen sind keine deutschen.",
        "Deutsche Texte setzen „unten“ und „oben“.",
        'Das heißt "Lotse".',
        "Das heißt „Lotse“.",
    ),
    _hint(
        "gedankenstrich",
        "Ein Bindestrich steht, wo ein Gedankenstrich hingehört.",
        "Der kurze Strich verbindet Wörter, der längere trennt Gedanken.",
        "Viele Betriebe - auch kleine - machen mit.",
        "Viele Betriebe – auch kleine – machen mit.",
    ),
    _hint(
        "auslassungspunkte",
        "Drei einzelne Punkte stehen für eine Auslassung.",
        "Das eine Zeichen … wird nie getrennt und richtig vorgelesen.",
        "und so weiter...",
        "und so weiter …",
    ),
    _hint(
        "geschuetztes-leerzeichen",
        "In einer Abkürzung fehlt das geschützte Leerzeichen.",
        "Sonst steht der eine Buchstabe am Zeilenende und der andere am Anfang der nächsten.",
        "z. B. mit gewöhnlichem Leerzeichen",
        "zum Beispiel, oder z. B. mit geschütztem Leerzeichen",
    ),
    _hint(
        "gender-doppelpunkt",
        "Hier wird anders gegendert als auf der übrigen Website.",
        "Die Website setzt den Doppelpunkt, wie die Herausgeber, und sonst neutrale Formen.",
        "Kolleg*innen, Kolleg_innen, KollegInnen",
        "Kolleg:innen oder Team",
    ),
    _hint(
        "ausrufezeichen",
        "Im Text steht ein Ausrufezeichen.",
        "Ein sachlicher Vorschlag wird durch Lautstärke nicht besser.",
        "Machen Sie mit!",
        "Machen Sie mit.",
    ),
    _hint(
        "textlaenge",
        "Der Text ist kürzer oder länger, als Lesende erwarten.",
        "Ein Impuls soll in zwei Minuten gelesen sein und trotzdem alles Nötige sagen.",
        "ein Text mit 90 oder 900 Wörtern",
        "ein Text mit 200 bis 400 Wörtern",
    ),
    _hint(
        "floskel",
        "Eine Wendung füllt, ohne etwas zu sagen.",
        "Was gestrichen werden kann, ohne dass etwas fehlt, hält nur auf.",
        "im Rahmen von ganzheitlichen Maßnahmen",
        "mit einem gemeinsamen Fragebogen",
        strict=False,
    ),
    _hint(
        "behauptung-ohne-quelle",
        "Ein Satz stützt sich auf Zahlen oder auf andere und nennt keine Quelle.",
        "Erfundene Zahlen und Studien sehen aus wie echte. Steht etwas in einer Quelle, gehört sie "
        "dazu: als Link im Satz oder als Beleg mit diesen Worten.",
        "Laut einer Studie sparen 73 Prozent der Betriebe Strom.",
        "Viele Betriebe könnten Strom sparen.",
        strict=False,
    ),
    _hint(
        "langer-satz",
        "Ein Satz hat mehr als 30 Wörter.",
        "Wer vorliest oder zuhört, verliert in langen Sätzen den Faden.",
        "ein Satz mit 45 Wörtern",
        "zwei Sätze mit je 15 Wörtern",
        strict=False,
    ),
    _hint(
        "passiv-kette",
        "Zwei Sätze hintereinander stehen im Passiv.",
        "Im Passiv bleibt offen, wer handelt; gerade das wollen Lesende wissen.",
        "Die Betriebe werden beraten. Danach werden Anträge gestellt.",
        "Die Lotsen beraten die Betriebe. Danach stellen diese ihre Anträge.",
        strict=False,
    ),
    _hint(
        "abkuerzung",
        "Eine Abkürzung ist nicht erklärt.",
        "Was im Amt jeder kennt, ist im Betrieb oft fremd. Allgemein Bekanntes steht in "
        "`impulses/woerter.txt`.",
        "Die WBX berät.",
        "Die Wirtschaftsberatung X (WBX) berät.",
        strict=False,
    ),
)

_EASY = (
    _hint(
        "leicht-langer-satz",
        "Ein Satz in Leichter Sprache hat mehr als 12 Wörter.",
        "Wer langsam liest, hat am Ende eines langen Satzes den Anfang vergessen. Diese Regeln "
        "gelten für Seiten mit `sprache: leicht` und folgen der DIN SPEC 33429.",
        "Auf dieser Web-Seite lesen Sie viele gute Ideen für die Arbeit in den Clustern.",
        "Auf dieser Web-Seite lesen Sie Ideen. Die Ideen sind für die Cluster.",
        strict=False,
    ),
    _hint(
        "leicht-ein-gedanke",
        "In einem Satz in Leichter Sprache stehen zwei Gedanken.",
        "Ein Gedanke, ein Satz: So lässt sich jeder einzeln verstehen.",
        "Klicken Sie auf die Lupe, und dann geht ein Feld auf.",
        "Klicken Sie auf die Lupe. Dann geht ein Feld auf.",
        strict=False,
    ),
    _hint(
        "leicht-nebensatz",
        "Ein Satz in Leichter Sprache ist verschachtelt.",
        "Wer liest, muss sich sonst mehrere angefangene Gedanken zugleich merken.",
        "Wir freuen uns, wenn Sie schreiben, weil wir lernen wollen.",
        "Bitte schreiben Sie uns. Wir wollen lernen.",
        strict=False,
    ),
    _hint(
        "leicht-passiv",
        "Ein Satz in Leichter Sprache steht im Passiv.",
        "Im Passiv fehlt, wer etwas tut. Das macht Sätze schwer.",
        "Die Texte werden von uns geprüft.",
        "Wir prüfen die Texte.",
        strict=False,
    ),
    _hint(
        "leicht-genitiv",
        "In einem Text in Leichter Sprache steht ein Genitiv.",
        "Viele Menschen kennen den Wes-Fall nicht. Mit „von“ ist es leichter.",
        "Hier steht die Adresse des Amtes.",
        "Hier steht die Adresse von dem Amt.",
        strict=False,
    ),
    _hint(
        "leicht-schweres-wort",
        "Ein langes Wort oder eine Abkürzung ist nicht erklärt.",
        "Ein einziges unbekanntes Wort kann einen ganzen Text verschließen.",
        "Wir machen Öffentlichkeitsarbeit.",
        "Wir sprechen mit vielen Menschen über unsere Arbeit.",
        strict=False,
    ),
    _hint(
        "leicht-worttrennung",
        "Lange Wörter sind auf verschiedene Arten getrennt.",
        "Mediopunkt oder Bindestrich: Beides ist erlaubt, aber auf einer Seite nur eines davon. "
        "Und ein Wort sieht immer gleich aus.",
        "Ein Netz·werk hat eine Web-Seite.",
        "Ein Netz-Werk hat eine Web-Seite.",
        strict=False,
    ),
)

_FILES = (
    Rule(
        "dateiname",
        "Der Dateiname folgt nicht dem Muster.",
        "Nummer und Kurzname der Datei werden zur Adresse der Seite. Sie stehen nur dort.",
        "impulses/7_KI Einstieg.md",
        "impulses/07-ki-einstieg.md",
    ),
    Rule(
        "doppelte-nummer",
        "Zwei Dateien tragen dieselbe Nummer.",
        "Unter der Nummer wird ein Impuls zitiert; sie gehört genau einem.",
        "impulses/07-ki-einstieg.md\nimpulses/07-datenraeume.md",
        "impulses/07-ki-einstieg.md\nimpulses/08-datenraeume.md",
    ),
    Rule(
        "nummer-fehlt",
        "In der Reihe der Nummern fehlt eine.",
        "Nummern werden nie frei: Wer einen Impuls aufgibt, behält die Datei und setzt ihren "
        "Stand auf „zurueckgezogen“. So führen alte Verweise nie ins Leere.",
        "impulses/06-schluesseltechnologien.md\nimpulses/08-datenraeume.md",
        "impulses/06-schluesseltechnologien.md\nimpulses/07-ki-einstieg.md\n"
        "impulses/08-datenraeume.md",
    ),
    Rule(
        "datei-fehlt",
        "Eine Datei, ohne die nichts geht, ist nicht da.",
        "Aus diesen Dateien entstehen alle Seiten.",
        "impulses/vokabular.yml ist gelöscht",
        "impulses/vokabular.yml ist da",
    ),
    Rule(
        "datei-unlesbar",
        "Die Datei lässt sich nicht lesen.",
        "Nur was lesbar ist, kann veröffentlicht werden.",
        "impulses/07-ki-einstieg.md ist ein Ordner",
        "impulses/07-ki-einstieg.md ist eine Textdatei",
    ),
    Rule(
        "symbolischer-verweis",
        "Die Datei ist nur ein Verweis auf eine andere (symbolischer Link).",
        "Ein solcher Verweis könnte Dateien außerhalb der Quellen veröffentlichen.",
        "impulses/07-ki-einstieg.md → /home/ich/geheim.md",
        "impulses/07-ki-einstieg.md als eigene Datei",
    ),
    Rule(
        "datei-zu-gross",
        "Die Datei ist größer, als ein Impuls je sein kann.",
        "So große Dateien sind fast immer ein Versehen und würden das Bauen lähmen.",
        "eine Datei mit 3 MB",
        "eine Datei mit wenigen Kilobyte",
    ),
    Rule(
        "kein-utf8",
        "Die Datei ist nicht in UTF-8 gespeichert.",
        "In anderen Zeichenkodierungen werden Umlaute zu Zeichensalat.",
        "Förderung (gespeichert als Windows-1252)",
        "Förderung (gespeichert als UTF-8)",
    ),
    Rule(
        "konflikt",
        "In der Datei steht noch ein Konflikt aus einer Zusammenführung.",
        "Haben zwei Personen dieselbe Stelle geändert, schreibt git beide Fassungen in die Datei, "
        "zwischen Zeilen mit sieben gleichen Zeichen. Solange sie dort stehen, ist nicht "
        "entschieden, was gilt; alles Weitere wird erst danach geprüft.",
        "<<<<<<< HEAD\nEin Satz.\n=======\nEin anderer Satz.\n>>>>>>> vorschlag",
        "Ein Satz.",
    ),
    Rule(
        "bom",
        "Am Anfang der Datei steht ein unsichtbares Zeichen.",
        "Die Bytefolge BOM verhindert, dass der Kopf in Zeile 1 erkannt wird.",
        "gespeichert als „UTF-8 mit BOM“",
        "gespeichert als „UTF-8“",
    ),
    Rule(
        "zeilenende",
        "Die Zeilen enden nach Windows-Art.",
        "Gemischte Zeilenenden machen jede Zeile zu einer Änderung und verdecken die echte.",
        "Zeilenende CRLF",
        "Zeilenende LF",
    ),
    Rule(
        "steuerzeichen",
        "Im Text steht ein unsichtbares Steuerzeichen, oder mehrere Buchstaben sind eines.",
        "Solche Zeichen stören Suche, Vorlesen und Kopieren und kommen meist aus Word oder einer "
        "PDF. Mit `impuls fmt` verschwinden sie. Wo ein langes Wort getrennt wird, weiß die "
        "Website selbst.",
        "Förder\\xadmittel",
        "Fördermittel",
    ),
    Rule(
        "zeichen-fehlt",
        "Ein Zeichen fehlt in der Schrift.",
        "In PDF-Dateien und Bildern bliebe an seiner Stelle ein leeres Kästchen; auf der Website "
        "zeigt jedes Gerät etwas anderes.",
        "KI für morgen 😀",
        "KI für morgen",
    ),
)

_FRONT = (
    Rule(
        "kopf-fehlt",
        "Die Datei beginnt nicht mit einem Kopf.",
        "Der Kopf trägt Titel, Treiber und alle Felder, nach denen sortiert wird.",
        "titel: Ein Titel\n\n## Ausgangslage",
        "---\ntitel: Ein Titel\n---\n\n## Ausgangslage",
    ),
    Rule(
        "kopf-offen",
        "Der Kopf wird nicht geschlossen.",
        "Ohne die zweite Zeile mit drei Bindestrichen ist nicht klar, wo der Text beginnt.",
        "---\ntitel: Ein Titel\n\n## Ausgangslage",
        "---\ntitel: Ein Titel\n---\n\n## Ausgangslage",
    ),
    Rule(
        "kopf-leer",
        "Der Kopf oder die Datei enthält kein Feld.",
        "Ohne Felder kann keine Seite entstehen.",
        "---\n---",
        "---\ntitel: Ein Titel\n---",
    ),
    Rule(
        "tabulator",
        "Der Kopf ist mit Tabulatoren eingerückt.",
        "YAML, die Sprache des Kopfes, erlaubt zum Einrücken nur Leerzeichen.",
        "belege:\n\t- {quelle: creative-nrw-2025, absatz: 4, stichwort: Demografie}",
        "belege:\n  - {quelle: creative-nrw-2025, absatz: 4, stichwort: Demografie}",
    ),
    Rule(
        "yaml-syntax",
        "Der Kopf ist kein gültiges YAML.",
        "Erst wenn Doppelpunkte, Klammern und Anführungszeichen stimmen, ist der Kopf lesbar.",
        'titel: "Ein Titel',
        'titel: "Ein Titel"',
    ),
    Rule(
        "yaml-anker",
        "Der Kopf benutzt Anker, Verweise oder Typangaben von YAML.",
        "Damit lassen sich Dateien bauen, die jeden Rechner überlasten; gebraucht wird es nie.",
        "titel: &a Ein Titel\nkurz: *a",
        "titel: Ein Titel\nkurz: Ein Satz.",
    ),
    Rule(
        "yaml-bedeutung",
        "Der Wert bedeutet in YAML etwas anderes, als da steht.",
        "Hinter einem # liest YAML eine Bemerkung, ein umgekehrter Schrägstrich macht aus dem "
        "nächsten Buchstaben ein anderes Zeichen, ein Komma trennt Einträge. Die Website zeigte "
        "einen anderen Text als die Datei.",
        "titel: Wie Impuls #3 hilft",
        'titel: "Wie Impuls #3 hilft"',
    ),
    Rule(
        "titel-ohne-buchstaben",
        "Im Titel oder Kurztext steht kein Wort.",
        "Aus dem Titel entstehen Adresse, Verzeichnisse und Zitate.",
        "titel: 2026 …",
        "titel: Ziele für 2026",
    ),
    Rule(
        "yaml-zu-tief",
        "Zu viele Listen sind ineinander geschachtelt.",
        "Kein Feld braucht mehr als zwei Ebenen; tiefere sind ein Versehen.",
        "treiber: [[[[[[[digitalisierung]]]]]]]",
        "treiber: [digitalisierung]",
    ),
    Rule(
        "doppelter-schluessel",
        "Dasselbe Feld steht zweimal im Kopf.",
        "Es wäre Zufall, welche der beiden gilt.",
        "titel: Eins\ntitel: Zwei",
        "titel: Eins",
    ),
    Rule(
        "pflichtfeld-fehlt",
        "Ein Feld fehlt, das jede Datei dieser Art braucht.",
        "Listen, Filter und Zitate bauen darauf, dass sie da ist.",
        "titel: Ein Titel",
        "titel: Ein Titel\nkurz: Ein Satz.",
    ),
    Rule(
        "unbekanntes-feld",
        "Dieses Feld gibt es nicht.",
        "Meist ist es ein Tippfehler; was darin steht, ginge sonst unbemerkt verloren.",
        "tietel: Ein Titel",
        "titel: Ein Titel",
    ),
    Rule(
        "falscher-typ",
        "Hier steht etwas anderes, als das Feld erwartet.",
        "Ein Text, eine Zahl und eine Liste werden verschieden weiterverarbeitet.",
        "treiber: digitalisierung",
        "treiber: [digitalisierung]",
    ),
    Rule(
        "leerer-wert",
        "Das Feld ist leer, oder in einer Liste steht ein leerer Eintrag.",
        "Ein leeres Feld wird auf der Seite zu einer Lücke.",
        "zielgruppen:\n  - kmu\n  -",
        "zielgruppen:\n  - kmu",
    ),
    Rule(
        "doppelter-wert",
        "Derselbe Eintrag steht zweimal in einer Liste.",
        "Er würde auf der Seite doppelt erscheinen.",
        "treiber: [demografie, demografie]",
        "treiber: [demografie]",
    ),
    Rule(
        "zu-lang",
        "Der Text ist länger, als sein Platz erlaubt.",
        "Der Kurztext muss in Suchergebnisse, Karten und Beiträge in sozialen Medien passen.",
        "kurz: (ein Text mit 300 Zeichen)",
        "kurz: (ein Text mit höchstens 280 Zeichen)",
    ),
    Rule(
        "zu-viele",
        "Die Liste hat mehr Einträge, als sie haben darf.",
        "Wer alles nennt, hebt nichts hervor.",
        "verwandt: [1, 2, 3, 4, 5, 6, 7, 8, 9]",
        "verwandt: [1, 2, 3]",
    ),
    Rule(
        "kennung-ungueltig",
        "Die Kennung enthält Zeichen, die in einer Adresse nichts zu suchen haben.",
        "Kennungen werden Teil der Adresse und müssen überall unverändert ankommen.",
        "id: Fachkräfte & Bildung",
        "id: fachkraefte",
    ),
    Rule(
        "angabe-ungueltig",
        "Mailadresse, Telefonnummer, Postleitzahl oder Webadresse hat nicht die richtige Form.",
        "Aus dem Feld wird ein Link oder eine Anschrift; so käme niemand an.",
        "mail: post(at)amt.de",
        "mail: post@amt.de",
    ),
    Rule(
        "roh-html",
        "Im Text steht HTML.",
        "Impulse sind Text. HTML könnte die Seite zerstören oder fremden Code einschleusen.",
        "Das ist <b>wichtig</b>.",
        "Das ist **wichtig**.",
    ),
)

_TERMS = (
    Rule(
        "unbekannter-treiber",
        "Diesen Treiber gibt es nicht.",
        "Es zählen nur die Treiber, die im Ordner `impulses/treiber/` eine Datei haben.",
        "treiber: [digitaliserung]",
        "treiber: [digitalisierung]",
    ),
    Rule(
        "unbekanntes-handlungsfeld",
        "Dieses Handlungsfeld gibt es nicht.",
        "Handlungsfelder sind eine geschlossene Liste in `impulses/vokabular.yml`.",
        "handlungsfeld: fachkräfte",
        "handlungsfeld: fachkraefte",
    ),
    Rule(
        "unbekannte-zielgruppe",
        "Diese Zielgruppe gibt es nicht.",
        "Zielgruppen sind eine geschlossene Liste in `impulses/vokabular.yml`.",
        "zielgruppen: [startups]",
        "zielgruppen: [start-ups]",
    ),
    Rule(
        "unbekannte-handelnde",
        "Diese Handelnden gibt es nicht.",
        "Wer handeln kann, ist eine geschlossene Liste in `impulses/vokabular.yml`.",
        "handelnde: [universitaet]",
        "handelnde: [hochschulen]",
    ),
    Rule(
        "unbekannte-herausforderung",
        "Diese Herausforderung gibt es nicht.",
        "Herausforderungen sind eine geschlossene Liste in `impulses/vokabular.yml`.",
        "herausforderungen: [energie]",
        "herausforderungen: [energiekosten]",
    ),
    Rule(
        "unbekannter-stand",
        "Diesen Stand gibt es nicht.",
        "Der Stand sagt den Lesenden, ob ein Impuls mit dem Papier abgeglichen ist.",
        "stand: fertig",
        "stand: entwurf",
    ),
    Rule(
        "unbekannter-rechtsrahmen",
        "Diesen Rechtsrahmen gibt es nicht.",
        "Es zählen nur die Einträge in `impulses/rechtsrahmen.yml`.",
        "rechtsrahmen: land",
        "rechtsrahmen: land-nrw",
    ),
    Rule(
        "unbekannte-quelle",
        "Diese Quelle gibt es nicht.",
        "Jeder Beleg nennt eine Quelle aus `impulses/quellen.yml`.",
        "belege:\n  - {quelle: creative-nrw, absatz: 4, stichwort: Demografie}",
        "belege:\n  - {quelle: creative-nrw-2025, absatz: 4, stichwort: Demografie}",
    ),
    Rule(
        "doppelte-kennung",
        "Eine Kennung ist zweimal vergeben.",
        "Unter einer Kennung steht genau ein Eintrag.",
        "- id: kmu\n- id: kmu",
        "- id: kmu\n- id: start-ups",
    ),
    Rule(
        "beleg-ohne-stelle",
        "Der Beleg sagt nicht, wo in der Quelle das Stichwort steht – oder er sagt es doppelt.",
        "Nur mit Absatz oder Seite lässt sich nachschlagen.",
        "belege:\n  - {quelle: creative-nrw-2025, stichwort: Demografie}",
        "belege:\n  - {quelle: creative-nrw-2025, absatz: 4, stichwort: Demografie}",
    ),
    Rule(
        "beleg-nicht-in-quelle",
        "Das Stichwort steht nicht an der genannten Stelle der Quelle.",
        "Ein Beleg, den niemand nachschlagen kann, ist erfunden. Was wo steht, führt "
        "`impulses/quellen.yml` unter `begriffe`; liegt die Quelle als Datei vor, prüft "
        "`impuls abgleich` mit `--write` jedes Stichwort und hält es in `abgleich.yml` fest.",
        "belege:\n  - {quelle: creative-nrw-2025, absatz: 99, stichwort: Demografie}",
        "belege:\n  - {quelle: creative-nrw-2025, absatz: 4, stichwort: Demografie}",
    ),
    Rule(
        "abgeschrieben",
        "Acht oder mehr Wörter stehen am Stück so in einer Quelle.",
        "Die Texte sind die der Redaktion; wer Sätze anderer übernimmt, verletzt deren Rechte und "
        "schreibt ihnen zu, was hier steht. `impulses/wortfolgen.yml` kennt die Wortfolgen der "
        "Quellen als Prüfsummen. Namen, Titel und gekennzeichnete Zitate sind ausgenommen.",
        "acht Wörter aus der Pressemitteilung, ohne Anführungszeichen",
        "derselbe Gedanke mit eigenen Worten",
    ),
    Rule(
        "verwandt-unbekannt",
        "Einen Impuls mit dieser Nummer gibt es nicht.",
        "Jede Beziehung wird auf beiden Seiten zum Link.",
        "verwandt: [99]",
        "verwandt: [9]",
    ),
    Rule(
        "verwandt-mit-sich",
        "Der Impuls nennt sich selbst als verwandt.",
        "Ein Link auf die eigene Seite führt nirgendwohin.",
        "verwandt: [7]  # in 07-ki-einstieg.md",
        "verwandt: [9]",
    ),
    Rule(
        "verwandt-doppelt",
        "Die Beziehung ist auf beiden Seiten angegeben.",
        "Einmal genügt; die andere Seite zeigt sie von selbst. Zwei können auseinanderlaufen.",
        "verwandt: [9] in Impuls 7 und verwandt: [7] in Impuls 9",
        "verwandt: [9] in Impuls 7",
        Severity.WARNING,
    ),
    Rule(
        "ersatz-unklar",
        "Stand und Nachfolger passen nicht zusammen.",
        "Wer einen zurückgezogenen Impuls aufruft, soll erfahren, wo es weitergeht.",
        "stand: zurueckgezogen",
        "stand: zurueckgezogen\nersetzt_durch: [12]",
    ),
    Rule(
        "doppelter-titel",
        "Zwei Impulse haben denselben Titel.",
        "In Listen, Suche und Zitaten wären sie nicht zu unterscheiden.",
        "titel: Weiterbildung stärken (in zwei Dateien)",
        "titel: Weiterbildung auf den Wandel ausrichten",
    ),
)

_TEXT = (
    Rule(
        "leerer-text",
        "Unter dem Kopf steht kein Text.",
        "Eine Seite nur aus Feldern hilft niemandem.",
        "---\ntitel: Ein Titel\n---",
        "---\ntitel: Ein Titel\n---\n\n## Ausgangslage\n\nText.",
    ),
    Rule(
        "abschnitt-fehlt",
        "Ein Abschnitt fehlt, der in jedem Impuls steht.",
        "Wer mehrere Impulse liest, findet dieselbe Frage immer an derselben Stelle beantwortet.",
        "## Ausgangslage\n\n## Umsetzung",
        "## Ausgangslage\n\n## Impuls\n\n## Umsetzung",
    ),
    Rule(
        "abschnitt-unbekannt",
        "Diese Überschrift gehört nicht zum Gerüst eines Impulses.",
        "Die Abschnitte haben feste Adressen; eigene gliedern Sie mit ### darunter.",
        "## Hintergrund",
        "## Ausgangslage",
    ),
    Rule(
        "abschnitt-reihenfolge",
        "Die Abschnitte stehen in anderer Reihenfolge.",
        "Die Reihenfolge ist in allen Impulsen gleich.",
        "## Wirkung\n\n## Impuls",
        "## Impuls\n\n## Wirkung",
    ),
    Rule(
        "abschnitt-leer",
        "Unter dieser Überschrift steht nichts.",
        "Eine leere Überschrift verspricht, was die Seite nicht hält.",
        "## Wirkung\n",
        "## Wirkung\n\n- Betriebe stellen ihren ersten Antrag.",
    ),
    Rule(
        "abschnitt-ohne-liste",
        "In diesem Abschnitt steht keine Liste.",
        "Umsetzung und Wirkung sind in allen Impulsen Listen: So lassen sich Schritte und "
        "Anzeichen zählen und einzeln besprechen.",
        "## Wirkung\n\nBetriebe stellen ihren ersten Antrag.",
        "## Wirkung\n\n- Betriebe stellen ihren ersten Antrag.",
        Severity.WARNING,
        is_strict_when_compared=True,
    ),
    Rule(
        "geruest-nicht-ersetzt",
        "Ein Teil des Gerüsts von `impuls new` steht noch da.",
        "Fragen, Beispiele und Erklärungen helfen beim Schreiben. Auf der Seite sähen sie aus, als "
        "wären sie der Impuls.",
        "## Ausgangslage\n\nWelches Problem gibt es, und für wen? (zwei bis vier Sätze)",
        "## Ausgangslage\n\nBetriebe finden keine Lehrlinge.",
    ),
    Rule(
        "ueberschrift-ebene",
        "Die Überschrift hat die falsche Ebene.",
        "Die erste Ebene ist der Titel im Kopf; im Text geht es mit ## weiter, ohne Sprung.",
        "# Ausgangslage",
        "## Ausgangslage",
    ),
    Rule(
        "ueberschrift-anker",
        "Die Überschrift hat keine Adresse für sich allein.",
        "Aus jeder Überschrift wird eine Adresse, auf die Links zeigen können. Gäbe es sie zweimal "
        "auf einer Seite, führte ein veröffentlichter Link irgendwann zu einem anderen Text.",
        "### Beispiele\n\nErster Absatz.\n\n### Beispiele\n\nZweiter Absatz.",
        "### Beispiele im Land\n\nErster Absatz.\n\n### Beispiele anderswo\n\nZweiter Absatz.",
    ),
    Rule(
        "zeichen-uebrig",
        "Auf der Seite stünden Zeichen, die für Markdown gedacht waren.",
        "Ein Link, eine Liste oder eine Hervorhebung ist anders geschrieben, als Markdown es "
        "versteht; wer liest, sähe Klammern, Sternchen oder Striche. Was so dastehen soll, bekommt "
        "einen umgekehrten Schrägstrich davor oder steht als `Code` im Text.",
        "Siehe [Weiterbildung] (14-weiterbildung.md). Das ist ** wichtig **.",
        "Siehe [Weiterbildung](14-weiterbildung.md). Das ist **wichtig**.",
    ),
    Rule(
        "text-verschwindet",
        "Eine Zeile des Textes erscheint nicht auf der Seite.",
        "Eine Zeile, die mit einer Kennung in Klammern und einem Doppelpunkt beginnt, legt das "
        "Ziel eines Links oder eine Fußnote fest. Nennt sie niemand, oder gibt es die Kennung "
        "schon, fehlt sie auf der Seite.",
        "[^2]: Eine Anmerkung, die kein Satz nennt.",
        "Ein Satz.[^2]\n\n[^2]: Seine Anmerkung.",
    ),
    Rule(
        "text-zu-tief",
        "Listen oder Zitate sind zu tief geschachtelt.",
        "So viele Ebenen passen weder auf ein Telefon noch auf ein Blatt, und niemand kann ihnen "
        "folgen.",
        "sieben Listen ineinander",
        "höchstens zwei oder drei",
    ),
    Rule(
        "toter-verweis",
        "Der Link führt zu einer Datei, die es nicht gibt.",
        "Im Text wird auf Quelldateien verlinkt; daraus entstehen die Adressen der Seiten.",
        "[Fördermittel](25-foerdermitel.md)",
        "[Fördermittel](25-foerdermittelberatung.md)",
    ),
    Rule(
        "toter-anker",
        "Der Link führt zu einem Abschnitt, den es nicht gibt.",
        "Der Teil nach # ist die Überschrift in Kleinbuchstaben, mit Bindestrichen und ae, oe, ue.",
        "[Wirkung](25-foerdermittelberatung.md#ergebnis)",
        "[Wirkung](25-foerdermittelberatung.md#wirkung)",
    ),
    Rule(
        "verweis-art",
        "Diese Art von Link ist nicht erlaubt.",
        "Erlaubt sind Links auf Quelldateien, auf https-Adressen und auf Mailadressen.",
        "[Seite](/impulse/25/) oder [Seite](javascript:alert(1))",
        "[Seite](25-foerdermittelberatung.md) oder [Seite](https://www.land.nrw)",
    ),
    Rule(
        "verweis-nummer",
        "Der Text eines Links nennt einen anderen Impuls als den, zu dem er führt.",
        "Eine der beiden Nummern ist falsch; wer dem Link folgt, liest etwas anderes als erwartet.",
        "[Impuls 14](09-gezielte-services.md)",
        "[Impuls 14](14-weiterbildung.md)",
    ),
    Rule(
        "bild-im-text",
        "Im Text eines Impulses steht ein Bild.",
        "Bilder bräuchten Rechte, Bildbeschreibung und Druckfassung; Impulse kommen ohne aus.",
        "![Diagramm](diagramm.png)",
        "Der Inhalt des Bildes als Satz oder Tabelle.",
    ),
    Rule(
        "unbekannte-angabe",
        "Eine Seite oder eine Liste nennt ein Feld, das es in `betreiber.yml` nicht gibt.",
        "An der Stelle stünde auf der Seite nichts, oder eine Lücke bliebe für immer stehen.",
        "<!-- angabe: hosting.nahme -->",
        "<!-- angabe: hosting.name -->",
    ),
    Rule(
        "unbekannter-baustein",
        "Diesen Baustein gibt es nicht.",
        "In den Seiten unter docs/ setzt ein Kommentar `<!-- baustein: … -->` Inhalte aus den "
        "Daten ein.",
        "<!-- baustein: matirx -->",
        "<!-- baustein: matrix -->",
    ),
)

_COMPARISON = (
    Rule(
        "abgleich-unvollstaendig",
        "Ein Impuls gilt als abgeglichen, ohne dass es belegt ist.",
        "Abgeglichen heißt: Jemand hat den Text neben das Papier gelegt. Dazu gehören mindestens "
        "ein geprüftes Zitat, die Rolle dessen, der verglichen hat, und der Tag.",
        "belege:\n  - {quelle: creative-nrw-2025, absatz: 4, stichwort: Demografie}\n"
        "stand: abgeglichen",
        "belege:\n  - {quelle: zukunftspapier-2025, seite: 12, stichwort: …, wortlaut: …}\n"
        "stand: abgeglichen\nabgeglichen_von: Redaktion\nabgeglichen_am: 2026-11-22",
    ),
    Rule(
        "zitat-ohne-nachweis",
        "Ein Zitat wurde nicht an seiner Stelle in der Quelle gefunden.",
        "Was als Zitat erscheint, muss Wort für Wort so in der Quelle stehen. "
        "`impuls abgleich PAPIER.pdf --write` prüft jedes Zitat und hält das Ergebnis in "
        "`impulses/abgleich.yml` fest; wer ein Zitat danach ändert, prüft neu. Die Stimmen in "
        "`presse.yml` werden mit `impulses/wortfolgen.yml` verglichen.",
        "wortlaut: Cluster sind ungemein wichtig.",
        "wortlaut: Cluster sind wichtig.",
    ),
    Rule(
        "pruefsumme-abweichend",
        "Die Zitate wurden in einer anderen Datei geprüft, als die Quelle nennt.",
        "Von einem Papier kann es mehrere Fassungen geben. Die Prüfsumme sagt, welche gemeint ist.",
        "pruefsumme: 0a1b… (in quellen.yml), 9f8e… (in abgleich.yml)",
        "Die gleiche Prüfsumme in beiden Dateien.",
    ),
)

_ADDRESSES = (
    Rule(
        "permalink-verloren",
        "Eine veröffentlichte Adresse gäbe es nicht mehr.",
        "Aus Pressemitteilungen und Akten führen Links hierher. Was einmal veröffentlicht war, "
        "bleibt erreichbar; `impulses/permalinks.yml` führt Buch darüber. Eine umbenannte Datei "
        "leitet von selbst weiter, ein aufgegebener Impuls behält seine Seite.",
        "impulses/07-ki-einstieg.md gelöscht",
        "stand: zurueckgezogen",
    ),
    Rule(
        "permalink-vergessen",
        "Aus dem Verzeichnis der Adressen fehlt, was schon darin stand.",
        "`impulses/permalinks.yml` wird nur länger. Fehlte darin eine veröffentlichte Adresse, "
        "könnte sie später unbemerkt verloren gehen.",
        'die Zeile "impulse/07-ki-einstieg/": [wirkung] gelöscht',
        '"impulse/07-ki-einstieg/": [wirkung]',
    ),
    Rule(
        "permalink-abschnitt",
        "Einen veröffentlichten Abschnitt gäbe es nicht mehr.",
        "Links können auf einen Abschnitt zeigen. Seine Adresse entsteht aus der Überschrift.",
        "## Woher die Texte kommen (bisher: ## Herkunft der Texte)",
        '<span id="herkunft-der-texte"></span>\n\n## Woher die Texte kommen',
    ),
    Rule(
        "fassung-fehlt",
        "Eine veröffentlichte Fassung fehlt.",
        "Eine eingefrorene Fassung entsteht aus einer Marke in git. Wer die Website ohne die Marke "
        "veröffentlichte, nähme alle Seiten der Fassung vom Netz.",
        "git clone --no-tags …",
        "git fetch --tags",
    ),
    Rule(
        "fassung-verschoben",
        "Eine veröffentlichte Fassung käme aus einem anderen Stand als bisher.",
        "Was eingefroren ist, ändert sich nicht mehr. Eine Marke ließe sich unbemerkt verschieben; "
        "deshalb steht in `impulses/permalinks.yml`, aus welchem Commit eine Fassung ist.",
        "git tag -f fassung-2026-11",
        "git tag -f fassung-2026-11 <Commit aus permalinks.yml>",
    ),
    Rule(
        "fassung-unlesbar",
        "Aus einer Marke lässt sich keine Fassung bauen.",
        "Der Name der Marke wird Teil aller Adressen der Fassung, und ihre Quellen müssen gültig "
        "sein.",
        "git tag fassung-november",
        "git tag fassung-2026-11",
    ),
    Rule(
        "permalink-form",
        "Ein Eintrag im Verzeichnis der Adressen ist unlesbar.",
        "`impulses/permalinks.yml` schreibt das Programm. Von Hand kommt nur das Ziel einer "
        "umgezogenen Seite hinzu.",
        '"treiber/alt/": treiber/neu/',
        '"treiber/alt/": {nach: treiber/neu/}',
    ),
)

_SITE = (
    Rule(
        "seite-toter-verweis",
        "Auf einer gebauten Seite führt ein Link ins Leere.",
        "Jeder Link der fertigen Website wird vor dem Veröffentlichen geprüft.",
        'href="../gibt-es-nicht/"',
        'href="../impulse/"',
    ),
    Rule(
        "seite-toter-anker",
        "Auf einer gebauten Seite führt ein Link zu einem Abschnitt, den es nicht gibt.",
        "Ein Link auf einen Abschnitt muss dort ankommen.",
        'href="#ergebnis"',
        'href="#wirkung"',
    ),
    Rule(
        "geschichte-unbekannt",
        "Niemand kann sagen, ob etwas Veröffentlichtes verloren ginge.",
        "Was einmal veröffentlicht war, steht in der Geschichte (git). Fehlt sie oder ein Teil von "
        "ihr, lässt sich nicht prüfen, ob eine Adresse verschwunden ist. Wo veröffentlicht wird "
        "(CI, --release), ist das ein Fehler.",
        "git clone --depth 1",
        "git clone",
        Severity.WARNING,
    ),
    Rule(
        "pdf-fehlt",
        "Auf diesem Rechner lassen sich keine PDF-Dateien und Bilder erzeugen.",
        "Die Adressen der PDF-Dateien sind versprochen. Wer nur schreibt, kann ohne sie bauen; die "
        "Seiten sagen dann, dass sie fehlen. Wo veröffentlicht wird (CI, --release), ist es ein "
        "Fehler.",
        "pip install --no-deps impulswerk",
        "make site",
        Severity.WARNING,
    ),
    Rule(
        "pdf-fehler",
        "Eine PDF-Datei oder ein Bild ließ sich nicht setzen.",
        "Die Website entsteht dann ohne diese Datei, und ihre Seite sagt es; ein Bild bleibt leer. "
        "Ihre Adresse ist aber "
        "versprochen: Wo veröffentlicht wird (CI, --release), ist es ein Fehler.",
        "ein Text, an dem das Satzprogramm abbricht",
        "derselbe Text, einfacher ausgezeichnet",
        Severity.WARNING,
    ),
    Rule(
        "blatt-zu-lang",
        "Das Blatt zu einem Impuls hat mehr als zwei Seiten.",
        "In einer Sitzung liegt ein Blatt auf dem Tisch, Vorder- und Rückseite. Auch in der "
        "kleinsten noch lesbaren Schrift passt der Text nicht darauf.",
        "ein Impuls mit 2.500 Wörtern",
        "zwei Impulse mit je 400 Wörtern",
        Severity.WARNING,
    ),
    Rule(
        "seite-anker-doppelt",
        "Auf einer gebauten Seite gibt es dieselbe Kennung zweimal.",
        "Ein Link auf einen Abschnitt führt immer zum ersten; der zweite wäre nicht zu erreichen.",
        '<h2 id="wirkung"> … <span id="wirkung">',
        '<h2 id="wirkung"> … <span id="wirkung-2">',
    ),
    Rule(
        "seite-fremde-adresse",
        "Eine gebaute Seite lädt etwas von einem fremden Server oder führt fremden Code aus.",
        "Die Website lädt nichts von Dritten; das schützt die Lesenden.",
        '<img src="https://anderswo.example/bild.png">',
        '<img src="../assets/bild.png">',
    ),
    Rule(
        "seite-inline",
        "Auf einer gebauten Seite steht Gestaltung oder ein Skript in einem einzelnen Element.",
        "Die Website verbietet Browsern, so etwas auszuführen; das schützt vor fremdem Code.",
        '<p style="color: red">Wichtig</p>',
        "<p><strong>Wichtig</strong></p>",
    ),
    Rule(
        "wortgruppe-ohne-ziel",
        "Eine Wortgruppe der Suche führt zu einem Wort, das auf keiner Seite vorkommt.",
        "Wer das Alltagswort eingibt, fände nichts; gemeint ist fast immer ein anderes Wort.",
        "- {woerter: [Strom], meint: [Stromspeisung]}",
        "- {woerter: [Strom], meint: [Strompreis]}",
        Severity.WARNING,
    ),
    Rule(
        "bau-warnung",
        "Beim Bauen der Seiten ist eine Warnung aufgetreten.",
        "Was beim Bauen auffällt, fällt sonst den Lesenden auf.",
        "nav: [impluse.md]",
        "nav: [impulse/index.md]",
    ),
)

_RELEASE = (
    Rule(
        "angabe-fehlt",
        "Ein Feld über den Betreiber ist leer.",
        "Ohne sie sind Impressum, Datenschutzerklärung oder Erklärung zur Barrierefreiheit "
        "unvollständig. Ein Entwurf zeigt an der Stelle „Angabe fehlt“; mit "
        "`impuls build --release` geht er so nicht online.",
        "hosting:\n  name:",
        "hosting:\n  name: (Name des Hosters)",
    ),
    Rule(
        "platzhalter",
        "In einem Feld über den Betreiber steht nur ein Platzhalter.",
        "Ein ausgedachter Name im Impressum ist schlimmer als eine Lücke: Er fällt nicht auf.",
        "name: Musterbehörde",
        "name: (wirklicher Name)",
    ),
    Rule(
        "stand-veraltet",
        "Seit über einem Jahr hat niemand bestätigt, dass das Feld noch stimmt.",
        "Rechtstexte veralten still. Gezählt wird bis zum heutigen Tag, nicht bis zum Tag der "
        "letzten Änderung: Entscheidend ist, was stimmt, wenn die Website online geht.",
        "stand:\n  impressum: 2020-01-01",
        "stand:\n  impressum: (Tag der letzten Prüfung)",
    ),
    Rule(
        "datum-unpassend",
        "Das Datum kann an dieser Stelle nicht stimmen.",
        "Was geschehen ist, liegt nicht in der Zukunft; und wie lange der Kontakt in "
        "`security.txt` gilt, darf weder vorbei noch über ein Jahr hin sein.",
        "sicherheit:\n  gueltig_bis: 2020-01-01",
        "sicherheit:\n  gueltig_bis: (ein Tag im kommenden Jahr)",
    ),
    Rule(
        "zustimmung-fehlt",
        "Es ist nicht bestätigt, dass die Herausgeber der Lizenz zugestimmt haben.",
        "Ohne diese Zustimmung darf niemand die Texte weiterverwenden.",
        "lizenz:\n  zugestimmt_von:",
        "lizenz:\n  zugestimmt_von: (Rolle)\n  zugestimmt_am: (Tag)",
    ),
)

GROUPS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("Dateien", _FILES),
    ("Kopf der Datei", _FRONT),
    ("Begriffe, Belege und Beziehungen", _TERMS),
    ("Text", _TEXT),
    ("Sprache", _LANGUAGE),
    ("Leichte Sprache", _EASY),
    ("Abgleich mit dem Papier", _COMPARISON),
    ("Dauerhafte Adressen", _ADDRESSES),
    ("Freigabe", _RELEASE),
    ("Gebaute Website", _SITE),
)

RULES: dict[str, Rule] = {rule.code: rule for _, rules in GROUPS for rule in rules}


def severity(code: str, *, is_compared: bool) -> Severity:
    """How much a problem matters in a text that has (not) been compared with the paper."""
    rule = RULES[code]
    if is_compared and rule.is_strict_when_compared:
        return Severity.ERROR
    return rule.severity
