/* The form of the workshop. What is written stays in this page; the check runs in a worker of its own
   (werkstatt-pruefer.js), and is loaded when somebody begins to write. */

import { cut, cutEntry, entries, evidence, join, list, text as line, words } from "./werkstatt-datei.js";

const PAUSE = 700; // after the last key, before checking
const LONGEST_MAIL = 1800; // characters of a mailto: address that every mail program takes
const LONGEST_ADDRESS = 7000; // characters that servers take

const program = document.getElementById("werkstatt-programm");
const page = JSON.parse(document.getElementById("werkstatt-daten").textContent);
const form = document.querySelector(".werkstatt");
const id = (name) => document.getElementById(`werkstatt-${name}`);
const isNew = page.istNeu;
const memory = `werkstatt:${location.pathname}`;
const start = new URL("../", import.meta.url); // of the site
const rules = new URL("redaktion/pruefregeln/", start);

let worker = null;
let isReady = false;
let asked = 0; // number of the last question
let answered = 0; // and of the last answer
let waiting = false; // there is something newer to ask
let typing;
let file = null; // the file as it is now
let source = page.quelle; // its path; something new is named after its title
let isTaken = true; // nothing is lost if the page is left
let spoken = "";

// --- the parts of the form --------------------------------------------------------------------

const sections = [...form.querySelectorAll("[data-abschnitt]")];
const pieces = page.einzug
  ? cutEntry(page.text, page.einzug, page.vorher)
  : cut(page.text, sections.map((own) => own.dataset.abschnitt).filter(Boolean));

class Part {
  constructor(box) {
    this.box = box;
    this.name = box.dataset.feld;
    this.kind = box.dataset.form ?? "abschnitt";
    this.key = this.kind === "abschnitt" ? `abschnitt:${box.dataset.abschnitt}` : `feld:${this.name}`;
    this.title = box.querySelector("legend, label").textContent.trim();
    this.messages = box.querySelector(".feld__meldungen");
    this.control = this.kind === "gruppe" ? null : box.querySelector("[data-eingabe], textarea");
    this.back = box.querySelector(".feld__zurueck");
    this.order = [];
    this.isRequired = "noetig" in box.dataset;
    this.names = []; // of a group: which control stands in which of its lines
    if (this.kind === "gruppe" && this.isRequired) this.addEntry();
    if (this.kind === "abschnitt") {
      const own = pieces.sections.find(({ title }) => title === box.dataset.abschnitt);
      this.control.value = own && !isNew ? words(own) : "";
    }
    if (this.kind === "mehrere") {
      const chosen = this.boxes.filter(({ checked }) => checked);
      chosen.sort((a, b) => a.dataset.platz - b.dataset.platz);
      this.order = chosen.map(({ value }) => value);
    }
    this.published = JSON.stringify(this.value);
  }

  get boxes() {
    return [...this.box.querySelectorAll("input[type=checkbox], input[type=radio]")];
  }

  get selects() {
    return [...this.box.querySelectorAll(".feld__belege select")];
  }

  /** Of a group: its entries, each with controls by name. */
  get rows() {
    return [...this.box.querySelectorAll(".feld__eintrag")].map((row) =>
      new Map([...row.querySelectorAll("[data-eingabe]")].map((own) => [own.dataset.eingabe, own])));
  }

  get isChanged() {
    return JSON.stringify(this.value) !== this.published;
  }

  get value() {
    if (this.control) return this.control.value;
    if (this.kind === "gruppe") {
      return this.rows.map((row) => Object.fromEntries([...row].map(([name, { value }]) => [name, value])));
    }
    if (this.kind === "eine") return this.boxes.find(({ checked }) => checked)?.value ?? "";
    if (this.kind === "mehrere") {
      const chosen = this.boxes.filter(({ checked }) => checked).map(({ value }) => value);
      this.order = [...this.order.filter((value) => chosen.includes(value)), ...chosen.filter((value) => !this.order.includes(value))];
      return this.order;
    }
    const kind = this.boxes.find(({ checked }) => checked)?.value ?? "";
    return [kind, ...(kind === "quellen" ? this.selects.map(({ value }) => value).filter(Boolean) : [])];
  }

