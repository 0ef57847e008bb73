/* Checks texts with the program that checks them at the editors': Python in a worker, so that the page
   stays quick. It loads only files of this site, and sends nothing. */

import createPyodideModule from "./werkstatt/pyodide.asm.mjs";
import { loadPyodide } from "./werkstatt/pyodide.mjs";

const FOLDER = "/programm";

let Workbench = null;
let bench = null;

self.addEventListener("message", async ({ data }) => {
  try {
    if (data.laden) await start();
    else if (data.quellen) self.postMessage(open(data.quellen));
    else self.postMessage({ nummer: data.nummer, ...JSON.parse(bench.answer(data.quelle, data.neu, data.text, data.eintrag)) });
  } catch (error) {
    console.error(error);
    self.postMessage({ fehler: String(error) });
  }
});

async function start() {
  const fetched = Promise.all([
    loaded(new URL("./werkstatt/programm.zip", import.meta.url)).then((answer) => answer.arrayBuffer()),
    loaded(new URL("./werkstatt/quellen.json", import.meta.url)).then((answer) => answer.text()),
  ]);
  tell(1);
  const python = await loadPyodide({
    createPyodideModule,
    indexURL: new URL("./werkstatt/", import.meta.url).href,
    lockFileURL: new URL("./werkstatt/pyodide-lock.json", import.meta.url).href,
    stdLibURL: new URL("./werkstatt/python_stdlib.zip", import.meta.url).href,
  });
  tell(2);
  const [program, sources] = await fetched;
  python.unpackArchive(program, "zip", { extractDir: FOLDER });
  python.runPython(`import sys; sys.path.insert(0, "${FOLDER}")`);
  tell(3);
  ({ Workbench } = python.pyimport("impulswerk.site.workbench"));
  bench = Workbench.from_json(sources);
  tell(4);
}

/** Other sources in the place of the site's; the answer are all their problems. */
function open(sources) {
  bench = Workbench.from_json(sources);
  return JSON.parse(bench.problems());
}

async function loaded(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return answer;
}

function tell(stage) {
  self.postMessage({ stufe: stage });
}
