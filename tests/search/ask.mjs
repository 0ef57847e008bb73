// Asks the search of a built site without a browser: the site's folder as an argument, queries as JSON on the
// standard input; gives the addresses of all hits for each, best first.
import { readFile, readdir } from "node:fs/promises";
import { pathToFileURL, fileURLToPath } from "node:url";

const site = pathToFileURL(`${process.argv[2]}/`);
// In a browser a server answers, here the files themselves.
globalThis.fetch = async (url) => new Response(await readFile(fileURLToPath(new URL(url).href.split("?")[0])));
const core = (await readdir(new URL("assets/", site))).find((name) => /^suche-kern\..*js$/.test(name));
const { load } = await import(new URL(`assets/${core}`, site));
const search = await load();
let input = "";
for await (const part of process.stdin) input += part;
const answers = [];
for (const query of JSON.parse(input)) {
  const { found } = await search.find(query);
  answers.push(found.map(({ page }) => page.address));
}
// The search has timers that wait for a lost connection; nobody waits for them here.
process.stdout.write(JSON.stringify(answers), () => process.exit());
