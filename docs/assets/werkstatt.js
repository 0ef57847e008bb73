/* The form of the workshop. What is written stays in this page; the check runs in a worker of its own
   (werkstatt-pruefer.js), and is loaded when somebody begins to write. */

import { cut, evidence, join, list, text as line, words } from "./werkstatt-datei.js";

const PAUSE = 700; // after the last key, before checking
const LONGEST_MAIL = 1800; // characters of a mailto: address that every mail program takes
const LONGEST_ADDRESS = 7000; // characters that servers take

const program = document.getElementById("werkstatt-programm");
const page = JSON.parse(document.getElementById("werkstatt-daten").textContent);
const form = document.querySelector(".werkstatt");
const id = (name) => document.getElementById(`werkstatt-${name}`);
const isNew = !page.quelle;
const memory = `werkstatt:${page.quelle || "neu"}`;
const rules = new URL("../redaktion/pruefregeln/", import.meta.url);

let worker = null;
let isReady = false;
let asked = 0; // number of the last question
let answered = 0; // and of the last answer
let waiting = false; // there is something newer to ask
let typing;
let file = null; // the file as it is now
let source = page.datei; // its path
let isTaken = true; // nothing is lost if the page is left
let spoken = "";

// --- the parts of the form --------------------------------------------------------------------

const sections = [...form.querySelectorAll("[data-abschnitt]")];
const pieces = cut(page.text, sections.map((own) => own.dataset.abschnitt).filter(Boolean));