  set value(value) {
    if (this.control) this.control.value = value;
    else if (this.kind === "gruppe") {
      while (this.rows.length > value.length) this.box.querySelector(".feld__eintrag:last-child").remove();
      while (this.rows.length < value.length) this.addEntry();
      this.rows.forEach((row, at) => { for (const [name, own] of row) own.value = value[at][name] ?? ""; });
    } else if (this.kind === "belege") {
      for (const box of this.boxes) box.checked = box.value === value[0];
      while (this.selects.length < Math.max(1, value.length - 1)) this.add();
      this.selects.forEach((select, at) => { select.value = value[at + 1] ?? ""; });
    } else {
      this.order = [value].flat();
      for (const box of this.boxes) box.checked = this.order.includes(box.value);
    }
  }

  /** The lines of the head that say this. */
  get lines() {
    const { value } = this;
    const isEmpty = this.kind === "mehrere" ? !value.length : this.control && !value.trim();
    if (isEmpty) return this.isRequired ? [`${this.name}:`] : [];
    if (this.kind === "mehrere") return list(this.name, value);
    if (this.kind === "nummern" && /\d/.test(value)) return list(this.name, value.match(/\d+/g).map((own) => String(Number(own)))).map(unquoted);
    if (this.kind === "woerter") return list(this.name, value.split("\n").map((word) => word.trim()).filter(Boolean));
    if (this.kind === "gruppe") {
      const rows = entries(this.name, value);
      if (!rows.length && this.isRequired) rows.push(`${this.name}:`);
      const said = this.rows.map((row) => [...row.values()].filter((own) => own.value.trim()));
      this.names = [null, ...said.flat()];
      return rows;
    }
    if (this.kind !== "belege") return line(this.name, value);
    if (value[0] === "eigen") return line(this.name, this.box.dataset.nichts);
    return evidence(this.name, value.slice(1));
  }

  /** One more piece of evidence. */
  add() {
    const rows = this.box.querySelector(".feld__belege");
    const row = rows.lastElementChild.cloneNode(true);
    row.querySelector("select").value = "";
    row.querySelector("span").textContent = `${wort("Beleg")} ${rows.children.length + 1}`;
    rows.append(row);
    return row.querySelector("select");
  }

  /** One more entry of a group; gives its first control. */
  addEntry() {
    const row = this.box.querySelector("template").content.firstElementChild.cloneNode(true);
    this.box.querySelector(".feld__eintraege").append(row);
    // Every entry has ids of its own; a number is never used again on this page.
    this.last = (this.last ?? 0) + 1;
    for (const own of row.querySelectorAll("[id], [for]")) {
      for (const name of ["id", "for", "aria-describedby"]) {
        const value = own.getAttribute(name);
        if (value) own.setAttribute(name, value.replaceAll(`${this.name}-0-`, `${this.name}-${this.last}-`));
      }
    }
    this.number();
    return row.querySelector("[data-eingabe]");
  }

  number() {
    this.box.querySelectorAll("[data-nummer]").forEach((own, at) => { own.textContent = at + 1; });
  }

