/* A source file as the form needs it: cut into the fields of its head and its sections. What nobody
   changes stays as it is written, letter for letter. Values are read by the build and not here. */

const FIELD = /^([A-Za-z_][\w-]*):/;
const SECTION = /^##[ \t]+(.*?)[ \t#]*$/;
const FENCE = /^---[ \t]*$/;
// Would not be a text for YAML, or not the same one. A day is left as it is.
const OTHER = /^(?!\d{4}(?:-\d\d){0,2}$)(?:[\d.,:_+\-eE]+|true|false|null|yes|no|on|off|y|n)$/i;

/** `fields` and `sections` with their lines; a text without sections of its own is one. */
export function cut(text, titles) {
  const lines = text.split("\n");
  const end = lines.findIndex((line, at) => at > 0 && FENCE.test(line));
  const sections = [{ title: "", lines: [] }];
  for (const line of lines.slice(end + 1)) {
    const title = titles.length ? SECTION.exec(line)?.[1] : undefined;
    if (titles.includes(title)) sections.push({ title, lines: [line] });
    else sections.at(-1).lines.push(line);
  }
  return { fields: fieldsOf(lines.slice(1, end)), sections };
}

/** The same of a new entry of a list, without its `indent`; it comes after the rest of the file. */
export function cutEntry(text, indent, before) {
  return { fields: fieldsOf(text.trimEnd().split("\n")), sections: [], indent, before };
}

function fieldsOf(lines) {
  const fields = [];
  for (const line of lines) {
    const name = FIELD.exec(line)?.[1];
    if (name) fields.push({ name, lines: [line] });
    else if (fields.length) fields.at(-1).lines.push(line);
  }
  return fields;
}

/** What stands in a section, without its heading and the blank lines around it. */
export function words(section) {
  return section.lines.slice(section.title ? 1 : 0).join("\n").replace(/^\n+|\s+$/g, "");
}

/** The whole file. `fields` and `sections` are new lines and new words by name, where there are any;
    `order` names all fields, so that one that was not there gets its place.
    Also where each stands: its first line, and the last. */
export function join(pieces, fields, sections, order) {
  const { indent, before } = pieces;
  const lines = indent === undefined ? ["---"] : before.split("\n").slice(0, -1);
  const places = new Map();
  const take = (key, own, first = 0) => {
    places.set(key, { first: lines.length + first + 1, last: lines.length + own.length });
    lines.push(...own);
  };
  const begin = lines.length;
  const there = pieces.fields.map(({ name }) => name);
  for (const name of order.filter((own) => fields.has(own) && !there.includes(own))) {
    const previous = order.slice(0, order.indexOf(name)).findLast((own) => there.includes(own));
    there.splice(there.indexOf(previous) + 1, 0, name);
  }
  for (const name of there) {
    take(`feld:${name}`, fields.get(name) ?? pieces.fields.find((own) => own.name === name).lines);
  }
  if (indent !== undefined) {
    for (let at = begin; at < lines.length; at += 1) {
      if (lines[at]) lines[at] = (at === begin ? indent : " ".repeat(indent.length)) + lines[at];
    }
    return { text: `${lines.join("\n")}\n`, places };
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

/** A list of entries, each of several fields; empty ones are left out. */
export function entries(name, values) {
  const rows = values.flatMap((value) => Object.entries(value).filter(([, own]) => own.trim())
    .map(([key, own], at) => `${at ? "    " : "  - "}${text(key, own)[0]}`));
  return rows.length ? [`${name}:`, ...rows] : [];
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
