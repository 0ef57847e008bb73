// What every page needs. First the menu on narrow screens. Without this script, or before it, the menu is simply open.
"use strict";

// A German text of a script in the language of the page, with {names} filled in. Pages in another language load a table of
// them, worte-xx.js; on German pages there is none.
const wort = (text, werte = {}) => (window.worte?.[text] ?? text).replace(/\{(\w+)\}/g, (_, name) => werte[name]);

const knopf = document.querySelector(".menueknopf");
const menue = document.getElementById("hauptmenue");

function zeige(offen) {
  knopf.setAttribute("aria-expanded", String(offen));
}

if (knopf && menue) {
  knopf.addEventListener("click", () => zeige(knopf.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (ereignis) => {
    if (ereignis.key !== "Escape" || knopf.getAttribute("aria-expanded") !== "true") return;
    // Focus must not stay on a link that is about to vanish.
    if (menue.contains(document.activeElement)) knopf.focus();
    zeige(false);
  });
}

// The page for wrong addresses: whoever looked for an impulse finds its number in what they typed.
const meinten = document.querySelector(".meinten-sie");
const nummer = /\/(?:i|impulse?|karte|blatt)\/0*(\d{1,3})(?!\d)/i.exec(location.pathname)?.[1];
if (meinten && nummer) {
  const link = meinten.querySelector("a");
  const ziel = `${link.dataset.kurzlink}${nummer}/`;
  // Only a number that leads somewhere is offered.
  fetch(ziel, { method: "HEAD" }).then(({ ok }) => {
    if (!ok) {
      const keine = document.querySelector(".nummer-fehlt");
      keine.querySelector("span").textContent = nummer;
      keine.hidden = false;
      return;
    }
    link.href = ziel;
    link.querySelector("span").textContent = nummer;
    meinten.hidden = false;
  }, () => {});
}

// Turns the link in the header into the button of the search; everything else is loaded on demand.
{
  const link = document.querySelector("a.suche-knopf");
  const here = document.currentScript?.src;

  if (link && here && window.HTMLDialogElement) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.dataset.liste = link.href;
    button.setAttribute("aria-haspopup", "dialog");
    button.setAttribute("aria-keyshortcuts", "/");
    button.append(...link.childNodes);
    const focused = document.activeElement === link;
    link.replaceWith(button);
    if (focused) button.focus();

    const open = async (query) => {
      if (document.querySelector("dialog[open]")) return;
      try {
        // A failed import is remembered by the browser, so a later try asks under another name.
        const search = await import(new URL(`suche-dialog.js${open.tries ? `?${open.tries}` : ""}`, here).href);
        await search.open(button, query);
      } catch {
        open.tries = (open.tries ?? 0) + 1;
        apologise(link.href);
      }
    };
    button.addEventListener("click", () => open());
    // Back from a hit: the search stands open again. A page kept by the browser tells so as well.
    window.addEventListener("pageshow", () => {
      const query = history.state?.suche;
      if (query === undefined) return;
      const { suche, ...rest } = history.state;
      history.replaceState(rest, "");
      open(query);
    });
    document.addEventListener("keydown", (event) => {
      // Whoever speaks to the computer may type a slash by accident: the dialog can switch this off.
      if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || button.dataset.taste === "aus") return;
      if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      open();
    });
  }

  // Opened from a file or without a connection: say so, and show another way.
  function apologise(list) {
    const dialog = document.createElement("dialog");
    const text = document.createElement("p");
    text.textContent = location.protocol === "file:"
      ? `${wort("Die Suche braucht einen Webserver; in einer Datei auf Ihrem Gerät kann sie nicht arbeiten.")} `
      : `${wort("Die Suche lässt sich gerade nicht laden. Vielleicht ist die Verbindung unterbrochen.")} `;
    const way = document.createElement("a");
    way.href = list;
    way.textContent = wort("Alle Impulse als Liste");
    text.append(way);
    const form = document.createElement("form");
    form.method = "dialog";
    const close = document.createElement("button");
    close.className = "knopf";
    close.textContent = wort("Schließen");
    form.append(close);
    dialog.setAttribute("aria-label", wort("Hinweis zur Suche"));
    dialog.append(text, form);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
}
