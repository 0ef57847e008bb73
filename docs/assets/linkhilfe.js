/* The page that links a pasted text. Nothing of the text leaves it: all it fetches is the data,
   once and at the start. */

import { blocksOf, linkedBlocks, paragraphsOf, passagesOf, searched, written } from "./linkhilfe-form.js";
import { findLinks, goalsOf, prepare, reason, remark } from "./linkhilfe-kern.js";

const PAUSE = 120; // after the last key, before searching
const SILENCE = 900; // after the last change, before a screen reader hears the count
const LONGEST = 500_000;
const DEEPEST = 200; // elements within elements; below that only their text counts
const RICH = "rich";
const LOCAL = /^(?:localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0|)$/;
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
const source = tool.querySelector(".linkhilfe__quelltext");
const nowhere = document.getElementById("linkhilfe-ohne-adresse");
const forms = [...tool.querySelectorAll("input[type=radio]")];
const marks = document.getElementById("linkhilfe-hinweis");
const copy = document.getElementById("linkhilfe-kopieren");
const copied = document.getElementById("linkhilfe-kopiert");
// What is copied must work elsewhere: the address the site is published under, where it is known.
const canonical = document.querySelector("link[rel=canonical]")?.href ?? location.href;
const base = tool.dataset.basis || new URL("../", canonical).href;

// What is parsed never becomes part of the page: its text and the form of it are written anew.
const foreign = window.trustedTypes?.createPolicy("linkhilfe", { createHTML: (html) => html }) ?? { createHTML: (html) => html };

const leftOut = new Set(); // places of the pages that shall not be linked
let loading = null;
let data = null;
let blocks = [];
let text = "";
let links = [];
let typing;
let speaking;

field.contentEditable = "true";
tool.hidden = false;
if (LOCAL.test(new URL(base).hostname)) {
  nowhere.hidden = false;
  nowhere.querySelector("span").textContent = base;
}
field.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(search, PAUSE);
});
field.addEventListener("paste", (event) => {
  event.preventDefault();
  insert(event.clipboardData, currentRange());
});
field.addEventListener("drop", (event) => {
  event.preventDefault();
  insert(event.dataTransfer, null);
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
copy.addEventListener("click", () => {
  const done = toClipboard();
  copied.textContent = "";
  // A status that does not change is not read out again.
  setTimeout(() => { copied.textContent = done ? "Kopiert." : "Der Text ist markiert; kopieren Sie ihn mit Strg+C."; }, 50);
});
// A browser that goes back brings the text along.
search();

function put(value) {
  field.replaceChildren(...elements(paragraphsOf(value)));
  field.focus();
  search();
}

/** The place in the field where something is typed, or its end. */
function currentRange() {
  const chosen = getSelection();
  return chosen.rangeCount && field.contains(chosen.getRangeAt(0).commonAncestorContainer) ? chosen.getRangeAt(0) : null;
}

/** Put into the field what came from elsewhere, with its form. */
function insert(transfer, range) {
  const html = transfer.getData("text/html");
  const given = html && blocksOf(treeOf(new DOMParser().parseFromString(foreign.createHTML(html), "text/html").body));
  const found = given?.length ? given : paragraphsOf(transfer.getData("text/plain"));
  // A few words go on with the paragraph they are put into.
  const nodes = elements(found);
  const added = found.length === 1 && found[0].kind === "p" ? [...nodes[0].childNodes] : nodes;
  const place = range ?? document.createRange();
  if (!range) {
    place.selectNodeContents(field);
    place.collapse(false);
  }
  place.deleteContents();
  const last = added.at(-1);
  const fragment = document.createDocumentFragment();
  fragment.append(...added);
  place.insertNode(fragment);
  if (last) getSelection().collapse(last, last.childNodes.length || last.length || 0);
  search();
}

/** A node as blocksOf takes it. */
function treeOf(node, depth = 0) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const children = depth < DEEPEST ? [...node.childNodes].map((child) => treeOf(child, depth + 1)) : [node.textContent];
  return [node.localName, node.getAttribute("href") ?? "", node.getAttribute("style") ?? "", children];
}

/** Elements for blocks, made one by one; `linked` makes the one around a passage. */
function elements(found, linked = null) {
  const made = [];
  const open = []; // the lists we are in
  for (const { kind, level, isOrdered, runs } of found) {
    const inner = passagesOf(runs).flatMap(({ link, href, runs: parts }) => {
      const words = parts.flatMap(phrased);
      if (link !== undefined) return linked(link, words);
      return href ? [element("a", { href, target: "_blank", rel: "noopener" }, ...words)] : words;
    });
    if (kind !== "li") {
      open.length = 0;
      made.push(kind === "quote" ? element("blockquote", {}, element("p", {}, ...inner)) : element(kind, {}, ...inner));
      continue;
    }
    const name = isOrdered ? "ol" : "ul";
    open.length = Math.min(open.length, level);
    if (open.length === level && open.at(-1).localName !== name) open.pop();
    while (open.length < level) {
      const items = element(name, {});
      if (open.length) (open.at(-1).lastElementChild ?? open.at(-1).appendChild(element("li", {}))).append(items);
      else made.push(items);
      open.push(items);
    }
    open.at(-1).append(element("li", {}, ...inner));
  }
  return made;
}

function phrased({ text: words, isBold, isItalic }) {
  const lines = words.split("\n").flatMap((line, place) => (place ? [element("br", {}), line] : [line]));
  const slanted = isItalic ? [element("em", {}, ...lines)] : lines;
  return isBold ? [element("strong", {}, ...slanted)] : slanted;
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
    tell("Die Liste der Ziele ließ sich nicht laden. Prüfen Sie die Verbindung, und ändern Sie den Text, um es noch einmal zu versuchen.");
    return;
  }
  blocks = blocksOf(treeOf(field), true);
  text = searched(blocks);
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
  if (!links.length) return "Keine Stelle gefunden, die sicher zu einer Seite passt.";
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
  const kept = chosen();
  preview.replaceChildren(...elements(linkedBlocks(blocks, kept), (place, words) =>
    [passage(kept[place], words), marks.checked ? remark(kept[place], data) : ""]));
  write();
}