  /** What goes along with what is written: counters, what comes first, what may be taken back. */
  refresh() {
    const counter = this.box.querySelector(".feld__zaehler");
    if (counter && this.control) {
      const length = [...this.control.value.trim()].length;
      const most = Number(counter.dataset.hoechstens);
      counter.textContent = wort("{zahl} von höchstens {hoechstens} Zeichen", { zahl: length, hoechstens: most });
      counter.classList.toggle("feld__zaehler--zu-viel", length > most);
    }
    const first = this.box.querySelector(".feld__zuerst");
    if (first) {
      const chosen = this.value;
      first.hidden = chosen.length < 2;
      const title = (value) => this.boxes.find((box) => box.value === value).dataset.titel;
      first.querySelector("select").replaceChildren(...chosen.map((value) => new Option(title(value), value)));
    }
    if (this.kind === "belege") {
      const isOpen = this.value[0] === "quellen";
      this.box.querySelector(".feld__belege").hidden = !isOpen;
      this.box.querySelector("[data-weiterer-beleg]").hidden = !isOpen;
    }
    if (this.back) this.back.hidden = !this.isChanged;
  }

  focus() {
    this.box.closest("details")?.setAttribute("open", "");
    (this.control ?? this.box.querySelector("input, select, button")).focus();
  }
}

const parts = [...form.querySelectorAll("[data-feld], [data-abschnitt]")].map((box) => new Part(box));
const partOfField = (name) => parts.find((own) => own.name === name);
const partOf = (element) => parts.find(({ box }) => box.contains(element));

function unquoted(written) {
  return written.replaceAll('"', "");
}

/** What the name of a new file begins with. */
function beginning() {
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((own) => String(own).padStart(2, "0"));
  return page.neu.replace("{tag}", day.join("-"));
}

// --- the file ---------------------------------------------------------------------------------

function compose() {
  const fields = new Map();
  const texts = new Map();
  for (const part of parts.filter((own) => isNew || own.isChanged)) {
    if (part.kind === "abschnitt") texts.set(part.box.dataset.abschnitt, part.value);
    else fields.set(part.name, part.lines);
  }
  // The check says it better.
  if (!page.quelle && !isReady) source = `${beginning()}${slug(partOfField("titel").value.slice(0, 60)) || "neu"}.md`;
  file = join(pieces, fields, texts, parts.map(({ name }) => name).filter(Boolean));
}

function changed() {
  return parts.filter(({ isChanged }) => isChanged);
}

function update() {
  compose();
  for (const part of parts) part.refresh();
  const count = changed().length;
  id("verwerfen").hidden = !count;
  if (id("behalten").checked) keep();
  offer();
  clearTimeout(typing);
  typing = setTimeout(ask, PAUSE);
}

form.addEventListener("input", ({ target }) => {
  const part = partOf(target);
  if (target.closest(".feld__zuerst")) {
    part.order = [target.value, ...part.order.filter((value) => value !== target.value)];
  } else if (!part && target !== id("grund")) return;
  if (part?.name === "id") part.isOwn = true;
  if (part?.name === "name" && !partOfField("id")?.isOwn) partOfField("id").value = slug(part.value);
  if (part) isTaken = !changed().length;
  update();
});

form.addEventListener("click", ({ target }) => {
  const part = partOf(target);
  if (target.closest("[data-zuruecknehmen]")) {
    part.value = JSON.parse(part.published);
    part.focus();
  } else if (target.closest("[data-weiterer-beleg]")) part.add().focus();
  else if (target.closest("[data-weiterer]")) part.addEntry().focus();
  else if (target.closest("[data-entfernen]")) {
    target.closest(".feld__eintrag").remove();
    part.number();
    part.box.querySelector("[data-weiterer]").focus();
    isTaken = false;
  } else return;
  update();
});

form.addEventListener("submit", (event) => event.preventDefault());

function slug(title) {
  const plain = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
  return title.toLowerCase().replace(/[äöüß]/g, (sign) => plain[sign]).normalize("NFD").replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

// --- the check --------------------------------------------------------------------------------

const unchecked = wort("Sie können schreiben und die Datei mitnehmen. Geprüft wird hier nichts; das holt die Redaktion nach.");

function begin() {
  if (worker || !program.dataset.pruefung) return;
  if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
    tell(`${wort("Ihr Browser kann das Prüfprogramm nicht ausführen.")} ${unchecked}`);
    verdict(null);
    return;
  }
  try {
    worker = new Worker(new URL("./werkstatt-pruefer.js", import.meta.url), { type: "module" });
  } catch {
    failed();
    return;
  }
  worker.addEventListener("message", ({ data }) => {
    if (data.fehler) failed();
    else if (data.stufe) stage(data.stufe);
    else if (data.nummer) show(data);
  });
  worker.addEventListener("error", failed);
  worker.postMessage({ laden: true });
  stage(0);
}

