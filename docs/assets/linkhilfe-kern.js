/* Finds the passages of a text that impulses are about, and links them; for the page and for the
   command `impuls link`, which runs this very file. All words, weights, figures and patterns are in
   linkhilfe.json, made by scripts/impulswerk/exports/linkaid. */

const NOUN = 1, LAST = 2; // flags of words
const DOTTED = 1, TURNED = 2, COMMON = 4, SHARED = 8; // flags of phrases
const EVIDENCE = "Stichwort";

const UNSEEN = /[\u00ad\u200b\u200c\u200d\u2060]/g;
// Without looking behind, which Safari before 16.4 cannot.
const DIGRAPH = /(^|[^aeiouäöüq])([aou])e/g;
const UMLAUT = { a: "ä", o: "ö", u: "ü" };
const DIGITS = "0123456789";

// Tables -----------------------------------------------------------------------------------------

/** The data file made ready for looking words up. */
export function prepare(data) {
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "u");
  const terms = data.begriffe.map(([impulse, origin, label, words, weight, flags]) =>
    ({ impulse, origin, label, words, weight, flags }));
  return {
    entries: data.impulse.map(([number, title, address, mark]) => ({ number, title, address, mark })),
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
  if (whole.length || !token.isCapital || form.length > longest) return readAs(whole, [], [], false);
  let first = [];
  for (let cut = form.length - least; cut >= least; cut -= 1) {
    if (data.byFirst.has(form.slice(0, cut)) && !data.noSeconds.has(form.slice(cut))) {
      first = data.byFirst.get(form.slice(0, cut));
      break;
    }
  }
  for (let cut = least; cut <= form.length - least; cut += 1) {
    const last = (data.byForm.get(form.slice(cut)) ?? []).filter((place) => data.words[place].flags & LAST);
    if (last.length) {
      const ours = (data.byFirst.get(form.slice(0, cut)) ?? []).some((place) => data.markers.has(place));
      return readAs([], first, last, ours);
    }
  }
  return readAs([], first, [], false);
}

function readAs(whole, first, last, isOurs) {
  return { whole, first, last, isOurs, words: [...whole, ...first, ...last] };
}

// Phrases ----------------------------------------------------------------------------------------

function hits(found, read, data) {
  const all = [];
  read.forEach((reading_, start) => {
    for (const word of reading_.words) {
      for (const place of data.byWord.get(word) ?? []) {
        const term = data.terms[place];
        const end = endOf(found, read, start, term, data);
        const weight = term.weight + change(word, reading_, data);
        const isWhole = term.words.length > 1 || reading_.whole.includes(word) || reading_.isOurs;
        if (end >= 0 && weight > 0) all.push({ term: place, first: start, last: end, weight, isWhole });
      }
    }
  });
  return all;
}

function change(word, { last, isOurs }, { figures }) {
  if (!last.includes(word)) return 0;
  return isOurs ? figures.mitUnseremMehr : -figures.amEndeWeniger;
}

/** The last token of the phrase that begins at `start`, or -1. */
function endOf(found, read, start, term, { between, figures }) {
  if (found[start].isDotted !== Boolean(term.flags & DOTTED)) return -1;
  if (term.words.length > 1 && !read[start].whole.includes(term.words[0])) return -1;
  let place = start;
  for (const word of term.words.slice(1)) {
    let following = place + 1;
    while (following < found.length && following - place <= figures.dazwischen
      && found[following].joint === " " && between.has(found[following].form)) following += 1;
    if (following === found.length || (term.flags & TURNED && following === place + 1)) return -1;
    const { joint, isDotted } = found[following];
    const isJoined = term.flags & DOTTED ? joint === "." : joint !== "" && !isDotted;
    const { whole, first } = read[following];
    if (!isJoined || !(whole.includes(word) || first.includes(word))) return -1;
    place = following;
  }
  return place;
}

// Choice -----------------------------------------------------------------------------------------

