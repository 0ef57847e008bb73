/* The window of the search: a dialog with a field, three facets and a list of links.
   Arrow keys walk from the field through the hits and back, Enter opens, Esc closes. */

import { forget, load } from "./suche-kern.js";

const SITE = new URL("../", import.meta.url);
const STEP = 8; // hits shown at first and added by "Mehr"
const PAUSE = 130; // after the last key, before asking
const SILENCE = 600; // after the last change, before a screen reader hears the count
const EXCERPT = 160;

let view; // elements of the dialog, made at the first opening
let search; // the loaded search
let shown = STEP;
let turn = 0; // answers that arrive after a newer question are dropped
let asking;
let speaking;

/** Opens the search; `button` is where it was asked for, `query` a question to begin with. */
export async function open(button, query) {
  view ??= build(button);
  await view.style;
  view.dialog.showModal();
  if (query !== undefined) view.field.value = query;
  view.field.select();
  if (!search) await prepare();
  else if (query !== undefined) await fresh();
}

async function prepare() {
  say(wort("Die Suche wird geladen …"));
  try {
    search = await load();
  } catch {
    fail();
    return;
  }
  const { drivers, fields, kinds, status: [state, tag, sentence] } = search.names;
  view.whose.replaceChildren(make("strong", { class: `stand stand--${state}` }, tag), ` ${sentence}`);
  for (const [select, titles] of [[view.driver, drivers], [view.theme, fields], [view.kind, kinds]]) {
    if (select.length === 1) select.append(...titles.map((title, index) => new Option(title, index)));
  }
  view.facets.hidden = false;
  await answer();
}

// Building ---------------------------------------------------------------------------------------

function build(button) {
  const field = make("input", {
    type: "text", id: "suche-feld", autocomplete: "off", autocapitalize: "off",
    spellcheck: "false", inputmode: "search", enterkeyhint: "search",
  });
  const [driver, theme, kind] = ["treiber", "handlungsfeld", "seitenart"].map((name) =>
    make("select", { id: `suche-${name}` }, new Option(wort("alle"), "")));
  const facets = make("details", { class: "suche__eingrenzen", hidden: "" },
    make("summary", {}, wort("Eingrenzen")),
    make("div", { class: "suche__facetten" },
      labelled(wort("Treiber"), driver), labelled(wort("Handlungsfeld"), theme), labelled(wort("Seitenart"), kind)));
  // On a narrow screen three choices would push the hits out of sight.
  facets.open = matchMedia("(width >= 40rem)").matches;
  const close = make("button", { type: "button", class: "knopf suche__zu" }, wort("Schließen"));
  const form = make("form", { role: "search", class: "suche__form" },
    make("label", { class: "suche__frage", for: field.id }, wort("Wonach suchen Sie?")),
    make("div", { class: "suche__zeile" }, field, close));
  const whose = make("p", { class: "suche__wessen" });
  const status = make("p", { class: "suche__stand" });
  const spoken = make("p", { class: "nur-vorlesen", role: "status" });
  const hits = make("ol", { class: "suche__liste", "aria-label": wort("Treffer") });
  const more = make("button", { type: "button", class: "knopf", hidden: "" }, wort("Mehr Treffer zeigen"));
  const slash = make("input", { type: "checkbox", id: "suche-taste" });
  slash.checked = true;
  const foot = make("p", { class: "suche__taste" }, slash,
    make("label", { for: slash.id }, wort("Die Taste „/“ öffnet die Suche (gilt für diese Seite)")));
  const dialog = make("dialog", { class: "suche", "aria-label": wort("Suche") },
    make("div", { class: "suche__innen" }, form, facets, whose, status, spoken, hits, more, foot));

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await fresh()) links()[0]?.focus();
  });
  field.addEventListener("input", () => {
    clearTimeout(asking);
    asking = setTimeout(fresh, PAUSE);
  });
  facets.addEventListener("change", fresh);
  more.addEventListener("click", async () => {
    const next = shown;
    shown += STEP;
    if (await answer()) links()[next]?.focus();
  });
  slash.addEventListener("change", () => {
    button.dataset.taste = slash.checked ? "an" : "aus";
    button.toggleAttribute("aria-keyshortcuts", slash.checked);
    if (slash.checked) button.setAttribute("aria-keyshortcuts", "/");
  });
  close.addEventListener("click", () => dialog.close());
  // The content fills the dialog, so a click on the dialog itself is one beside it.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    // The browser gives focus back to where it was; opened by key, that may have been nowhere.
    const now = document.activeElement;
    if (!now || now === document.body || dialog.contains(now)) button.focus();
  });
  dialog.addEventListener("keydown", walk);
  hits.addEventListener("click", (event) => {
    if (!event.target.closest("a")) return;
    // Whoever comes back finds the search as it was: the entry in the history remembers the question.
    history.replaceState({ ...history.state, suche: field.value }, "");
    // A hit may be the page that is open already.
    dialog.close();
  });
  document.body.append(dialog);
  return { dialog, field, driver, theme, kind, facets, whose, status, spoken, hits, more, list: button.dataset.liste, style: stylesheet() };
}

