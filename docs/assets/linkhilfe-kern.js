/* Finds the passages of a text that a page of this site is about, and links them; for the page and
   for the command `impuls link`, which runs this very file. All words, figures and patterns are in
   linkhilfe.json, made by scripts/impulswerk/exports/linkaid. */

const NOUN = 1, LAST = 2; // flags of words
const DOTTED = 1, QUOTED = 2, SPECIAL = 4; // flags of phrases

const UNSEEN = /[\u00ad\u200b\u200c\u200d\u2060]/g;
// Without looking behind, which Safari before 16.4 cannot.
const DIGRAPH = /(^|[^aeiouäöüq])([aou])e/g;
const UMLAUT = { a: "ä", o: "ö", u: "ü" };
const DIGITS = "0123456789";
const GENITIVE = ["des", "der", "eines", "einer"];
const BEFORE = 120; // so far back an office is looked for

// Tables -----------------------------------------------------------------------------------------

/** The data file made ready for looking words up. */
export function prepare(data) {
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "u");
  const terms = data.begriffe.map(([entry, origin, label, words, flags]) =>
    ({ entry, origin, label, words, isDotted: Boolean(flags & DOTTED), isQuoted: Boolean(flags & QUOTED), isSpecial: Boolean(flags & SPECIAL) }));
  return {
    entries: data.ziele.map(([kind, title, address, mark]) => ({ kind, title, address, mark })),
    terms,
    words: data.woerter.map(([forms, firsts, flags, exact]) => ({ forms, firsts, flags, exact })),
    figures: data.zahlen,
    markers: new Set(data.umfeld),
    paper: data.papier,
    between: new Set(data.dazwischen.split(" ")),
    noSeconds: new Set(data.keineZweitglieder.split(" ")),
    word: new RegExp(data.muster.wort, "gu"),
    gap: whole(data.muster.luecke),
    hyphen: whole(data.muster.bindestrich),
    guarded: new RegExp(data.muster.geschuetzt, "gu"),
    office: new RegExp(data.muster.amt, "u"),
    officer: new RegExp(data.muster.teilAmt),
    byForm: byBlank(data.woerter.map((row) => row[0])),
    byFirst: byBlank(data.woerter.map((row) => row[1])),
    byWord: table(terms.map((term, place) => [term.words[0], place])),
  };
}

function byBlank(columns) {
  return table(columns.flatMap((column, place) => column.split(" ").filter(Boolean).map((form) => [form, place])));
}

function table(pairs) {
  const found = new Map();
  for (const [key, place] of pairs) {
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(place);
  }
  return found;
}

// Words ------------------------------------------------------------------------------------------

/** Lower case, one spelling for every letter; umlauts stay, ß is ss, ae is ä. */
export function normal(word) {
  return word.normalize("NFKC").replace(UNSEEN, "").toLowerCase().replaceAll("ß", "ss")
    .replace(DIGRAPH, (_, before, letter) => before + UMLAUT[letter]);
}

function tokens(text, data) {
  const guarded = [...text.matchAll(data.guarded)].map((match) => [match.index, match.index + match[0].length]);
  const found = [];
  let position = 0;
  let isCut = true;
  for (const match of text.matchAll(data.word)) {
    const start = match.index;
    const end = start + match[0].length;
    while (position < guarded.length && guarded[position][1] <= start) {
      position += 1;
      isCut = true;
    }
    if (position < guarded.length && guarded[position][0] < end) {
      isCut = true;
      continue;
    }
    const word = match[1];
    const form = normal(word);
    const before = found.at(-1);
    const joint = isCut ? "" : jointOf(text.slice(before.end, start), data);
    isCut = false;
    const isDotted = joint === "." && !DIGITS.includes(before.form.at(-1)) && !DIGITS.includes(form[0]);
    if (isDotted) before.isDotted = true;
    const isCapital = word[0] !== word[0].toLowerCase();
    found.push({ start, end, text: word, form, isCapital, joint, isDotted });
  }
  return found;
}

