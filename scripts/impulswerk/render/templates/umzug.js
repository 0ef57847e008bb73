// Leads on from a former or short address at once and keeps the section that a refresh would drop.
{
  // Words to scroll to (#:~:text=…) are hidden from location, but not from the list of what was asked for.
  const asked = performance.getEntriesByType?.("navigation")[0]?.name ?? "";
  const section = /#.*/s.exec(asked)?.[0] ?? location.hash;
  location.replace(document.currentScript.dataset.ziel + location.search + section);
}
