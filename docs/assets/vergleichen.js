/* Impulses side by side, section by section: what is chosen lives in the address (?vergleich=3,25,7).
   The texts come from the pages of the impulses, so that nothing is told twice. */

const MOST = 3; // more than that is a list to read

const place = document.querySelector(".gegenueber");
const SECTIONS = place.dataset.abschnitte.split(" ");
const content = place.querySelector(".gegenueber__inhalt");
const heading = place.querySelector("h2");
const spoken = document.querySelector(".inhalt [role=status]");
const form = document.querySelector(".vergleichswahl");
const boxes = new Map([...form.querySelectorAll("input")].map((box) => [box.value, box]));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const chosen = [...boxes.values()].filter((box) => box.checked).map(({ value }) => value);
  // Whoever was chosen before keeps the place; the others follow by number.
  const order = [...wanted().filter((value) => chosen.includes(value)), ...chosen];
  write([...new Set(order)], "pushState");
  show().then(() => !place.hidden && heading.focus());
});
addEventListener("popstate", show);
show();

/** The chosen numbers in the order of the address; what is no impulse is passed over. */
function wanted() {
  const values = new URLSearchParams(location.search).getAll("vergleich").flatMap((value) => value.split(","));
  return [...new Set(values.map((value) => String(Number(value))))].filter((value) => boxes.has(value));
}

function write(numbers, method) {
  const query = numbers.length ? `?vergleich=${numbers.join(",")}` : "";
  if (location.search !== query) history[method](null, "", location.pathname + query + location.hash);
}

async function show() {
  const numbers = wanted();
  for (const [value, box] of boxes) box.checked = numbers.includes(value);
  if (location.search.includes("vergleich")) write(numbers, "replaceState");
  place.hidden = !numbers.length;
  if (!numbers.length) return;
  try {
    const pages = await Promise.all(numbers.map(read));
    if (String(numbers) !== String(wanted())) return; // chosen anew meanwhile
    heading.textContent = numbers.length > MOST ? "Leseliste" : "Nebeneinander";
    content.replaceChildren(numbers.length > MOST ? list(pages) : table(pages));
    spoken.textContent = `${heading.textContent}: ${numbers.length} ${numbers.length === 1 ? "Impuls" : "Impulse"}`;
  } catch {
    content.textContent = spoken.textContent = "Die Texte ließen sich nicht laden. Laden Sie die Seite bitte neu.";
  }
}

/** Title, summary and sections of an impulse, links as full addresses and without ids. */
async function read(number) {
  const box = boxes.get(number);
  const link = box.closest("li").querySelector("a");
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const inner of page.querySelectorAll("article a[href]")) inner.href = new URL(inner.getAttribute("href"), link.href);
  const sections = new Map(SECTIONS.map((id) => [id, section(page.getElementById(id))]));
  const sign = box.closest("li").querySelector(".nummer");
  return { link, sign, title: box.closest("label").textContent.trim(), short: page.querySelector(".seitenkopf__kurz")?.textContent ?? "", sections };
}

/** What the text says under a heading, not the parts of the page after it; without ids, which may be there only once. */
function section(start) {
  const parts = [];
  for (let next = start?.nextElementSibling; next && !next.matches("h2, section, aside, nav"); next = next.nextElementSibling) parts.push(document.importNode(next, true));
  for (const part of parts) for (const named of [part, ...part.querySelectorAll("[id]")]) named.removeAttribute("id");
  return { title: start?.textContent ?? "", parts };
}

function table(pages) {
  const rows = [element("div", "gegenueber__reihe", pages.map((page) => element("div", "gegenueber__zelle", [head(page), element("p", "", [page.short])])))];
  for (const id of SECTIONS) {
    const title = pages.map((page) => page.sections.get(id).title).find(Boolean);
    if (!title) continue;
    rows.push(element("h3", "", [title]));
    rows.push(element("div", "gegenueber__reihe", pages.map((page) => {
      const whose = element("p", "gegenueber__wessen", [page.title]);
      return element("div", "gegenueber__zelle", [whose, ...page.sections.get(id).parts]);
    })));
  }
  const all = element("div", `gegenueber__tafel gegenueber__tafel--${pages.length}`, rows);
  return all;
}

function list(pages) {
  return element("ol", "leseliste", pages.map((page) => element("li", "", [head(page), element("p", "", [page.short])])));
}

function head(page) {
  const link = element("a", "", [page.title]);
  link.href = page.link.href;
  return element("h3", "gegenueber__titel", [page.sign.cloneNode(true), link]);
}

function element(name, classes, children) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...children);
  return made;
}
