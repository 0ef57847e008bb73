// Reads a path to linkhilfe-kern.js, then data, then texts, one JSON value a line; answers each text
// with the links found and every form of output, one JSON value a line.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const next = async () => (await lines.next()).value;

// Node takes .js for CommonJS outside of a package that says otherwise.
const source = readFileSync(JSON.parse(await next()));
const kern = await import(`data:text/javascript;base64,${source.toString("base64")}`);
const data = kern.prepare(JSON.parse(await next()));
for (let line = await next(); line !== undefined; line = await next()) {
  const { text, base } = JSON.parse(line);
  const links = kern.findLinks(text, data);
  const forms = Object.fromEntries(["markdown", "html", "text"]
    .map((form) => [form, [true, false].map((isMarked) => kern.render(form, text, links, data, base, isMarked))]));
  const reasons = links.map((link) => kern.reason(link, data));
  process.stdout.write(`${JSON.stringify({ links, forms, reasons })}\n`);
}