function stylesheet() {
  const sheet = make("link", { rel: "stylesheet", href: new URL("suche.css", import.meta.url).href });
  // Without its style the search still works.
  const done = new Promise((resolve) => ["load", "error"].forEach((type) => sheet.addEventListener(type, resolve)));
  document.head.append(sheet);
  return done;
}

function labelled(title, select) {
  return make("div", {}, make("label", { for: select.id }, title), select);
}

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// Asking and showing -----------------------------------------------------------------------------

/** A new question: from the top again. True once its answer stands there. */
function fresh() {
  clearTimeout(asking);
  shown = STEP;
  return answer();
}

async function answer() {
  if (!search) return false;
  turn += 1;
  const mine = turn;
  const query = view.field.value.trim();
  const facets = [["drivers", view.driver], ["field", view.theme], ["kind", view.kind]];
  const chosen = facets.some(([, select]) => select.value !== "");
  let items = [];
  try {
    const { found, marks } = query
      ? await search.find(query)
      : { found: search.pages.map((page) => ({ page })), marks: () => false };
    const pages = found.map(({ page }) => page);
    if (mine !== turn) return false;
    count(pages, facets);
    const hits = query || chosen ? pages.filter((page) => facets.every((facet) => fits(page, facet))) : [];
    items = await Promise.all(hits.slice(0, shown).map((page) => item(page, marks)));
    if (mine !== turn) return false;
    view.more.hidden = hits.length <= shown;
    tell(query, chosen, hits.length);
  } catch {
    if (mine === turn) fail();
    search = undefined;
    forget();
    return false;
  }
  // Whoever walks through the hits already when a late answer comes stays at that place.
  const place = links().indexOf(document.activeElement);
  view.hits.replaceChildren(...items);
  if (place >= 0) (links()[Math.min(place, items.length - 1)] ?? view.field).focus();
  return true;
}

function fits(page, [name, { value }]) {
  if (value === "") return true;
  return name === "drivers" ? page.drivers.includes(Number(value)) : page[name] === Number(value);
}

/** Behind every choice stands how many hits it would leave. */
function count(pages, facets) {
  for (const [name, select] of facets) {
    const others = facets.filter(([other]) => other !== name);
    const rest = pages.filter((page) => others.every((facet) => fits(page, facet)));
    for (const option of select.options) {
      const hits = rest.filter((page) => fits(page, [name, option])).length;
      option.dataset.titel ??= option.text;
      option.text = option.value === "" ? option.dataset.titel : `${option.dataset.titel} (${hits})`;
      option.disabled = !hits && !option.selected && option.value !== "";
    }
  }
}

