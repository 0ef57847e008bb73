// The menu on narrow screens. Without this script, or before it, the menu is simply open.
"use strict";
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
const nummer = /\/(?:i|impulse?|karte|blatt)\/0*([1-9]\d{0,2})/i.exec(location.pathname)?.[1];
if (meinten && nummer) {
  const link = meinten.querySelector("a");
  const ziel = `${link.dataset.kurzlink}${nummer}/`;
  // Only a number that leads somewhere is offered.
  fetch(ziel, { method: "HEAD" }).then(({ ok }) => {
    if (!ok) return;
    link.href = ziel;
    link.querySelector("span").textContent = nummer;
    meinten.hidden = false;
  }, () => {});
}