class Part {
  constructor(box) {
    this.box = box;
    this.name = box.dataset.feld;
    this.kind = box.dataset.form ?? "abschnitt";
    this.key = this.kind === "abschnitt" ? `abschnitt:${box.dataset.abschnitt}` : `feld:${this.name}`;
    this.title = box.querySelector("legend, label").textContent.trim();
    this.messages = box.querySelector(".feld__meldungen");
    this.control = box.querySelector("textarea, input[type=text]");
    this.back = box.querySelector(".feld__zurueck");
    this.order = [];
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

  get isChanged() {
    return JSON.stringify(this.value) !== this.published;
  }

  get value() {
    if (this.control) return this.control.value;
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
    else if (this.kind === "belege") {
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
    if (this.kind === "mehrere") return list(this.name, value);
    if (this.kind === "nummern") return list(this.name, value.match(/\d+/g)?.map(Number).map(String) ?? []).map(unquoted);
    if (this.kind === "woerter") return list(this.name, value.split("\n").map((word) => word.trim()).filter(Boolean));
    if (this.kind !== "belege") return line(this.name, value);
    if (value[0] === "eigen") return line(this.name, this.box.dataset.nichts);
    return evidence(this.name, value.slice(1));
  }

  /** One more piece of evidence. */
  add() {
    const rows = this.box.querySelector(".feld__belege");
    const row = rows.lastElementChild.cloneNode(true);
    row.querySelector("select").value = "";
    row.querySelector("span").textContent = `Beleg ${rows.children.length + 1}`;
    rows.append(row);
    return row.querySelector("select");
  }

  /** What goes along with what is written: counters, what comes first, what may be taken back. */
  refresh() {
    const counter = this.box.querySelector(".feld__zaehler");
    if (counter) {
      const length = [...this.control.value.trim()].length;
      const most = Number(counter.dataset.hoechstens);
      counter.textContent = `${length} von höchstens ${most} Zeichen`;
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
    (this.control ?? this.box.querySelector("input")).focus();
  }
}

const parts = [...form.querySelectorAll("[data-feld], [data-abschnitt]")].map((box) => new Part(box));
const partOf = (element) => parts.find(({ box }) => box.contains(element));

function unquoted(written) {
  return written.replaceAll('"', "");
}

// --- the file ---------------------------------------------------------------------------------

function compose() {
  const fields = new Map();
  const texts = new Map();
  for (const part of parts.filter(({ isChanged }) => isChanged)) {
    if (part.kind === "abschnitt") texts.set(part.box.dataset.abschnitt, part.value);
    else fields.set(part.name, part.lines);
  }
  file = join(pieces, fields, texts);
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
  if (part) isTaken = !changed().length;
  update();
});

form.addEventListener("click", ({ target }) => {
  const part = partOf(target);
  if (target.closest("[data-zuruecknehmen]")) {
    part.value = JSON.parse(part.published);
    part.focus();
  } else if (target.closest("[data-weiterer-beleg]")) part.add().focus();
  else return;
  update();
});

form.addEventListener("submit", (event) => event.preventDefault());

// --- the check --------------------------------------------------------------------------------

const unchecked = "Sie können schreiben und die Datei mitnehmen. Geprüft wird hier nichts; das holt die Redaktion nach.";

function begin() {
  if (worker || !program.dataset.pruefung) return;
  if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
    tell(`Ihr Browser kann das Prüfprogramm nicht ausführen. ${unchecked}`);
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
  tell(`Das Prüfprogramm ließ sich nicht ausführen. ${unchecked} Ein Klick in ein Feld versucht es noch einmal.`);
  verdict(null);
}

function stage(number) {
  const bar = form.querySelector(".werkstatt__fortschritt");
  bar.hidden = number === 4;
  bar.value = number;
  isReady = number === 4;
  if (isReady) ask();
  else tell("Das Prüfprogramm wird geladen. Schreiben können Sie schon.");
}

function ask() {
  if (!isReady) return;
  if (asked > answered) {
    waiting = true;
    return;
  }
  waiting = false;
  asked += 1;
  tell("Wird geprüft …", true);
  worker.postMessage({ nummer: asked, quelle: page.quelle, neu: page.nummer, text: file.text });
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
  for (const part of parts) {
    const own = found.filter((message) => message.part === part);
    part.messages.replaceChildren(...own.map(shown));
    part.messages.hidden = !own.length;
    const isWrong = own.some(({ schwere }) => schwere === "fehler");
    for (const control of [part.control, ...part.boxes].filter(Boolean)) control.toggleAttribute("aria-invalid", isWrong);
    part.box.classList.toggle("feld--falsch", isWrong);
  }
  const sheet = form.querySelector(".werkstatt__blatt");
  sheet.innerHTML = answer.vorschau;
  for (const link of sheet.querySelectorAll("a")) link.target = "_blank";
  sheet.hidden = !answer.vorschau;
  form.querySelector(".werkstatt__leer").hidden = Boolean(answer.vorschau);
  form.querySelector(".werkstatt__leer").textContent = "Eine Vorschau gibt es, sobald der Text sich lesen lässt.";
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
    if (part && isIn) return { part, row: Math.max(0, zeile - first) };
  }
  // Something is missing in the head: the message may name the field.
  return { part: null };
}

function shown(message) {
  const kind = message.schwere === "fehler" ? "Fehler" : "Hinweis";
  const more = element("a", { href: `${rules}#${message.regel}`, target: "_blank" }, "Mehr zur Regel");
  more.append(element("span", { className: "nur-vorlesen" }, ` ${message.regel} (neuer Tab)`));
  const item = element("li", { className: `feld__meldung feld__meldung--${message.schwere}` });
  item.append(element("strong", {}, `${kind}: `), sentence(message), " ", more);
  const { part } = message;
  const span = part?.control ? wrong(message) : null;
  if (span) {
    item.append(button(`Zeile ${message.row + 1} zeigen`, () => mark(part.control, ...span)));
    if (message.ersatz) {
      item.append(button(`„${message.ersatz}“ einsetzen`, () => {
        part.control.setRangeText(message.ersatz, ...span, "select");
        part.control.focus();
        isTaken = false;
        update();
      }));
    }
  }
  return item;
}

function sentence({ meldung, erlaubt, abhilfe }) {
  const allowed = erlaubt ? ` Erlaubt: ${erlaubt.replace(/\.$/, "")}.` : "";
  return `${meldung}${allowed} ${abhilfe}`;
}

/** Where in the field's text stands what a message is about. */
function wrong({ part, row, text, spalte, breite }) {
  const signs = [...text];
  const before = signs.slice(0, spalte - 1).join("").length;
  const meant = signs.slice(spalte - 1, spalte - 1 + breite).join("");
  if (part.kind !== "abschnitt") {
    const at = part.control.value.indexOf(meant);
    return at < 0 || !meant ? null : [at, at + meant.length];
  }
  const rows = part.control.value.split("\n");
  const skipped = rows.findIndex((own) => own.trim());
  if (rows[row + Math.max(0, skipped)] !== text) return null;
  const start = rows.slice(0, row + Math.max(0, skipped)).join("\n").length + (row + skipped > 0 ? 1 : 0) + before;
  return [start, start + meant.length];
}

function mark(control, start, end) {
  control.closest("details")?.setAttribute("open", "");
  control.focus();
  control.setSelectionRange(start, end);
}

function verdict(found) {
  const place = form.querySelector(".werkstatt__urteil");
  const open = form.querySelector(".werkstatt__offen");
  const wrongs = found?.filter(({ schwere }) => schwere === "fehler") ?? [];
  const hints = (found?.length ?? 0) - wrongs.length;
  const counted = [
    wrongs.length ? (wrongs.length === 1 ? "1 Fehler" : `${wrongs.length} Fehler`) : "",
    hints ? (hints === 1 ? "1 Hinweis zum Stil" : `${hints} Hinweise zum Stil`) : "",
  ].filter(Boolean).join(" und ");
  if (!found) place.textContent = unchecked;
  else if (wrongs.length) place.textContent = `${counted}. So kann der Text noch nicht veröffentlicht werden; schicken können Sie ihn trotzdem.`;
  else place.textContent = `Geprüft, kein Fehler${hints ? `, ${counted}` : ""}. Diese Datei besteht die Prüfung der Redaktion.`;
  if (found) tell(counted ? `${counted}.` : "Geprüft: kein Fehler.");
  open.hidden = !found?.length;
  open.replaceChildren(...(found ?? []).map((message) => {
    const row = element("li", {});
    if (message.part) row.append(button(message.part.title, () => message.part.focus()), " ");
    else if (message.datei !== source) row.append(element("strong", {}, `${message.datei}: `));
    row.append(sentence(message));
    return row;
  }));
}

function differences(found) {
  const box = form.querySelector(".werkstatt__aenderungen");
  const seen = found.map(({ titel }) => titel);
  const others = changed().filter(({ title }) => !isNew && !seen.includes(title));
  const rows = found.map(({ titel, html }) => {
    const change = element("dd", {});
    change.innerHTML = html;
    return [element("dt", {}, titel), change];
  });
  rows.push(...others.map(({ title }) => [element("dt", {}, title), element("dd", {}, "geändert")]));
  box.querySelector("dl").replaceChildren(...rows.flat());
  box.hidden = !rows.length;
}

// --- sending ----------------------------------------------------------------------------------

function fileName() {
  return source.replace(/.*\//, "");
}

/** Links that carry what is written now, as far as they can. */
function offer() {
  id("name").textContent = fileName();
  const reason = id("grund").value.trim();
  const mail = id("mail");
  if (mail) {
    const subject = `Vorschlag: ${isNew ? "neuer Impuls" : page.titel}`;
    const whole = address(mail.dataset.an, subject, [reason, `Datei: ${fileName()}`, file.text]);
    const fits = whole.length <= LONGEST_MAIL;
    mail.href = fits ? whole : address(mail.dataset.an, subject, [reason, `Die Datei ${fileName()} hängt an.`]);
    id("mail-hinweis").textContent = fits
      ? `Die E-Mail geht an ${mail.dataset.an} und enthält Ihren Text schon.`
      : `Die E-Mail geht an ${mail.dataset.an}. Ihr Text ist für einen Link zu lang: Hängen Sie die heruntergeladene Datei bitte selbst an.`;
  }
  const pattern = program.dataset.vorschlagen;
  if (isNew && pattern) {
    const at = (content) => pattern.replace("{datei}", encodeURIComponent(fileName())).replace("{inhalt}", encodeURIComponent(content));
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
  const link = element("a", { href: URL.createObjectURL(new Blob([file.text], { type: "text/markdown" })), download: fileName() });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  isTaken = true;
  done(`„${fileName()}“ liegt bei Ihren Downloads.`);
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
  done("Der Text der Datei ist kopiert.");
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
  if (kept.stand !== page.text) tell("Der veröffentlichte Text hat sich geändert, seit Sie zuletzt hier geschrieben haben. Sehen Sie unten nach, was sich ändert.");
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
  done("Auf diesem Gerät ist nichts mehr gespeichert.");
});
id("verwerfen").addEventListener("click", () => {
  if (!confirm("Alle Änderungen auf dieser Seite zurücknehmen?")) return;
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
  ? "Sobald Sie in ein Feld klicken, lädt Ihr Browser das Prüfprogramm von dieser Website: einmal, höchstens 8 MB."
  : `Zu dieser Ausgabe der Website gehört kein Prüfprogramm. ${unchecked}`);
recall();
settle();
update();
if (!program.dataset.pruefung) verdict(null);