function failed() {
  worker?.terminate();
  worker = null;
  isReady = false;
  answered = asked;
  form.querySelector(".werkstatt__fortschritt").hidden = true;
  tell(`${wort("Das Prüfprogramm ließ sich nicht ausführen.")} ${unchecked} ${wort("Ein Klick in ein Feld versucht es noch einmal.")}`);
  verdict(null);
}

function stage(number) {
  const bar = form.querySelector(".werkstatt__fortschritt");
  bar.hidden = number === 4;
  bar.value = number;
  isReady = number === 4;
  if (isReady) ask();
  else tell(wort("Das Prüfprogramm wird geladen. Schreiben können Sie schon."));
}

function ask() {
  if (!isReady) return;
  if (asked > answered) {
    waiting = true;
    return;
  }
  waiting = false;
  asked += 1;
  tell(wort("Wird geprüft …"), true);
  worker.postMessage({ nummer: asked, quelle: page.quelle, neu: beginning(), text: file.text, eintrag: page.einzug && partOfField("id").value });
}

function tell(sentence, isSilent = false) {
  id("stand").textContent = sentence;
  if (isSilent || sentence === spoken) return;
  spoken = sentence;
  id("ansage").textContent = sentence;
}

// --- what came of it --------------------------------------------------------------------------

function show(answer) {
  answered = answer.nummer;
  if (waiting) {
    ask();
    return;
  }
  source = answer.quelle;
  const found = answer.meldungen.map((message) => ({ ...message, ...placed(message) }));
  // Nobody has made a mistake where nobody has written yet.
  for (const message of found) message.isOpen = isNew && message.part && !message.part.isChanged;
  for (const part of parts) {
    const own = found.filter((message) => message.part === part && !message.isOpen);
    part.messages.replaceChildren(...own.map(shown));
    part.messages.hidden = !own.length;
    const isWrong = own.some(({ schwere }) => schwere === "fehler");
    const wrongs = own.filter(({ schwere }) => schwere === "fehler").map(({ control }) => control);
    for (const control of part.box.querySelectorAll("input, select, textarea")) {
      const isMeant = part.kind === "gruppe" ? wrongs.includes(control) : isWrong;
      if (isMeant) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
      if (part.kind === "gruppe") {
        // Fields that stand alone have it from the start; here only those that are meant.
        const said = control.getAttribute("aria-describedby").split(" ").filter((own) => own !== part.messages.id);
        control.setAttribute("aria-describedby", [...said, isMeant ? part.messages.id : ""].join(" ").trim());
      }
    }
  }
  const sheet = form.querySelector(".werkstatt__blatt");
  sheet.innerHTML = answer.vorschau;
  for (const link of sheet.querySelectorAll("a:not([href^='#'])")) {
    link.href = new URL(link.getAttribute("href"), start);
    link.target = "_blank";
  }
  sheet.hidden = !answer.vorschau;
  form.querySelector(".werkstatt__leer").hidden = Boolean(answer.vorschau);
  form.querySelector(".werkstatt__leer").textContent = wort("Eine Vorschau gibt es, sobald sich lesen lässt, was Sie schreiben.");
  differences(answer.unterschiede);
  verdict(found);
  offer();
}

/** The part of the form that a message speaks of, and the place in it. */
function placed({ datei, zeile }) {
  if (datei !== source || !zeile) return { part: null };
  for (const [key, { first, last }] of file.places) {
    const part = parts.find((own) => own.key === key);
    const isIn = zeile <= last && zeile >= (key.startsWith("feld:") ? first : first - 2);
    const row = Math.max(0, zeile - first);
    if (part && isIn) return { part, row, control: part.kind === "gruppe" ? part.names[row] : part.control };
  }
  return { part: null };
}

