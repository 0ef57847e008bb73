/* The finder of the list page: facets, free text, and a state that lives in the address.
   Within a facet one match is enough, between facets all must match; the order stays by number. */

const FACETS = ["treiber", "feld", "gruppe", "handelnde", "herausforderung", "stand"];
const PAUSE = 200; // after the last key, before filtering
const SILENCE = 700; // after the last change, before a screen reader hears the count
const WIDTH = 200; // of a query: nobody types more, an address may hold anything

const finder = document.querySelector(".finder");
const form = finder.querySelector("form");
const field = form.elements.q;
const boxes = [...form.querySelectorAll("input[type=checkbox]")];
const amount = finder.querySelector(".finder__anzahl");
const spoken = finder.querySelector("[role=status]");
const chips = finder.querySelector(".finder__marken");
// What a printout says: how many of how many, what was chosen, and where to find the same again.
const extent = document.querySelector(".finder-umfang");
const choiceInPrint = document.querySelector(".finder-auswahl");
const empty = document.querySelector(".finder__leer");
const resets = document.querySelectorAll(".finder__leeren");
const rows = [...document.querySelectorAll(".impulsliste > li")];
const impulses = JSON.parse(document.getElementById("finder-daten").textContent)
  .map((values, index) => ({ ...values, row: rows[index] }));

let hits = new Set(); // numbers that the free text finds
let asked = ""; // the text they belong to
let turn = 0;
let typing;
let speaking;
let wasTyped = false; // the newest entry of the history came from typing and may be overwritten

finder.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  apply({ typed: true });
});
form.addEventListener("change", (event) => event.target.type === "checkbox" && apply());
field.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => apply({ typed: true }), PAUSE);
});
for (const reset of resets) {
  reset.addEventListener("click", async () => {
    clearTimeout(typing);
    field.value = "";
    for (const box of boxes) box.checked = false;
    await apply();
    // The button is about to vanish: focus goes where the next choice begins.
    field.focus();
  });
}
chips.addEventListener("click", async (event) => {
  const chip = event.target.closest("button");
  if (!chip) return;
  const place = [...chips.querySelectorAll("button")].indexOf(chip);
  if (chip.dataset.name === "q") field.value = "";
  else box(chip.dataset.name, chip.dataset.wert).checked = false;
  await apply();
  const left = chips.querySelectorAll("button");
  (left[Math.min(place, left.length - 1)] ?? field).focus();
});
for (const facet of form.querySelectorAll("details")) {
  facet.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !facet.open) return;
    facet.open = false;
    facet.querySelector("summary").focus();
  });
}
for (const button of finder.querySelectorAll(".finder__speichern")) {
  button.addEventListener("click", () => save(button.value));
}
addEventListener("popstate", () => {
  read();
  apply({ keep: true });
});
read();
apply({ keep: true, silent: true });

// State ------------------------------------------------------------------------------------------

function box(name, value) {
  return boxes.find((candidate) => candidate.name === name && candidate.value === value);
}

/** Takes the state from the address; what it does not know, it passes over. */
function read() {
  const wanted = new URLSearchParams(location.search);
  field.value = (wanted.get("q") ?? "").slice(0, WIDTH);
  for (const candidate of boxes) {
    // Both ways of naming several: treiber=a&treiber=b and treiber=a,b.
    candidate.checked = wanted.getAll(candidate.name).flatMap((value) => value.split(",")).includes(candidate.value);
  }
}

function write(typed) {
  const state = new URLSearchParams();
  for (const candidate of boxes) if (candidate.checked) state.append(candidate.name, candidate.value);
  if (field.value.trim()) state.append("q", field.value.trim());
  const query = state.toString();
  const address = location.pathname + (query ? `?${query}` : "") + location.hash;
  if (address === location.pathname + location.search + location.hash) return;
  // A word is one step back, not one for each of its letters.
  if (typed && wasTyped) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  wasTyped = typed;
}

function selected(name) {
  return boxes.filter((candidate) => candidate.name === name && candidate.checked).map(({ value }) => value);
}

// Filtering --------------------------------------------------------------------------------------

async function apply({ typed = false, keep = false, silent = false } = {}) {
  turn += 1;
  const mine = turn;
  if (keep) wasTyped = false;
  else write(typed);
  const text = field.value.trim();
  if (text && text !== asked) {
    const found = await numbers(text);
    if (mine !== turn) return;
    [hits, asked] = [found, text];
  }
  const choice = Object.fromEntries(FACETS.map((name) => [name, selected(name)]));
  const shown = impulses.filter((impulse) => fits(impulse, choice, text));
  for (const impulse of impulses) impulse.row.hidden = !shown.includes(impulse);
  count(choice, text);
  tell(shown.length, choice, text, silent);
}

