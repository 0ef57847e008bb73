/* Understands a German query and asks Pagefind: no interface, used by the search and by the finder.
   Pagefind keeps the index and scores single tokens; what a query means is worked out here, word by
   word: the word itself, its family, parts of compounds, synonyms, and a guess at typing errors. */

import { STOP_WORDS, fold, root, stem, words } from "./deutsch.js";

// Every language has an index of its own.
const LANGUAGE = globalThis.document?.documentElement.lang ?? "de";
const BASE = new URL(LANGUAGE === "de" ? "../pagefind/" : `../pagefind-${LANGUAGE}/`, import.meta.url);
const PATIENCE = 15000;
// Weight of a hit by field: title, search terms, short text, context (driver, field), body.
const FIELDS = { a: 8, b: 5, c: 2.5, d: 1, e: 0.7, title: 0, short: 0, number: 0 };
// Weight by kind of page, in the order of `kinds` in the vocabulary: an impulse comes first.
const KINDS = [1, 0.75, 0.8, 0.8, 0.8, 0.6, 0.25, 0.3, 0.7, 0.7];
// Who asks what a word means is answered by the glossary.
const MEANING = new RegExp("^\\s*((?:was|wer) (ist|sind|hei(ß|ss)t|bedeute[nt]|meint|versteht man unter)|what (is|are)|definition|bedeutung"
  + "|erkl(ä|ae)r(ung|e?( mir)?)|define)\\s|\\s(definition|bedeutung|erkl(ä|ae)rung|meaning)[\\s?]*$", "i");
const EXPLAINED = 3;
// So is who types a word editors gave to a page.
const CALLED = 1.2;
const PEOPLE_AND_PAGES = new Set(["Gefragt", "Zielgruppe", "Seite"]);
// Who asks what somebody has to do is answered by the page about them, who says who they are by the page for them.
const DUTY = /^\s*(?:was (?:soll|muss|k(?:ö|oe)nn)(?:en)? .* (?:tun|machen|leisten)|(?:aufgaben?|rolle) (?:de[rs]|von))(?=\s|\W*$)/i;
const PERSON = /^\s*(?:ich (?:bin|arbeite|f(?:ü|ue)hre|gr(?:ü|ue)nde)|(?:für|fuer)(?=\s+\S+\s*$))\s/i;
// How far what was found is from what was typed.
const SAME = 1, FAMILY = 0.7, SYNONYM = 0.75, PARTS = 0.6, MINOR_PARTS = 0.2, BEGINNING = 0.65;
const FIRST_PART = 0.4; // where nothing holds both halves of a compound, or the other is unknown
const ERRORS = [1, 0.7, 0.5];
// Letters that are taken for each other.
const ALIKE = ["aeiouy", "bp", "dt", "gckq", "szc", "fvw", "mn"];
const NO_LAST_PART = new Set("art eigen ende enden ender endes net oren tore toren".split(" "));
const PARTICIPLE = /^ge.*t$/;
const LINKS = ["", "s", "n", "en", "e", "es", "er", "ns"];
// Words a question is made of but not about, and words the whole site is about.
const WEAK = new Set(("alte alten anwenden beantragen bekomme bekommen besser bestellen bietet braucht brauchen bringt create einfuhren "
  + "find finde finden funktioniert geht gesucht gute guten help helfen hilfe hilft informationen infos kostet kriege machen macht many "
  + "melden neu neue neuen nutzen senken statistik suche suchen sucht support tun thema themen ubersicht verbessern vermeiden verwenden "
  + "impuls impulse impulsen betrieb betriebe betriebs business cluster companies company firma firmen handwerk handwerker kmu kmus mittelstand nordrhein nrw "
  + "unternehmen unternehmens westfalen").split(" "));
const WEAK_STEMS = new Set([...WEAK].map(stem));
const WEAK_WEIGHT = 0.4;
// Beside a noun, which has a capital, other words say less: lassen, teurer, kleiner.
const NO_NOUN_WEIGHT = 0.7;
// Below this share of the best score a page merely mentions something.
const RELEVANT = 0.06;
// Fields that hold tokens: what is found elsewhere only begins like the token.
const TOKENS = new Set("abcde");
// What only a guess or half of the question leads to must be a good hit: none is better than a wrong one.
const GUESS = 8;
// Below this score a word stands somewhere in passing.
const LEAST = 2.5;