function shown(message) {
  const kind = message.schwere === "fehler" ? wort("Fehler") : wort("Hinweis");
  const more = element("a", { href: `${rules}#${message.regel}`, target: "_blank" }, wort("Mehr zur Regel"));
  more.append(element("span", { className: "nur-vorlesen" }, ` ${message.regel} (${wort("neuer Tab")})`));
  const item = element("li", { className: `feld__meldung feld__meldung--${message.schwere}` });
  item.append(element("strong", {}, `${kind}: `), sentence(message), " ", more);
  const { part, control } = message;
  const span = control ? wrong(message) : null;
  if (span) {
    const shown_ = part.kind === "abschnitt" ? wort("Zeile {zahl} zeigen", { zahl: message.row + 1 }) : wort("Stelle zeigen");
    item.append(button(shown_, () => mark(control, ...span)));
    if (message.ersatz) {
      item.append(button(wort("„{wort}“ einsetzen", { wort: message.ersatz }), () => {
        control.setRangeText(message.ersatz, ...span, "select");
        control.focus();
        isTaken = false;
        update();
      }));
    }
  } else if (control && part.kind === "gruppe") item.append(button(wort("Stelle zeigen"), () => mark(control)));
  return item;
}

/** The message as the check says it, in German on every page. */
function sentence({ meldung, erlaubt, abhilfe }) {
  const allowed = erlaubt ? ` Erlaubt: ${erlaubt.replace(/\.$/, "")}.` : "";
  return element("span", { lang: "de" }, `${meldung}${allowed} ${abhilfe}`);
}

/** Where in the field's text stands what a message is about. */
function wrong({ part, control, row, text, spalte, breite }) {
  if (!control.setSelectionRange || control.type === "date") return null;
  const signs = [...text];
  const before = signs.slice(0, spalte - 1).join("").length;
  const meant = signs.slice(spalte - 1, spalte - 1 + breite).join("");
  if (part.kind !== "abschnitt") {
    const at = control.value.indexOf(meant);
    return at < 0 || !meant ? null : [at, at + meant.length];
  }
  const rows = control.value.split("\n");
  const skipped = rows.findIndex((own) => own.trim());
  if (rows[row + Math.max(0, skipped)] !== text) return null;
  const start = rows.slice(0, row + Math.max(0, skipped)).join("\n").length + (row + skipped > 0 ? 1 : 0) + before;
  return [start, start + meant.length];
}

function mark(control, start, end) {
  control.closest("details")?.setAttribute("open", "");
  control.focus();
  if (end) control.setSelectionRange(start, end);
}

function verdict(found) {
  const place = form.querySelector(".werkstatt__urteil");
  const open = form.querySelector(".werkstatt__offen");
  const missing = new Set(found?.filter(({ isOpen }) => isOpen).map(({ part }) => part));
  const others = found?.filter(({ isOpen }) => !isOpen) ?? [];
  const wrongs = others.filter(({ schwere }) => schwere === "fehler");
  const hints = others.length - wrongs.length;
  const counted = [
    missing.size === 1 ? wort("1 Angabe ist noch offen") : missing.size ? wort("{zahl} Angaben sind noch offen", { zahl: missing.size }) : "",
    wrongs.length === 1 ? wort("1 Fehler") : wrongs.length ? wort("{zahl} Fehler", { zahl: wrongs.length }) : "",
    hints === 1 ? wort("1 Hinweis zum Stil") : hints ? wort("{zahl} Hinweise zum Stil", { zahl: hints }) : "",
  ].filter(Boolean).join(wort(" und "));
  form.querySelector(".werkstatt__vorschau").hidden = !found; // the check makes it as well
  if (!found) place.textContent = unchecked;
  else if (wrongs.length || missing.size) place.textContent = `${counted}. ${wort("So kann der Text noch nicht veröffentlicht werden; schicken können Sie ihn trotzdem.")}`;
  else place.textContent = `${[wort("Geprüft, kein Fehler"), counted].filter(Boolean).join(", ")}. ${wort("Diese Datei besteht die Prüfung der Redaktion.")}`;
  if (found) tell(counted ? `${counted}.` : wort("Geprüft: kein Fehler."));
  open.hidden = !found?.length;
  open.replaceChildren(...others.map((message) => {
    const row = element("li", {});
    if (message.part) row.append(button(message.part.title, () => message.part.focus()), " ");
    else if (message.datei !== source) row.append(element("strong", {}, `${message.datei}: `));
    row.append(sentence(message));
    return row;
  }));
  if (missing.size) {
    const row = element("li", {}, wort("Noch offen:"), " ");
    for (const part of missing) row.append(button(part.title, () => part.focus()));
    open.append(row);
  }
}