function jointOf(between, data) {
  if (between === ".") return ".";
  if (data.hyphen.test(between)) return "-";
  return data.gap.test(between) && between.split("\n").length < 3 ? " " : "";
}

function readings(found, data) {
  const known = new Map();
  return found.map((token) => {
    if (!known.has(token.text)) known.set(token.text, reading(token, data));
    return known.get(token.text);
  });
}

function reading(token, data) {
  const fits = (place) => {
    const { exact, flags } = data.words[place];
    return exact ? exact === token.text : token.isCapital || !(flags & NOUN);
  };
  const { form } = token;
  const { kleinsterTeil: least, laengstesWort: longest } = data.figures;
  const whole = (data.byForm.get(form) ?? []).filter(fits);
  if (whole.length || !token.isCapital || form.length > longest) return readAs(whole, [], [], data);
  let first = [];
  for (let cut = form.length - least; cut >= least && !first.length; cut -= 1) {
    const rest = form.slice(cut);
    if (!data.noSeconds.has(rest) && !data.officer.test(rest)) first = data.byFirst.get(form.slice(0, cut)) ?? [];
  }
  let last = [];
  for (let cut = least; cut <= form.length - least && !last.length; cut += 1) {
    last = (data.byForm.get(form.slice(cut)) ?? []).filter((place) => data.words[place].flags & LAST);
  }
  return readAs([], first, last, data);
}

function readAs(whole, first, last, { markers }) {
  const words = [...whole, ...first, ...last];
  return { whole, first, words, isFirm: words.some((word) => markers.has(word)) };
}

// Phrases ----------------------------------------------------------------------------------------

function hits(text, found, read, data) {
  const all = [];
  read.forEach(({ words, whole }, start) => {
    for (const word of words) {
      for (const place of data.byWord.get(word) ?? []) {
        const last = endOf(found, read, start, data.terms[place], data);
        if (last < 0 || isOffice(text, found, start, last, data)) continue;
        if (!data.terms[place].isSpecial && isOfAnother(found, read, last)) continue;
        all.push({ term: place, entry: data.terms[place].entry, first: start, last, isWhole: whole.includes(word) });
      }
    }
  });
  return all;
}

/** The last token of the phrase that begins at `start`, or -1. */
function endOf(found, read, start, term, { between, figures }) {
  if (found[start].isDotted !== term.isDotted) return -1;
  if (term.words.length > 1 && !read[start].whole.includes(term.words[0])) return -1;
  let place = start;
  for (const word of term.words.slice(1)) {
    let following = place + 1;
    while (following < found.length && following - place <= figures.dazwischen
      && found[following].joint === " " && between.has(found[following].form)) following += 1;
    if (following === found.length) return -1;
    const { joint, isDotted } = found[following];
    const isJoined = term.isDotted ? joint === "." : joint !== "" && !isDotted;
    const { whole, first } = read[following];
    if (!isJoined || !(whole.includes(word) || first.includes(word))) return -1;
    place = following;
  }
  return place;
}

/** Whether the words name whose business something is: Ministerin für Klimaschutz, Start-up-Beraterin. */
function isOffice(text, found, first, last, { office, officer }) {
  let end = last;
  while (end + 1 < found.length && found[end + 1].joint === "-") end += 1;
  if (found.slice(last + 1, end + 1).some(({ form }) => officer.test(form))) return true;
  const { start } = found[first];
  return office.test(text.slice(Math.max(0, start - BEFORE), start));
}

/** Whether the words say what is done to a thing that is no firm: Digitalisierung des Bürgerbüros. */
function isOfAnother(found, read, last) {
  const next = found[last + 1];
  return found[last].form.endsWith("ung") && next?.joint === " " && GENITIVE.includes(next.form)
    && !read.slice(last + 2, last + 4).some(({ isFirm }) => isFirm);
}

// Choice -----------------------------------------------------------------------------------------

