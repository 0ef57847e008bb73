/* The page that links a pasted text. Nothing of the text leaves it: all it fetches is the data,
   once and at the start. */

import { findLinks, prepare, reason, remark, render } from "./linkhilfe-kern.js";

const PAUSE = 120; // after the last key, before searching
const SILENCE = 900; // after the last change, before a screen reader hears the count
const LONGEST = 500_000;
const EXAMPLE = `Neues Netzwerk hilft kleinen Betrieben bei der Energiewende

Zwölf Unternehmen aus dem Metallbau gründen ein Netzwerk, um ihre Energiekosten gemeinsam zu senken. Sie wollen die Abwärme ihrer Öfen an Nachbarn abgeben und prüfen, ob sich eine Pilotanlage für Wasserstoff lohnt. Ein Cluster aus der Region begleitet sie dabei und berät zu Fördermitteln.

Auch an die Beschäftigten ist gedacht: Eine Weiterbildung soll zeigen, wie Künstliche Intelligenz hilft, Anlagen sparsamer zu steuern. „Der Fachkräftemangel zwingt uns, Wissen zu teilen“, sagt die Sprecherin. Zwei Start-ups liefern dafür die Software. Ob sich der Aufwand gelohnt hat, soll nach drei Jahren eine Evaluation klären.
`;

const tool = document.querySelector(".linkhilfe");
const field = document.getElementById("linkhilfe-text");
const example = document.getElementById("linkhilfe-beispiel");
const clear = document.getElementById("linkhilfe-leeren");
const state = tool.querySelector(".linkhilfe__stand");
const spoken = document.getElementById("linkhilfe-meldung");
const result = tool.querySelector(".linkhilfe__ergebnis");
const list = tool.querySelector(".linkhilfe__stellen ol");
const preview = tool.querySelector(".linkhilfe__vorschau");
const output = document.getElementById("linkhilfe-ausgabe");
const forms = [...tool.querySelectorAll("input[type=radio]")];
const marks = document.getElementById("linkhilfe-hinweis");
const copy = document.getElementById("linkhilfe-kopieren");
const copied = document.getElementById("linkhilfe-kopiert");
// What is copied must work elsewhere: the address the site is published under, where it is known.
const canonical = document.querySelector("link[rel=canonical]")?.href ?? location.href;
const base = tool.dataset.basis || new URL("../", canonical).href;

const leftOut = new Set(); // places of the impulses that shall not be linked
let loading = null;
let data = null;
let text = "";
let links = [];
let typing;
let speaking;

tool.hidden = false;
field.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(search, PAUSE);
});
example.addEventListener("click", () => put(EXAMPLE));
clear.addEventListener("click", () => put(""));
list.addEventListener("change", ({ target }) => {
  if (target.checked) leftOut.delete(Number(target.value));
  else leftOut.add(Number(target.value));
  show();
});
for (const form of forms) form.addEventListener("change", write);
marks.addEventListener("change", show);
copy.addEventListener("click", async () => {
  const done = await toClipboard();
  copied.textContent = "";
  // A status that does not change is not read out again.
  setTimeout(() => { copied.textContent = done ? "Kopiert." : "Der Text ist markiert; kopieren Sie ihn mit Strg+C."; }, 50);
});
// A browser that goes back brings the text along.
search();

function put(value) {
  field.value = value;
  field.focus();
  search();
}

function load() {
  loading ??= fetch(new URL("./linkhilfe.json", import.meta.url))
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
    .then((json) => { data = prepare(json); });
  return loading;
}

async function search() {
  clearTimeout(typing);
  try {
    await load();
  } catch {
    loading = null;
    tell("Die Liste der Impulse ließ sich nicht laden. Prüfen Sie die Verbindung, und ändern Sie den Text, um es noch einmal zu versuchen.");
    return;
  }
  text = field.value;
  links = text.length > LONGEST ? [] : findLinks(text, data);
  for (const place of leftOut) if (!links.some(({ entry }) => entry === place)) leftOut.delete(place);
  list.replaceChildren(...links.map(row));
  clear.hidden = !text;
  result.hidden = !links.length;
  show();
  tell(message());
}

function message() {
  if (!text.trim()) return "";
  if (text.length > LONGEST) return "Der Text ist zu lang; fügen Sie ihn in Teilen ein.";
  if (!links.length) return "Keine Stelle gefunden, die sicher zu einem Impuls passt.";
  return links.length === 1 ? "1 Stelle gefunden" : `${links.length} Stellen gefunden`;
}

function tell(words) {
  state.textContent = words;
  clearTimeout(speaking);
  speaking = setTimeout(() => { spoken.textContent = words; }, SILENCE);
}

function chosen() {
  return links.filter(({ entry }) => !leftOut.has(entry));
}

/** What depends on which links are left out: not the list, in which the focus may be. */
function show() {
  const parts = [];
  let position = 0;
  for (const link of chosen()) {
    parts.push(text.slice(position, link.start), passage(link), marks.checked ? remark(link, data) : "");
    position = link.end;
  }
  preview.replaceChildren(...parts, text.slice(position));
  write();
}

function write() {
  const { value } = forms.find(({ checked }) => checked);
  output.value = data ? render(value, text, chosen(), data, base, marks.checked) : "";
  copied.textContent = "";
}

function row(link) {
  const box = element("input", { type: "checkbox", value: link.entry, checked: !leftOut.has(link.entry) });
  const name = element("span", { className: "linkhilfe__passage" }, `„${text.slice(link.start, link.end)}“`);
  const { number, title } = data.entries[link.entry];
  const target = away(link, `Impuls ${number}: ${title}`);
  const why = element("span", { className: "linkhilfe__grund" }, reason(link, data));
  return element("li", {}, element("label", {}, box, name, unseen(" verlinken")), target, why);
}

function passage(link) {
  const { number } = data.entries[link.entry];
  const figure = element("span", { className: "linkhilfe__nummer" }, unseen(", Impuls "), String(number));
  return away(link, text.slice(link.start, link.end), figure);
}

/** A link to an impulse of this site; in a tab of its own, or the pasted text would be lost. */
function away(link, ...children) {
  const href = new URL(`../${data.entries[link.entry].address}`, location.href).href;
  return element("a", { href, target: "_blank", rel: "noopener" }, ...children, unseen(" (neuer Tab)"));
}

function unseen(words) {
  return element("span", { className: "nur-vorlesen" }, words);
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Browsers keep the clipboard to secure addresses, hence the second way. */
async function toClipboard() {
  try {
    await navigator.clipboard.writeText(output.value);
    return true;
  } catch {
    output.select();
    return document.execCommand("copy");
  }
}
