// Reads citations from standard input with citation-js and prints what it understood as JSON.
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-ris";
import { readFileSync } from "node:fs";

const given = JSON.parse(readFileSync(0, "utf-8"));
const found = given.map((text) => {
  const cite = new Cite(text);
  return {
    data: cite.data.map(({ _graph, ...entry }) => entry),
    apa: cite.format("bibliography", { format: "text", template: "apa", lang: "de-DE" }),
  };
});
process.stdout.write(JSON.stringify(found));
