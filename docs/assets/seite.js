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