function write() {
  const { value } = forms.find(({ checked }) => checked);
  source.hidden = value === RICH;
  output.value = data ? made(value === RICH ? "text" : value) : "";
  copied.textContent = "";
}

/** The text with its links in one of the forms that can be written. */
function made(form) {
  const kept = chosen();
  return written(form, linkedBlocks(blocks, kept), goalsOf(kept, data, base, marks.checked));
}

function row(link) {
  const box = element("input", { type: "checkbox", value: link.entry, checked: !leftOut.has(link.entry) });
  const name = element("span", { className: "linkhilfe__passage" }, `„${text.slice(link.start, link.end)}“`);
  const { kind, title } = data.entries[link.entry];
  const target = away(link, `${kind}: ${title}`);
  const why = element("span", { className: "linkhilfe__grund" }, reason(link, data));
  return element("li", {}, element("label", {}, box, name, unseen(" verlinken")), target, why);
}

function passage(link, words) {
  const { kind } = data.entries[link.entry];
  const [short] = kind.split(" ").reverse();
  const figure = element("span", { className: "linkhilfe__nummer" }, unseen(kind === short ? ", " : ", Impuls "), short);
  const found = away(link, ...words, figure);
  found.className = "linkhilfe__fund";
  return found;
}

/** A link to a page of this site; in a tab of its own, or the pasted text would be lost. */
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

/** Copy, with the form where it is wanted: mail and word processors take the HTML, all others the text. */
function toClipboard() {
  let isDone = false;
  const fill = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", output.value);
    if (source.hidden) event.clipboardData.setData("text/html", made("html"));
    isDone = true;
  };
  if (source.hidden) getSelection().selectAllChildren(preview);
  else output.select();
  document.addEventListener("copy", fill);
  document.execCommand("copy");
  document.removeEventListener("copy", fill);
  return isDone;
}