/** Loads index and vocabulary; a failure can be tried again. */
export function load() {
  loading ??= Promise.race([start(), new Promise((_, no) => setTimeout(no, PATIENCE, new Error("timeout")))])
    .catch((error) => {
      loading = undefined;
      throw error;
    });
  return loading;
}
let loading;

/** After a failure while searching: the next load starts anew, since Pagefind keeps what failed. */
export function forget() {
  loading = undefined;
}

async function start() {
  const answer = await fetch(new URL("woerter.json", BASE), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`vocabulary: ${answer.status}`);
  const [data, pagefind] = await Promise.all([answer.json(), import(new URL("pagefind.js", BASE).href)]);
  // The index is small: a worker would cost more bytes than it saves time.
  await pagefind.destroy();
  await pagefind.options({ noWorker: true, ranking: { metaWeights: FIELDS } });
  // A word that every page has, in the order in which the vocabulary has them. Asked for nothing, Pagefind would
  // give every page as well, but load the whole index for it.
  const { results } = await pagefind.search("jedeqs", { sort: { place: "asc" } });
  if (results.length !== data.pages.length) throw new Error("index");
  return LANGUAGE === "de" ? new Search(data, pagefind, results) : new PlainSearch(data, pagefind, results);
}

class Index {
  constructor(data, pagefind, results) {
    this.pagefind = pagefind;
    this.pages = data.pages.map(([address, kind, number, drivers, field], place) =>
      ({ result: results[place], address, kind, number, drivers, field, place }));
    this.byId = new Map(this.pages.map((page) => [page.result.id, page]));
    this.names = { kinds: data.kinds, drivers: data.drivers, signs: data.signs, fields: data.fields, status: data.status };
  }

  /** What results show of a page: `{meta: {title, short, number}, content}`. */
  show(page) {
    return page.result.data();
  }
}

/* Other languages than German: Pagefind's own stems, all words of the query or, where no page has all, any of them. */
class PlainSearch extends Index {
  constructor(data, pagefind, results) {
    super(data, pagefind, results);
    this.words = data.words.split(" ");
  }