/** The passages to link in the order of the text; none overlap, a page is linked once at most. */
export function findLinks(text, data) {
  const found = tokens(text, data);
  const read = readings(found, data);
  const isOnPaper = namesPaper(found, read, data);
  const all = hits(text, found, read, data);
  const fitting = isOnPaper ? all : onSubject(found, read, all.filter(({ term }) => !data.terms[term].isQuoted), data);
  const headline = headlineEnd(text, data);
  const order = (hit) => [
    hit.first - hit.last,
    Number(!hit.isWhole),
    Number(found[hit.first].start < headline),
    hit.term,
    hit.first,
  ];
  const links = [];
  for (const { term, entry, first, last } of sorted(fitting, order)) {
    const { origin, label } = data.terms[term];
    const [start, end] = wholeWords(found, first, last);
    if (!links.some((link) => link.entry === entry || (start < link.end && link.start < end))) {
      links.push({ start, end, entry, origin, label });
    }
  }
  return links.sort((a, b) => a.start - b.start);
}

function sorted(list, keys) {
  return list.map((item) => [keys(item), item]).sort(([a], [b]) => {
    const place = a.findIndex((key, index) => key !== b[index]);
    return place < 0 ? 0 : a[place] - b[place];
  }).map(([, item]) => item);
}

/** The passages that stand where the text speaks of what the paper is about: of firms, and of enough
    that could be linked; close to a word for firms half as much is enough, far from one a passage that
    stands alone says nothing. One text may be on many things. */
function onSubject(found, read, all, { terms, figures }) {
  const { umkreis, naehe, woerterJeStelle } = figures;
  const formsAt = (places) => found.map(({ form }, place) => (places.has(place) ? form : ""));
  const said = new Set(all.map(({ first }) => first));
  const forms = formsAt(said);
  const special = formsAt(new Set(all.filter(({ term }) => terms[term].isSpecial).map(({ first }) => first)));
  const firms = read.map(({ isFirm }) => isFirm);
  const isOnSubject = (place) => {
    const around = (list, reach = umkreis) => list.slice(Math.max(0, place - reach), place + reach + 1);
    const different = (list, reach) => new Set(around(list, reach).filter(Boolean)).size;
    const weight = around(firms, naehe).includes(true) ? 2 : Number(different(forms, naehe) > 1);
    return around(firms, 2 * umkreis).includes(true)
      && weight * (different(forms) + different(special)) * woerterJeStelle >= around(found).length;
  };
  const places = new Set([...said].filter(isOnSubject));
  return all.filter(({ first }) => places.has(first));
}

function namesPaper(found, read, { paper }) {
  return paper.length > 0 && found.some((_, place) => place + paper.length <= found.length
    && paper.every((word, index) => read[place + index].whole.includes(word) && (!index || found[place + index].joint)));
}

function wholeWords(found, first, last) {
  while (found[first].joint === "-") first -= 1;
  while (last + 1 < found.length && found[last + 1].joint === "-") last += 1;
  return [found[first].start, found[last].end];
}

function headlineEnd(text, { figures }) {
  const body = text.replace(/^[\n\r\t ]+/, "");
  const line = body.split("\n", 1)[0].replace(/[\r\t ]+$/, "");
  const isSentence = line !== "" && ".!…:;,".includes(line.at(-1));
  if ([...line].length > figures.laengsteUeberschrift || line === body.replace(/[\n\r\t ]+$/, "") || isSentence) return 0;
  return text.length - body.length + line.length;
}

/** Why a passage is linked: Suchbegriff „Fördermittel“, Impuls 25. */
export function reason(link, data) {
  return `${link.origin} „${link.label}“, ${data.entries[link.entry].kind}`;
}

/** What stands behind a link: whether it leads to a draft. */
export function remark(link, data) {
  const { mark } = data.entries[link.entry];
  return mark ? ` (${mark})` : "";
}

/** Where each link leads, for the functions that write; `base` is the site's address. Behind each
    link stands whether it leads to a draft, unless the links are not to be marked. */
export function goalsOf(links, data, base, isMarked = true) {
  return links.map((link) => {
    const { title, address } = data.entries[link.entry];
    return { title, address: base.replace(/\/?$/, "/") + address, remark: isMarked ? remark(link, data) : "" };
  });
}