/** The passages to link in the order of the text; none overlap, an impulse has one at most. */
export function findLinks(text, data) {
  const found = tokens(text, data);
  const read = readings(found, data);
  const everything = hits(found, read, data);
  const [enough, isOnPaper] = threshold(found, read, everything, data);
  const counted = everything.filter((hit) => isOnPaper || !(data.terms[hit.term].flags & COMMON));
  const scores = scoresOf(counted, data);
  const headline = headlineEnd(text, data);
  const { ganz, teil } = data.figures;
  const order = (hit) => [
    -hit.weight,
    data.terms[hit.term].flags & SHARED,
    Number(found[hit.first].start < headline),
    hit.first - hit.last,
    -scores[data.terms[hit.term].impulse],
    hit.term,
    hit.first,
  ];
  const links = [];
  for (const hit of sorted(counted, order)) {
    const { impulse, origin, label } = data.terms[hit.term];
    if (hit.weight < (hit.isWhole ? ganz : teil) || scores[impulse] < enough) continue;
    const [start, end] = wholeWords(found, hit.first, hit.last);
    if (!links.some((link) => link.entry === impulse || (start < link.end && link.start < end))) {
      links.push({ start, end, entry: impulse, origin, label });
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

function threshold(found, read, everything, data) {
  const { figures } = data;
  const evidence = new Set(everything.map((hit) => data.terms[hit.term])
    .filter(({ origin }) => origin === EVIDENCE).map(({ impulse }) => impulse));
  if (evidence.size >= figures.stichwoerter || namesPaper(found, read, data)) return [figures.zumThema, true];
  const marked = read.map(({ words }) => words.filter((word) => data.markers.has(word)));
  const strong = new Set(everything.filter(({ weight }) => weight >= figures.kurz).map(({ term }) => data.terms[term].impulse));
  const different = new Set(marked.flat()).size + strong.size;
  const places = marked.filter((words) => words.length).length + strong.size;
  const wanted = Math.min(figures.merkmale, 1 + Math.floor(found.length / figures.woerterJeMerkmal));
  if (different >= wanted && places * figures.woerterJeStelle >= found.length) return [figures.zumThema, false];
  const telling = new Set(everything.filter(({ weight, isWhole }) => isWhole && weight >= figures.zumThema)
    .map(({ term }) => data.terms[term].impulse));
  if (telling.size >= Math.max(figures.impulse, found.length / figures.woerterJeStelle)) return [figures.zumThema, false];
  return [found.length < figures.kurzeWoerter ? figures.kurz : figures.sonst, false];
}

function namesPaper(found, read, { paper }) {
  return paper.length > 0 && found.some((_, place) => place + paper.length <= found.length
    && paper.every((word, index) => read[place + index].whole.includes(word) && (!index || found[place + index].joint)));
}

function scoresOf(counted, data) {
  const { oft, oftMehr } = data.figures;
  const scores = data.entries.map(() => 0);
  const times = new Map();
  for (const { term } of counted) times.set(term, (times.get(term) ?? 0) + 1);
  const terms = new Set();
  const spans = data.entries.map(() => []);
  for (const hit of sorted(counted, ({ weight, first, last }) => [-weight, first - last, first])) {
    const entry = data.terms[hit.term].impulse;
    if (terms.has(hit.term) || spans[entry].some((other) => hit.first <= other.last && other.first <= hit.last)) continue;
    terms.add(hit.term);
    spans[entry].push(hit);
    scores[entry] += hit.weight + (times.get(hit.term) >= oft ? oftMehr : 0);
  }
  return scores;
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

// Output -----------------------------------------------------------------------------------------

/** Why a passage is linked: Suchbegriff „Fördermittel“ von Impuls 25. */
export function reason(link, data) {
  return `${link.origin} „${link.label}“ von Impuls ${data.entries[link.entry].number}`;
}

/** What stands behind a link: whether it leads to a draft. */
export function remark(link, data) {
  const { mark } = data.entries[link.entry];
  return mark ? ` (${mark})` : "";
}

/** The text with its links, as `markdown`, `html` or `text`; `base` is the site's address. Behind
    each link stands whether it leads to a draft, unless the links are not to be marked. */
export function render(form, text, links, data, base, isMarked = true) {
  const goals = links.map((link) => {
    const { title, address } = data.entries[link.entry];
    return { title, address: base.replace(/\/?$/, "/") + address, remark: isMarked ? remark(link, data) : "" };
  });
  return { markdown, html, text: plain }[form](text, links, goals);
}

function markdown(text, links, goals) {
  return woven(text, links, (part) => part, (passage, place) => {
    const goal = goals[place];
    const address = goal.address.replace(/[ ()<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
    return `[${passage.replace(/[\\`*_[\]<>]/g, "\\$&")}](${address})${goal.remark}`;
  });
}

function html(text, links, goals) {
  const whole = woven(text, links, escaped, (passage, place) =>
    `<a href="${escaped(goals[place].address)}">${escaped(passage)}</a>${escaped(goals[place].remark)}`);
  const paragraphs = whole.replace(/\r\n?/g, "\n").split(/\n[\t ]*(?:\n[\t ]*)+/)
    .map((paragraph) => paragraph.replace(/^[\n\t ]+|[\n\t ]+$/g, "")).filter(Boolean);
  return paragraphs.map((paragraph) => `<p>${paragraph.replaceAll("\n", "<br>\n")}</p>\n`).join("");
}

function plain(text, links, goals) {
  if (!links.length) return text;
  const used = [...text.matchAll(/\[([0-9]{1,6})\]/g)].map((match) => Number(match[1]));
  const start = Math.max(0, ...used) + 1;
  const line = text.includes("\r\n") ? "\r\n" : "\n";
  const notes = goals.map(({ title, remark: said, address }, place) => `[${start + place}] ${title}${said}: ${address}`);
  const body = woven(text, links, (part) => part, (passage, place) => `${passage} [${start + place}]`);
  return [body.replace(/[\n\r\t ]+$/, ""), "", ...notes, ""].join(line);
}

/** The text put together again, its passages and what lies between them each in its own way. */
function woven(text, links, between, passage) {
  let position = 0;
  const parts = [];
  links.forEach(({ start, end }, place) => {
    parts.push(between(text.slice(position, start)), passage(text.slice(start, end), place));
    position = end;
  });
  return [...parts, between(text.slice(position))].join("");
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