async function item(page, marks) {
  const { meta, content } = await search.show(page);
  const kind = search.names.kinds[page.kind];
  const link = make("a", { href: new URL(page.address, SITE).href },
    make("span", { class: page.number ? "nur-vorlesen" : "suche__art" }, page.number ? `${wort("Impuls")} ${page.number}: ` : `${kind} `),
    ...marked(meta.title, marks));
  const shape = page.drivers.length ? ` treiberfarbe--${search.names.signs[page.drivers[0]]}` : "";
  const hit = make("li", { class: `suche__hit${shape}` },
    make("span", { class: `nummer nummer--klein${page.number ? "" : " suche__ohne"}${shape}`, "aria-hidden": "true" }, page.number || ""),
    make("p", { class: "suche__titel" }, link));
  const short = marked(meta.short ?? "", marks);
  hit.append(make("p", { class: "suche__kurz" }, ...short));
  if (!link.querySelector("mark") && !short.some((part) => part.nodeName === "MARK")) {
    const excerpt = around(content, marks);
    if (excerpt) hit.append(make("p", { class: "suche__auszug" }, ...marked(excerpt, marks)));
  }
  if (page.number) {
    hit.append(make("p", { class: "suche__treiber" }, page.drivers.map((driver) => search.names.drivers[driver]).join(" · ")));
  }
  return hit;
}

/** The text as nodes, with every word that belongs to the query in a mark. */
function marked(text, marks) {
  return text.split(/([\p{L}\p{N}]+)/u).filter(Boolean)
    .map((part) => (/^[\p{L}\p{N}]/u.test(part) && marks(part) ? make("mark", {}, part) : part));
}

/** The part of a text around its first hit, cut between words; nothing where there is none. */
function around(text, marks) {
  for (const word of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (!marks(word[0])) continue;
    const start = Math.max(0, text.lastIndexOf(" ", Math.max(0, word.index - EXCERPT / 2)));
    const end = text.indexOf(" ", word.index + EXCERPT / 2);
    return `${start ? "… " : ""}${text.slice(start, end < 0 ? undefined : end).trim()}${end < 0 ? "" : " …"}`;
  }
  return "";
}

function tell(query, chosen, hits) {
  if (!query && !chosen) {
    say(wort("Auch Alltagswörter und Tippfehler sind in Ordnung. „Impuls 7“ oder „7“ führt zur Nummer."));
  } else if (hits) {
    const found = query ? wort("{zahl} Treffer für „{frage}“", { zahl: hits, frage: query }) : wort("{zahl} Treffer", { zahl: hits });
    say(`${found}${hits > shown ? wort(", die ersten {zahl} stehen hier", { zahl: shown }) : ""}.`);
  } else {
    const none = query ? wort("Kein Treffer für „{frage}“.", { frage: query }) : wort("Kein Treffer.");
    say(`${none} ${wort("Versuchen Sie ein anderes Wort oder eine andere Auswahl:")} `, way());
  }
}

function fail() {
  view.hits.replaceChildren();
  view.more.hidden = true;
  const again = make("button", { type: "button", class: "knopf" }, wort("Noch einmal versuchen"));
  again.addEventListener("click", async () => {
    view.field.focus();
    await prepare();
  });
  say(`${wort("Die Suche lässt sich gerade nicht laden. Vielleicht ist die Verbindung unterbrochen.")} `, way(), " ", again);
}

function way() {
  return make("a", { href: view.list }, wort("Alle Impulse als Liste"));
}

/** Shows a message at once, and has it read out once the reader pauses. */
function say(...message) {
  view.status.replaceChildren(...message);
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    view.spoken.textContent = message.filter((part) => typeof part === "string").join("");
  }, SILENCE);
}

// Keyboard ---------------------------------------------------------------------------------------

function links() {
  return [...view.hits.querySelectorAll("a")];
}

function walk(event) {
  const stops = [view.field, ...links()];
  const at = stops.indexOf(document.activeElement);
  if (at < 0) return;
  const inList = at > 0;
  const goal = { ArrowDown: at + 1, ArrowUp: at - 1, Home: inList ? 1 : -1, End: inList ? stops.length - 1 : -1 }[event.key];
  if (goal === undefined || goal < 0) return;
  event.preventDefault();
  stops[Math.min(goal, stops.length - 1)].focus();
}