function fits(impulse, choice, text, except = "") {
  return (!text || hits.has(impulse.nummer))
    && FACETS.every((name) => name === except || !choice[name].length
      || choice[name].some((value) => impulse[name].includes(value)));
}

/** Numbers of the impulses that answer a text: by the search, or, without it, by plain letters. */
async function numbers(text) {
  let kern;
  try {
    kern = await import("./suche-kern.js");
    const { found } = await (await kern.load()).find(text);
    return new Set(found.map(({ page }) => page.number).filter(Boolean));
  } catch {
    kern?.forget();
    const { fold } = await import("./deutsch.js");
    const parts = fold(text).split(/\s+/);
    return new Set(impulses.filter(({ row }) => parts.every((part) => fold(row.textContent).includes(part)))
      .map(({ nummer }) => nummer));
  }
}

/** Behind every choice stands how many impulses have it, given everything chosen elsewhere. */
function count(choice, text) {
  for (const name of FACETS) {
    const rest = impulses.filter((impulse) => fits(impulse, choice, text, name));
    for (const candidate of boxes.filter((other) => other.name === name)) {
      const fitting = rest.filter((impulse) => impulse[name].includes(candidate.value)).length;
      const label = candidate.closest("label");
      label.querySelector(".finder__zahl").textContent = fitting;
      label.classList.toggle("finder__nichts", !fitting);
    }
    const chosen = choice[name].length;
    const mark = form.querySelector(`[data-facette=${name}] .finder__gewaehlt`);
    mark.replaceChildren(...(chosen ? [String(chosen), hidden(` ${wort("gewählt")}`)] : []));
  }
}

function tell(shown, choice, text, silent) {
  const all = impulses.length;
  const filters = FACETS.flatMap((name) => choice[name].map((value) => [name, value]));
  if (text) filters.push(["q", text]);
  const message = filters.length ? wort("{zahl} von {alle} Impulsen", { zahl: shown, alle: all }) : wort("{alle} Impulse", { alle: all });
  amount.textContent = extent.textContent = message;
  const named = filters.map(([name, value]) => titled(name, value));
  choiceInPrint.hidden = !named.length;
  choiceInPrint.textContent = named.length ? `${wort("Auswahl")}: ${named.join("; ")}. ${location.href}` : "";
  clearTimeout(speaking);
  if (!silent) speaking = setTimeout(() => { spoken.textContent = message; }, SILENCE);
  empty.hidden = shown > 0;
  chips.hidden = !filters.length;
  finder.querySelector(".finder__leeren").hidden = !filters.length;
  chips.replaceChildren(...filters.map(([name, value]) => chip(name, value)));
  finder.querySelector(".finder__ausgabe").hidden = !shown;
}

function chip(name, value) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.name = name;
  button.dataset.wert = value;
  button.append(hidden(`${wort("Filter entfernen")}: `), titled(name, value));
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function titled(name, value) {
  if (name === "q") return `${wort("Text")}: ${value}`;
  const facet = form.querySelector(`[data-facette=${name}] legend`).textContent;
  return `${facet}: ${titleOf(name, value)}`;
}

function titleOf(name, value) {
  return box(name, value).closest("label").querySelector(".finder__wert").textContent;
}

function hidden(text) {
  const element = document.createElement("span");
  element.className = "nur-vorlesen";
  element.textContent = text;
  return element;
}

// Saving -----------------------------------------------------------------------------------------

function save(format) {
  const list = impulses.filter(({ row }) => !row.hidden).map(entry);
  const text = format === "json" ? `${JSON.stringify(list, null, 2)}\n` : csv(list);
  const type = format === "json" ? "application/json" : "text/csv;charset=utf-8";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = `impulse${list.length < impulses.length ? "-auswahl" : ""}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function entry(impulse) {
  const link = impulse.row.querySelector("a");
  const names = (name) => impulse[name].map((value) => titleOf(name, value));
  return {
    nummer: impulse.nummer,
    titel: [...link.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data).join("").trim(),
    kurz: impulse.row.querySelector("p").textContent.trim(),
    treiber: names("treiber"),
    handlungsfeld: names("feld")[0],
    zielgruppen: names("gruppe"),
    handelnde: names("handelnde"),
    herausforderungen: names("herausforderung"),
    stand: names("stand")[0],
    adresse: link.href,
  };
}

/** As a German spreadsheet opens it: parted by semicolons, with the mark of UTF-8 at the start. */
function csv(list) {
  const head = ["nummer", "titel", "kurz", "treiber", "handlungsfeld", "zielgruppen", "handelnde", "herausforderungen", "stand", "adresse"];
  const lines = list.map((item) => head.map((name) => cell([item[name]].flat().join("; "))));
  return `\uFEFF${[head, ...lines].map((line) => line.join(";")).join("\r\n")}\r\n`;
}

function cell(value) {
  // A spreadsheet would take text that begins like this for a formula and run it.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
