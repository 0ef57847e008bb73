/* Filters the time line in place. The selection lives in the address, so that it can be passed on;
   without this script the list below the time line leads to the same entries. */

const form = document.querySelector(".chronikfilter");
if (form) {
  const entries = [...document.querySelectorAll(".eintrag")];
  const choices = [...form.querySelectorAll("select")];
  const amount = form.querySelector("[role=status]");

  const apply = () => {
    const wanted = choices.filter((choice) => choice.value);
    for (const entry of entries) {
      entry.hidden = !wanted.every((choice) => entry.dataset[choice.name].split(" ").includes(choice.value));
    }
    for (const year of document.querySelectorAll(".chronikjahr")) {
      year.hidden = !year.querySelector(".eintrag:not([hidden])");
    }
    const shown = entries.filter((entry) => !entry.hidden).length;
    amount.textContent = wanted.length ? `${shown} von ${entries.length} Einträgen` : "";
    const query = new URLSearchParams(wanted.map((choice) => [choice.name, choice.value])).toString();
    return query ? `?${query}` : location.pathname;
  };
  const read = () => {
    const asked = new URLSearchParams(location.search);
    // A value that the list does not have leaves the choice empty.
    for (const choice of choices) {
      choice.value = asked.get(choice.name) ?? "";
      if (choice.selectedIndex < 0) choice.value = "";
    }
    apply();
  };
  form.addEventListener("change", () => history.pushState(null, "", apply()));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", read);
  form.hidden = false;
  read();
}
