// Asks the search of a built site, without a browser: SITE in, queries as JSON on the standard input, addresses out.
import { readFile, readdir } from "node:fs/promises";
import { pathToFileURL, fileURLToPath } from "node:url";

const site = pathToFileURL(`${process.argv[2]}/`);
// The search asks a server; here the files themselves answer.
globalThis.fetch = async (url) => new Response(await readFile(fileURLToPath(new URL(url).href.split("?")[0])));
const core = (await readdir(new URL("assets/", site))).find((name) => /^suche-kern\..*js$/.test(name));
const { load } = await import(new URL(`assets/${core}`, site));
const search = await load();
let input = "";
for await (const part of process.stdin) input += part;
const answers = [];
for (const query of JSON.parse(input)) {
  const { found } = await search.find(query);
  answers.push(found.map(({ page, score }) => [page.address, score]));
}
process.stdout.write(JSON.stringify(answers));
