// Buttons that copy a text of the page. Without this script the texts are there to be marked by hand.
"use strict";
const heute = new Date().toLocaleDateString(wort("de-DE"), { day: "2-digit", month: "2-digit", year: "numeric" });

for (const abruf of document.querySelectorAll(".abruf")) abruf.textContent = heute;

/** Copies `text`; browsers keep the clipboard to secure addresses, hence the second way. */
async function kopiere(text, quelle) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const auswahl = getSelection();
    auswahl.selectAllChildren(quelle);
    return document.execCommand("copy");
  }
}

for (const knopf of document.querySelectorAll(".kopieren")) {
  const quelle = document.getElementById(knopf.dataset.kopiert);
  const name = knopf.querySelector(".nur-vorlesen").textContent.slice(2);
  const meldung = knopf.closest("section")?.querySelector("[data-meldung]") ?? document.querySelector("[data-meldung]");
  knopf.hidden = false;
  knopf.addEventListener("click", async () => {
    const gelungen = await kopiere(quelle.textContent.trim(), quelle);
    knopf.classList.toggle("kopieren--fertig", gelungen);
    meldung.textContent = "";
    // A status that does not change is not read out again.
    setTimeout(() => {
      meldung.textContent = gelungen ? wort("Kopiert: {name}", { name }) : wort("Bitte mit Strg+C kopieren: {name} ist markiert.", { name });
    }, 50);
    setTimeout(() => knopf.classList.remove("kopieren--fertig"), 2500);
  });
}