  async find(asked) {
    const number = /^[\s#]*(?:\p{L}+[\s.:#]*)?0*(\d{1,4})[\s.]*$/u.exec(asked)?.[1];
    const numbered = this.pages.filter((page) => number && page.number === Number(number));
    if (numbered.length) return { found: numbered.map((page) => ({ page, score: 1 })), marks: () => false };
    const beginning = (word) => word.slice(0, Math.max(3, word.length - 3));
    // For a word that no page has Pagefind would find whatever begins with the same letters.
    const parts = (asked.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
      .filter((part) => this.words.some((known) => known.startsWith(beginning(part))));
    if (!parts.length) return { found: [], marks: () => false };
    const scores = new Map();
    add(scores, await this.ask(parts.join(" ")), 1);
    if (!scores.size) for (const part of parts) add(scores, await this.ask(part), 1 / parts.length);
    const found = [...scores].map(([page, score]) => ({ page, score: score * KINDS[page.kind] }))
      .sort((a, b) => b.score - a.score || a.page.place - b.page.place);
    const marks = (word) => parts.some((part) => word.toLowerCase().startsWith(beginning(part)));
    return { found, marks };
  }

  async ask(query) {
    const { results } = await this.pagefind.search(query);
    return new Map(results.map(({ id, score }) => [this.byId.get(id), score]));
  }
}

class Search extends Index {
  constructor(data, pagefind, results) {
    super(data, pagefind, results);
    this.asked = new Map();
    this.chosen = new Set(data.words.split(" "));
    this.stems = new Set([...this.chosen, ...data.rest.split(" ")]);
    this.roots = new Set(data.roots.split(" "));
    for (const known of this.stems) this.roots.add(root(known));
    this.synonyms = synonyms(data.groups);
    // A typing error may also hide a word that only a synonym leads from.
    this.correct = new Set([...this.chosen, ...[...this.synonyms.keys()].filter((key) => !key.includes(" "))]);
  }

  /** Pages for a query, best first: `[{page, score}]`, and `marks(word)`, which tells hits in a text. */
  async find(asked) {
    const query = asked.replace(MEANING, "");
    const number = /^[\s#]*(?:(?:impulse?|nr|nummer|no)[\s.:#]*)*0*(\d{1,4})[\s.]*$/i.exec(query)?.[1];
    const units = number ? [] : this.units(query);
    const scores = new Map();
    const tokens = new Set();
    if (number) add(scores, await this.ask(`${number}qn`), 1);
    const single = await Promise.all(units.map((unit) => this.scoreUnit(unit, tokens)));
    const total = units.reduce((sum, unit) => sum + unit.weight, 0);
    const matched = new Map();
    single.forEach((unitScores, index) => {
      for (const [page, score] of unitScores) {
        scores.set(page, (scores.get(page) ?? 0) + score * units[index].weight);
        matched.set(page, (matched.get(page) ?? 0) + units[index].weight);
      }
    });
    // A page that answers half of the words is worth less than half.
    for (const [page, weight] of matched) scores.set(page, scores.get(page) * (weight / total));
    const missed = units.reduce((sum, unit, index) => sum + (single[index].size ? 0 : unit.weight), 0);
    const least = Math.max(Math.max(...scores.values()) * RELEVANT, missed >= total / 2 ? GUESS : LEAST);
    // A title typed in full stands first, but does not push the others out of the list.
    const title = units.map((unit) => unit.title).join("");
    const titled = title ? await this.ask(`${title}qy`) : new Map();
    add(scores, titled, 1);
    const called = units.length === 1 ? await this.called(units[0].title) : new Set();
    const meant = query !== asked ? "Begriff" : DUTY.test(asked) ? "Gefragt" : "";
    const isPerson = PERSON.test(asked);
    const weight = ({ address, kind }) => {
      if (this.names.kinds[kind] === meant || (isPerson && address.startsWith("fuer/"))) return EXPLAINED;
      return KINDS[kind];
    };
    // Imprint, rules and the like come last, unless they are called by their name.
    const isLast = (page) => page.kind === this.names.kinds.length - 1 && !titled.has(page);
    const found = [...scores].map(([page, score]) => ({ page, score: score * Math.max(called.has(page) ? CALLED : 0, weight(page)) }))
      .sort((a, b) => isLast(a.page) - isLast(b.page) || b.score - a.score || a.page.place - b.page.place);
    return { found: found.filter(({ score }) => score >= least), marks: marker(tokens) };
  }

  // Asking the index -----------------------------------------------------------------------------

  /** Scores of one token by page. */
  ask(token) {
    if (!this.asked.has(token)) {
      this.asked.set(token, this.pagefind.search(token).then(({ results }) => {
        // Without the token it answers with words that only begin like it.
        const found = results.filter(({ matchedMetaFields }) => matchedMetaFields?.some((field) => TOKENS.has(field)));
        // Pagefind is silent about parts of the index it could not load.
        if (!found.length && token.endsWith("qx") && this.stems.has(token.slice(0, -2))) throw new Error("index");
        return new Map(found.map(({ id, score }) => [this.byId.get(id), score]));
      }));
    }
    return this.asked.get(token);
  }

  /** Pages about people and of our own to which editors gave a word: typed alone, it means them. */
  async called(title) {
    const { results } = await this.pagefind.search(`${title}qx`);
    return new Set(results.filter(({ matchedMetaFields }) => matchedMetaFields?.includes("b"))
      .map(({ id }) => this.byId.get(id))
      .filter((page) => PEOPLE_AND_PAGES.has(this.names.kinds[page.kind])));
  }

  async scoreUnit(unit, used) {
    const scores = new Map();
    const senses = await Promise.all(unit.senses.map(async (sense) => {
      for (const token of sense.tokens) used.add(token);
      const answers = await Promise.all(sense.tokens.map((token) => this.ask(token)));
      const sums = new Map();
      for (const answer of answers) add(sums, answer, sense.weight / answers.length);
      if (answers.length > 1) {
        // Only part of a compound or phrase is a weak sign.
        for (const [page, sum] of sums) if (!answers.every((answer) => answer.has(page))) sums.set(page, sum * 0.5);
      }
      return sums;
    }));
    // The best sense counts; others that agree only break ties.
    for (const sums of senses) {
      for (const [page, score] of sums) {
        const best = scores.get(page) ?? 0;
        scores.set(page, Math.max(best, score) + 0.08 * Math.min(best, score));
      }
    }
    if (unit.isGuess) {
      for (const [page, score] of scores) if (score < GUESS || page.kind === this.names.kinds.length - 1) scores.delete(page);
    }
    return scores;
  }

  // Understanding the query ----------------------------------------------------------------------

  /** The query as units: single words, words that belong together, phrases with a meaning. */
  units(query) {
    const all = words(query);
    const content = all.filter(isContent);
    const list = content.length ? content : all;
    const nouns = new Set(words((query.match(/\p{Lu}\S*/gu) ?? []).join(" ")));
    const ordinary = (word) => (nouns.size && !nouns.has(word) ? NO_NOUN_WEIGHT : 1);
    const units = [];
    for (let at = 0; at < list.length; at += 1) {
      const unit = this.phrase(list, at);
      if (unit) {
        units.push(unit);
        at += unit.length - 1;
      } else {
        const weight = WEAK.has(list[at]) && list.length > 1 ? WEAK_WEIGHT : ordinary(list[at]);
        units.push({ ...this.senses(list[at], at === list.length - 1), weight, length: 1 });
      }
    }
    return units;
  }

  /** Several words that are known as one, two of them in either order: Geld vom Land, finde ich ein Labor. */
  phrase(list, at) {
    for (let length = Math.min(4, list.length - at); length > 1; length -= 1) {
      const part = list.slice(at, at + length);
      const stems = part.map(stem);
      const orders = [part, stems, [...stems].reverse()];
      const whole = orders.map((one) => one.join("")).find((word) => this.chosen.has(stem(word)) || this.synonyms.has(stem(word)));
      const meanings = orders.map((one) => this.synonyms.get(one.join(" "))).find(Boolean);
      if (whole || meanings) {
        const senses = [...(whole ? this.known(whole) : []), ...this.meant(meanings ?? [], 0.95),
          { weight: SAME, tokens: stems.map((its) => `${its}qx`) }];
        return { senses, weight: length, length, title: stems.join("") };
      }
    }
    return undefined;
  }

  /** Everything a single word may stand for, and how a title would spell it. */
  senses(word, isLast) {
    const title = stem(word);
    // KMUs, Apps, grants: after some letters an s may be part of the word, so that no stem leaves it out.
    const known = [word, word.replace(/s$/, "")].map((form) => this.known(form)).find(({ length }) => length);
    if (known) return { senses: known, title };
    const beginnings = isLast && word.length > 3 ? this.beginnings(word) : [];
    if (beginnings.length) return { senses: beginnings, title };
    const parts = this.parts(word);
    // A visit to a firm is a visit: Firmenbesichtigung.
    if (WEAK_STEMS.has(stem(parts[0] ?? ""))) return { senses: scaled(this.known(parts[1]), FAMILY), title };
    // What looks like a compound may be another one with a wrong letter: Energikosten.
    const corrected = this.corrected(word, parts.length ? 1 : 2);
    if (corrected) return corrected;
    const first = parts[0] ?? this.beginning(word);
    const senses = [
      ...(parts.length ? [{ weight: PARTS, tokens: parts.map((part) => `${root(part)}qz`) }] : []),
      ...(first ? [{ weight: FIRST_PART, tokens: [`${root(first)}qz`] }] : []),
      ...(first ? this.meant(this.synonyms.get(stem(first)) ?? [], FIRST_PART * SYNONYM) : []),
    ];
    return { senses, title, isGuess: true };
  }

  /** Senses of a word the site or a synonym group has. */
  known(word) {
    const [its, family] = [stem(word), root(word)];
    const senses = [];
    if (this.stems.has(its)) senses.push({ weight: SAME, tokens: [`${its}qx`] });
    const meanings = this.synonyms.get(its);
    if (meanings) senses.push(...this.meant(meanings, SYNONYM));
    if (this.roots.has(family) && (senses.length || isOf(family, word))) senses.push({ weight: FAMILY, tokens: [`${family}qz`] });
    if (senses.length) {
      const parts = this.parts(word);
      // A compound that only running text has is no topic of its own: its parts say more.
      const weight = this.chosen.has(its) || meanings ? MINOR_PARTS : FIRST_PART;
      if (parts.length) senses.push({ weight, tokens: parts.map((part) => `${root(part)}qz`) });
    }
    return senses;
  }

  meant(meanings, weight) {
    return meanings.flatMap((meaning) => {
      const parts = meaning.split(" ");
      return [
        { weight, tokens: parts.map((part) => `${stem(part)}qx`) },
        { weight: weight * FAMILY, tokens: parts.map((part) => `${root(part)}qz`) },
      ];
    });
  }

  /** The two words a compound is made of, both known, or nothing; see search/compounds.py. */
  parts(word) {
    if (word.length < 7) return [];
    for (let cut = word.length - 3; cut > 2; cut -= 1) {
      const right = word.slice(cut);
      if (!this.isPart(right)) continue;
      const left = word.slice(0, cut);
      if (this.isFirstPart(left)) return [left, right];
    }
    return [];
  }

  isPart(text) {
    if (STOP_WORDS.has(text) || NO_LAST_PART.has(text) || text.length < 3) return false;
    // Short words only where somebody chose them, or half of all words would fall to pieces.
    return text.length > 4 ? this.stems.has(stem(text)) || this.synonyms.has(stem(text)) : this.chosen.has(stem(text));
  }

  /** Words of which a good part has been typed so far. */
  beginnings(word) {
    const list = [...this.correct].filter((known) => known.startsWith(word) && known.length <= 3 * word.length)
      .sort((a, b) => a.length - b.length);
    return list.slice(0, 6).flatMap((known) => [
      { weight: BEGINNING, tokens: [`${known}qx`] },
      ...this.meant(this.synonyms.get(known) ?? [], BEGINNING * SYNONYM),
    ]);
  }

  /** Words somebody chose that differ by one or two letters, not by the first. */
  corrected(word, limit) {
    const its = stem(word);
    const most = Math.min(limit, its.length < 5 ? 0 : its.length < 9 ? 1 : 2);
    let best = most + 1;
    let close = [];
    for (const known of this.correct) {
      if (known[0] !== its[0]) continue;
      const errors = distance(its, known, Math.min(best, most));
      if (errors < best) [best, close] = [errors, [known]];
      else if (errors === best && best <= most) close.push(known);
    }
    const senses = close.slice(0, 4).flatMap((known) => scaled(this.known(known), ERRORS[best]));
    return close.length ? { senses, title: close[0], isGuess: true } : undefined;
  }

  /** The longest noun somebody chose that an unknown word begins with: Wasserstoff|auto, not Gebraucht|wagen. */
  beginning(word) {
    for (let cut = word.length - 3; cut > 7; cut -= 1) {
      const first = word.slice(0, cut);
      if (!PARTICIPLE.test(first) && this.correct.has(stem(first)) && this.isFirstPart(first)) return first;
    }
    return undefined;
  }

  isFirstPart(text) {
    return LINKS.some((link) => {
      const plain = text.slice(0, text.length - link.length);
      return text.endsWith(link) && plain.length > 2 && (this.isPart(plain) || (isOf(root(plain), plain) && this.roots.has(root(plain))));
    });
  }
}

/** Is a root enough of a word to tell what it is about? Gewitter and Gewinn share too little. */
function isOf(family, word) {
  return family.length > 4 && family.length > word.length / 2;
}

function isContent(word) {
  return !STOP_WORDS.has(word) && (word.length > 1 || /\d/.test(word));
}

function scaled(senses, factor) {
  return senses.map(({ weight, tokens }) => ({ weight: weight * factor, tokens }));
}

function add(scores, more, factor) {
  for (const [page, score] of more) scores.set(page, (scores.get(page) ?? 0) + score * factor);
}

/** Meanings by word or phrase (as stems): of a group without direction every other word. */
function synonyms(groups) {
  const found = new Map();
  for (const [list, means] of groups) {
    for (const phrase of list) {
      const key = phrase.split(" ").map(stem).join(" ");
      const meanings = means.length ? means : list.filter((other) => other !== phrase);
      found.set(key, [...new Set([...(found.get(key) ?? []), ...meanings])]);
    }
  }
  return found;
}

/** Letters added, missing, wrong or swapped between two words; more than `most` is `most + 1`. */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  // In a short word another letter makes another word, unless both sound alike: Angabe, Abgabe.
  const wrong = Math.min(a.length, b.length) < 8 ? 2 : 1;
  let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : ALIKE.some((set) => set.includes(a[i - 1]) && set.includes(b[j - 1])) ? 1 : wrong;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}

/** A test for words of a text: does this one belong to what was found? */
function marker(tokens) {
  const stems = new Set();
  const roots = new Set();
  for (const token of tokens) (token.endsWith("qx") ? stems : roots).add(token.slice(0, -2));
  const long = [...roots].filter((part) => part.length > 3);
  return (word) => {
    const plain = fold(word);
    return stems.has(stem(plain)) || roots.has(root(plain))
      || (plain.length > 7 && long.some((part) => plain.startsWith(part) || stem(plain).endsWith(part) || root(plain).endsWith(part)));
  };
}