function differences(found) {
  const box = form.querySelector(".werkstatt__aenderungen");
  // A text with headings of its own is told of heading by heading.
  const told = (part) => found.filter(({ titel }) => part.box.dataset.abschnitt === "" ? !parts.some((own) => own.box.dataset.titel === titel) : titel === part.box.dataset.titel);
  const others = changed().filter((part) => !isNew && !told(part).length);
  const rows = found.map(({ titel, html }) => {
    const change = element("dd", {});
    change.innerHTML = html;
    return [element("dt", {}, parts.find((own) => own.box.dataset.titel === titel)?.title ?? titel), change];
  });
  rows.push(...others.map(({ title, kind, control, published }) => {
    const change = element("dd", {}, wort("geändert"));
    if (control && kind !== "auswahl") change.replaceChildren(...compared(JSON.parse(published), control.value));
    return [element("dt", {}, title), change];
  }));
  box.querySelector("dl").replaceChildren(...rows.flat());
  box.hidden = !rows.length;
}

/** What differs between two texts in their marks, as written, with a few words around it. */
function compared(before, after) {
  const [old, now] = [before, after].map((own) => own.split(/\s+/));
  const most = Math.min(old.length, now.length);
  let first = 0;
  while (first < most && old[first] === now[first]) first += 1;
  let last = 0;
  while (last < most - first && old.at(-1 - last) === now.at(-1 - last)) last += 1;
  const around = (own) => own.filter(Boolean).join(" ");
  return [
    around([first > 3 ? "…" : "", ...now.slice(Math.max(0, first - 3), first)]), " ",
    element("del", {}, around(old.slice(first, old.length - last))), " ",
    element("ins", {}, around(now.slice(first, now.length - last))), " ",
    around([...now.slice(now.length - last).slice(0, 3), last > 3 ? "…" : ""]),
  ];
}

// --- sending ----------------------------------------------------------------------------------

function fileName() {
  const own = source.replace("impulses/", "");
  // A translation may be called like its original.
  return /^[a-z]{2}\//.test(own) ? own.replaceAll("/", "-") : own.replace(/.*\//, "");
}

