// Reads citations from standard input with citation-js; prints what it understood, and how it
// renders that in each of the given styles, as JSON.
import { Cite, plugins } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-ris";
import { readFileSync } from "node:fs";

const { texts, styles } = JSON.parse(readFileSync(0, "utf-8"));
const known = plugins.config.get("@csl").styles;
for (const [name, style] of Object.entries(styles)) known.add(`probe-${name}`, style);

const rendered = (cite, name) =>
  cite.format("bibliography", { format: "text", template: `probe-${name}`, lang: "de-DE" }).trim();
const found = texts.map((text) => {
  const cite = new Cite(text);
  return {
    data: cite.data.map(({ _graph, ...entry }) => entry),
    styles: Object.fromEntries(Object.keys(styles).map((name) => [name, rendered(cite, name)])),
  };
});
process.stdout.write(JSON.stringify(found));
