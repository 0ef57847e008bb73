/* A source file as the form needs it: cut into the fields of its head and its sections. What nobody
   changes stays as it is written, letter for letter. */

const FIELD = /^([A-Za-z_][\w-]*):/;
const SECTION = /^##[ \t]+(.*?)[ \t#]*$/;
// Would not be a text for YAML, or not the same one.
const OTHER = /^(?:[\d.,:_+\-eE]+|true|false|null|yes|no|on|off|y|n)$/i;

/** `fields` and `sections` with their lines; a text without sections of its own is one. */
export function cut(text, titles) {
  const lines = text.split("\n");
  const end = lines.findIndex((line, at) => at > 0 && /^---[ \t]*$/.test(line));
  const fields = [];
  for (const line of lines.slice(1, end)) {
    const name = FIELD.exec(line)?.[1];
    if (name) fields.push({ name, lines: [line] });
    else if (fields.length) fields.at(-1).lines.push(line);
  }
  const sections = [{ title: "", lines: [] }];
  for (const line of lines.slice(end + 1)) {
    const title = titles.length ? SECTION.exec(line)?.[1] : undefined;
    if (titles.includes(title)) sections.push({ title, lines: [line] });
    else sections.at(-1).lines.push(line);
  }
  return { fields, sections };
}

/** What stands in a section, without its heading and the blank lines around it. */
export function words(section) {
  return section.lines.slice(section.title ? 1 : 0).join("\n").replace(/^\n+|\s+$/g, "");
}

/** The whole file. `fields` and `sections` are new lines and new words by name, where there are any.
    Also where each stands: its first line, and the last. */
export function join(pieces, fields, sections) {
  const lines = ["---"];
  const places = new Map();
  const take = (key, own, first = 0) => {
    places.set(key, { first: lines.length + first + 1, last: lines.length + own.length });
    lines.push(...own);
  };
  for (const { name, lines: own } of pieces.fields) take(`feld:${name}`, fields.get(name) ?? own);
  for (const [name, own] of fields) {
    if (!pieces.fields.some((field) => field.name === name)) take(`feld:${name}`, own);
  }
  lines.push("---");
  for (const section of pieces.sections) {
    const changed = sections.get(section.title);
    const head = section.title ? section.lines.slice(0, 1) : [];
    const text = changed?.replace(/^\n+|\s+$/g, "");
    const own = changed === undefined ? section.lines : [...head, "", ...(text ? [...text.split("\n"), ""] : [])];
    const first = own.findIndex((line, at) => at >= head.length && line.trim());
    take(`abschnitt:${section.title}`, own, first < 0 ? Math.max(0, own.length - 1) : first);
  }
  return { text: `${lines.join("\n").replace(/\n+$/, "")}\n`, places };
}

export function text(name, value) {
  return [`${name}: ${scalar(value.replace(/\s+/g, " ").trim(), false)}`.trimEnd()];
}

export function list(name, values) {
  return [`${name}: [${values.map((value) => scalar(value, true)).join(", ")}]`];
}

export function evidence(name, values) {
  return values.length ? [`${name}:`, ...values.map((value) => `  - ${value}`)] : [`${name}:`];
}

function scalar(value, isInList) {
  const isPlain = /^[\p{L}\p{N}„(]/u.test(value) && !/: |:$| #|\t/.test(value) && !OTHER.test(value);
  return !value || (isPlain && !(isInList && /[,[\]{}]/.test(value))) ? value : JSON.stringify(value);
}