/** Links that carry what is written now, as far as they can. */
function offer() {
  id("name").textContent = fileName();
  const reason = id("grund").value.trim();
  const mail = id("mail");
  if (mail) {
    const about = { mail: mail.dataset.an, datei: fileName() };
    const subject = `${wort("Vorschlag")}: ${page.titel}`;
    const whole = address(mail.dataset.an, subject, [reason, wort("Datei: {datei}", about), file.text]);
    const fits = whole.length <= LONGEST_MAIL;
    mail.href = fits ? whole : address(mail.dataset.an, subject, [reason, wort("Die Datei {datei} hängt an.", about)]);
    id("mail-hinweis").textContent = fits
      ? wort("Die E-Mail geht an {mail} und enthält Ihren Text schon.", about)
      : wort("Die E-Mail geht an {mail}. Ihr Text ist für einen Link zu lang: Hängen Sie die heruntergeladene Datei bitte selbst an.", about);
  }
  const pattern = program.dataset.vorschlagen;
  if (page.neu && pattern) {
    const at = (content) => pattern.replace("{datei}", encodeURIComponent(source.replace("impulses/", ""))).replace("{inhalt}", encodeURIComponent(content));
    const isLong = at(file.text).length > LONGEST_ADDRESS;
    const box = id("plattform");
    box.hidden = false;
    box.querySelector("a").href = at(isLong ? "" : file.text);
    box.querySelector("span").hidden = !isLong;
  }
}

function address(to, subject, parts_) {
  const body = parts_.filter(Boolean).join("\n\n").replaceAll("\n", "\r\n");
  return `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}

id("laden").addEventListener("click", () => {
  const link = element("a", { href: URL.createObjectURL(new Blob([file.text], { type: "text/plain" })), download: fileName() });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  isTaken = true;
  done(wort("„{datei}“ liegt bei Ihren Downloads.", { datei: fileName() }));
});

id("kopieren").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(file.text);
  } catch {
    // Browsers keep the clipboard to secure addresses, hence the second way.
    const area = element("textarea", { value: file.text, className: "nur-vorlesen" });
    form.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    id("kopieren").focus();
  }
  isTaken = true;
  done(wort("Der Text der Datei ist kopiert."));
});

function done(words_) {
  id("getan").textContent = "";
  // A status that does not change is not read out again.
  setTimeout(() => { id("getan").textContent = words_; }, 50);
}

// --- keeping and leaving ----------------------------------------------------------------------

function keep() {
  const values = Object.fromEntries(parts.map((part) => [part.key, part.value]));
  localStorage.setItem(memory, JSON.stringify({ stand: page.text, werte: values, grund: id("grund").value }));
}

function recall() {
  const kept = JSON.parse(localStorage.getItem(memory) ?? "null");
  if (!kept) return;
  for (const part of parts) if (part.key in kept.werte) part.value = kept.werte[part.key];
  id("grund").value = kept.grund;
  id("behalten").checked = true;
  if (kept.stand !== page.text) tell(wort("Der veröffentlichte Text hat sich geändert, seit Sie zuletzt hier geschrieben haben. Sehen Sie unten nach, was sich ändert."));
}

function settle() {
  id("vergessen").hidden = !id("behalten").checked;
}

id("behalten").addEventListener("change", ({ target }) => {
  if (target.checked) keep();
  else localStorage.removeItem(memory);
  settle();
});
id("vergessen").addEventListener("click", () => {
  localStorage.removeItem(memory);
  id("behalten").checked = false;
  settle();
  id("behalten").focus();
  done(wort("Auf diesem Gerät ist nichts mehr gespeichert."));
});
id("verwerfen").addEventListener("click", () => {
  if (!confirm(wort("Alle Änderungen auf dieser Seite zurücknehmen?"))) return;
  for (const part of parts) part.value = JSON.parse(part.published);
  isTaken = true;
  update();
  parts[0].focus();
});
addEventListener("beforeunload", (event) => {
  if (!isTaken && !id("behalten").checked) event.preventDefault();
});

function button(words_, act) {
  const made = element("button", { type: "button", className: "feld__knopf" }, words_);
  made.addEventListener("click", act);
  return made;
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

form.addEventListener("focusin", begin);
tell(program.dataset.pruefung
  ? wort("Sobald Sie in ein Feld klicken, lädt Ihr Browser das Prüfprogramm von dieser Website: einmal, höchstens 8 MB.")
  : `${wort("Zu dieser Ausgabe der Website gehört kein Prüfprogramm.")} ${unchecked}`);
recall();
settle();
update();
if (!program.dataset.pruefung) verdict(null);
