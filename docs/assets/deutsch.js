/* German words for searching: the twin of scripts/impulswerk/text/german.py.
   A test compares both over the whole vocabulary, so change them together. */

// Without looking behind, which Safari before 16.4 cannot.
const GENDER = /([\p{L}\p{N}_])[:*_]in(?:nen)?(?![\p{L}\p{N}_])/gu;
const HYPHENATED = /^[^\p{L}\p{N}_]*[\p{L}\p{N}_]+([-\u2010\u2011][\p{L}\p{N}_]+)+[^\p{L}\p{N}_]*$/u;
const BEFORE_ENDING = "bdfghklmnt";
const SHORTEST_ROOT = 4;
const FAMILY = ("isieren isierung isation ieren ierung ation ativ atur itat keit heit schaft lich isch ung ien ium um "
  + "ing ion iert iv ik ig ie er or nd em en es e n s t st")
  .split(" ").sort((a, b) => b.length - a.length || (a < b ? -1 : 1));

export const STOP_WORDS = new Set(("ab aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes auch auf aus bei beim bin "
  + "bis bist bitte da damit dann das dass dazu dein dem den denn der des dessen die dies diese "
  + "diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas "
  + "euch fur gar gegen gibt geben hab habe haben hat hatte hier hin ich ihm ihn ihr ihre ihrem "
  + "ihren ihrer im in ins ist ja jede jedem jeden jeder jedes kann kein konnen konnte konnten "
  + "man mehr mein meine meinem meinen meiner mich mir mit mochte muss mussen nach nicht noch nun "
  + "nur ob oder ohne per schon sehr sein seine seinem seinen seiner seit sich sie sind so soll "
  + "sollen sollte sollten sowie uber um und uns unser unsere unserem unseren unserer unter viel "
  + "viele vom von vor wann war warum was weil welche welcher welches wem wen wenn wer werden wie "
  + "wir wird wo wofur worum wurde wurden zu zum zur zwischen "
  // Of English questions.
  + "and are can do does for from get how is my of our the to we what where which who with your").split(" "));

/** Lower-case ASCII in which ä, ae and a are one letter, ß is ss and ph is f. */
export function fold(text) {
  return text.normalize("NFC").toLowerCase().replaceAll("ß", "ss")
    .normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/(^|[^aeiouq])([aou])e/g, "$1$2").replaceAll("ph", "f");
}

/** Folded words in order; a word with hyphens gives its parts and, behind them, itself. */
export function words(text) {
  const found = [];
  for (const chunk of text.normalize("NFC").replace(GENDER, "$1").split(/\s+/)) {
    const parts = fold(chunk).split(/[^a-z0-9]+/).filter(Boolean);
    found.push(...parts);
    if (parts.length > 1 && HYPHENATED.test(chunk)) found.push(parts.join(""));
  }
  return found;
}

/** Without the endings of cases and plurals, after the light stemmer of Jacques Savoy. */
export function stem(word) {
  return withoutSt(withoutCase(word));
}

function withoutCase(word) {
  if (word.length > 5 && word.endsWith("ern")) return word.slice(0, -3);
  if (word.length > 4 && /e[mnrs]$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith("e")) return word.slice(0, -1);
  if (word.length > 3 && word.endsWith("s") && BEFORE_ENDING.includes(word.at(-2))) return word.slice(0, -1);
  return word;
}

function withoutSt(word) {
  if (word.length > 5 && word.endsWith("est")) return word.slice(0, -3);
  if (word.length > 4 && /e[rn]$/.test(word)) return word.slice(0, -2);
  if (word.length > 4 && word.endsWith("st") && BEFORE_ENDING.includes(word.at(-3))) return word.slice(0, -2);
  return word;
}

/** What a family of words shares: Beratung, Berater and beraten have one root. */
export function root(word) {
  for (;;) {
    const suffix = FAMILY.find((s) => word.endsWith(s) && word.length - s.length >= SHORTEST_ROOT);
    if (!suffix) return word;
    word = word.slice(0, -suffix.length);
  }
}
