// Leads on from a former or short address at once and keeps the section that a refresh would drop.
location.replace(document.currentScript.dataset.ziel + location.search + location.hash);
