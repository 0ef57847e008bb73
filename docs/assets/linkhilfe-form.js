/* Reads and writes texts with their form: headings, lists, bold, links; for the page and for the
   command `impuls link`. Whatever comes in, only what is named here goes on: a text becomes blocks
   of runs, and what is written is made anew of them. */

// Not even their text is running text.
const DROPPED = names("audio button canvas datalist embed head iframe input map math noembed noframes noscript object option "
  + "plaintext script select style svg template textarea title video xmp");
const BLOCKS = names("address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
  + "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table "
  + "tbody td tfoot th thead tr ul");
// Web pages, mail, telephone, or an address without a scheme; browsers read through blanks and controls.
const SAFE = /^(?:https?:\/\/|mailto:|tel:|[^:\s\\]*(?:[/?#]|$))/i;
const UNSAFE = /[\u0000-\u001f\u007f\u200b-\u200f\u2028-\u202e]/;
// No text has these, and no page may.
const CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/g;
const DEEPEST = 9; // levels of lists

function names(list) {
  return new Set(list.split(" "));
}

// Reading ----------------------------------------------------------------------------------------

/** The blocks of a tree: a text, or [name, href, style, children]. Line breaks of the text itself
    say nothing, as in HTML, unless `isTyped`. A block has `kind` (p, quote, li, h1 to h6), `level`,
    `isOrdered` and runs of `text` with `isBold`, `isItalic`, `href`. */
export function blocksOf(tree, isTyped = false) {
  const blocks = [];
  let open = null;

  function say(text, context) {
    const { kind, level, isOrdered, item, isBold, isItalic, href } = context;
    if (!open) {
      if (item?.block && isBlank(text)) return;
      open = item?.block ?? { kind, level, isOrdered: isOrdered || Boolean(item?.isNumbered), runs: [] };
      if (item?.block) open.runs.push({ text: "\n", isBold: false, isItalic: false, href: "" });
      else blocks.push(open);
      if (item) item.block = open;
    }
    open.runs.push({ text, isBold: isBold && kind[0] !== "h", isItalic, href });
  }

  function visit(node, context) {
    if (typeof node === "string") {
      const said = node.replace(CONTROLS, "");
      const text = isTyped ? said.replace(/\r\n?/g, "\n") : said.replace(/[\t\n\f\r ]+/g, " ");
      if (text && (open || !isBlank(text))) say(text, context);
      return;
    }
    const [name, href, style, children] = node;
    if (DROPPED.has(name) || /mso-list:\s*ignore/i.test(style)) return;
    if (name === "br") {
      if (open) say("\n", context);
      return;
    }
    const isBlock = BLOCKS.has(name);
    if (isBlock) open = null;
    const inner = within(name, href, style, node, context);
    for (const child of children) visit(child, inner);
    if (isBlock) open = null;
  }

  visit(tree, { kind: "p", level: 0, isOrdered: false, item: null, isBold: false, isItalic: false, href: "" });
  return blocks.map(tidied).filter(({ runs }) => runs.length);
}

function within(name, href, style, node, context) {
  const inner = { ...context };
  if (name === "ul" || name === "ol" || name === "menu") {
    inner.level = Math.min(context.level + 1, DEEPEST);
    inner.isOrdered = name === "ol";
    inner.item = null;
  } else if (name === "li") {
    inner.kind = "li";
    inner.level = Math.max(context.level, 1);
    inner.item = {};
  } else if (/^h[1-6]$/.test(name)) {
    inner.kind = name;
    inner.item = null;
  } else if (name === "blockquote") inner.kind = "quote";
  // Lists as Word writes them: paragraphs, their sign marked as to be left out.
  const word = /mso-list:\s*l\d+\s+level(\d)/i.exec(style);
  if (word && BLOCKS.has(name)) {
    inner.kind = "li";
    inner.level = Math.min(Math.max(Number(word[1]), 1), DEEPEST);
    inner.item = { isNumbered: /^\s*(?:\d+|[a-z]{1,4})[.)]/i.test(signOf(node)) };
  }
  if (name === "b" || name === "strong") inner.isBold = true;
  if (name === "i" || name === "em" || name === "cite") inner.isItalic = true;
  const weight = /font-weight:\s*(\w+)/i.exec(style);
  if (weight) inner.isBold = /^(?:bold|bolder|[6-9]00)$/i.test(weight[1]);
  const slant = /font-style:\s*(\w+)/i.exec(style);
  if (slant) inner.isItalic = /^(?:italic|oblique)$/i.test(slant[1]);
  if (name === "a") inner.href = safe(href);
  return inner;
}

function signOf(node) {
  if (typeof node === "string") return "";
  const [, , style, children] = node;
  return /mso-list:\s*ignore/i.test(style) ? plainOf(node) : children.map(signOf).join("");
}

function plainOf(node) {
  return typeof node === "string" ? node : node[3].map(plainOf).join("");
}

/** The address if it may stand behind a link, else nothing. */
export function safe(href) {
  const address = href.trim();
  return SAFE.test(address) && !UNSAFE.test(address) ? address : "";
}

function isBlank(text) {
  return !/[^\t\n\f\r ]/.test(text);
}

/** The block without blanks at its ends and around line breaks, runs alike put together. */
function tidied(block) {
  const runs = [];
  for (const run of block.runs) {
    const last = runs.at(-1);
    let { text } = run;
    if (!last || /[\n ]$/.test(last.text)) text = text.replace(/^ +/, "");
    if (last && text[0] === "\n") last.text = last.text.replace(/ +$/, "");
    if (!text) continue;
    if (last && last.isBold === run.isBold && last.isItalic === run.isItalic && last.href === run.href) last.text += text;
    else runs.push({ ...run, text });
  }
  while (runs.length && isBlank(runs[0].text)) runs.shift();
  while (runs.length && isBlank(runs.at(-1).text)) runs.pop();
  if (runs.length) {
    runs[0].text = runs[0].text.replace(/^[\t\n\f\r ]+/, "");
    runs.at(-1).text = runs.at(-1).text.replace(/[\t\n\f\r ]+$/, "");
  }
  return { ...block, runs };
}

/** The blocks of a text without any form: its paragraphs. */
export function paragraphsOf(text) {
  return text.replace(/\r\n?/g, "\n").split(/\n[\t ]*(?:\n[\t ]*)+/)
    .map((paragraph) => blockOf(paragraph.replace(/^[\n\t ]+|[\n\t ]+$/g, ""))).filter(({ runs }) => runs[0].text);
}

function blockOf(text) {
  return { kind: "p", level: 0, isOrdered: false, runs: [{ text, isBold: false, isItalic: false, href: "" }] };
}

// Linking ----------------------------------------------------------------------------------------

/** The text to look for passages in; what is a link already is there, but says nothing. */
export function searched(blocks) {
  return blocks.map(({ runs }) => runs.map(({ text, href }) => (href ? "\ufffc".repeat(text.length) : text)).join("")).join("\n\n");
}

/** The blocks with their runs cut where links begin and end; a run has the place of its link. */
export function linkedBlocks(blocks, links) {
  let position = 0;
  return blocks.map((block) => {
    const runs = block.runs.flatMap((run) => {
      const start = position;
      position += run.text.length;
      return cut(run, start, links);
    });
    position += 2;
    return { ...block, runs };
  });
}

function cut(run, start, links) {
  const end = start + run.text.length;
  const edges = links.flatMap((link) => [link.start, link.end]).filter((edge) => start < edge && edge < end);
  const marks = [start, ...new Set(edges), end];
  return marks.slice(1).map((edge, place) => {
    const link = links.findIndex((one) => one.start <= marks[place] && edge <= one.end);
    return { ...run, text: run.text.slice(marks[place] - start, edge - start), ...(link < 0 ? {} : { link }) };
  });
}

/** Neighbouring runs behind one and the same link, or behind none. */
export function passagesOf(runs) {
  const groups = [];
  for (const run of runs) {
    const last = groups.at(-1);
    if (last && last.link === run.link && last.href === run.href) last.runs.push(run);
    else groups.push({ link: run.link, href: run.href, runs: [run] });
  }
  return groups;
}

// Writing ----------------------------------------------------------------------------------------

/** Blocks of linkedBlocks as `html`, `markdown` or `text`; `goals` come from goalsOf. */
export function written(form, blocks, goals) {
  return { html: htmlOf, markdown: markdownOf, text: textOf }[form](blocks, goals);
}

function htmlOf(blocks, goals) {
  const open = [];
  let html = "";
  const close = (level) => {
    while (open.length > level) html += `</li>\n</${open.pop()}>\n`;
  };
  for (const { kind, level, isOrdered, runs } of blocks) {
    const inner = passagesOf(runs).map((group) => htmlPassage(group, goals)).join("");
    if (kind === "li") {
      const list = isOrdered ? "ol" : "ul";
      close(level);
      if (open.length === level && open.at(-1) !== list) close(level - 1);
      if (open.length === level) html += "</li>\n<li>";
      else {
        open.push(list);
        html += `<${list}>\n<li>`;
      }
      html += inner;
    } else {
      close(0);
      html += kind === "quote" ? `<blockquote>\n<p>${inner}</p>\n</blockquote>\n` : `<${kind}>${inner}</${kind}>\n`;
    }
  }
  close(0);
  return html;
}

function htmlPassage({ link, href, runs }, goals) {
  const inner = runs.map(({ text, isBold, isItalic }) => {
    const said = escaped(text).replaceAll("\n", "<br>\n");
    const slanted = isItalic ? `<em>${said}</em>` : said;
    return isBold ? `<strong>${slanted}</strong>` : slanted;
  }).join("");
  const goal = goals[link];
  const address = goal ? goal.address : href;
  return (address ? `<a href="${escaped(address)}">${inner}</a>` : inner) + escaped(goal?.remark ?? "");
}

function markdownOf(blocks, goals) {
  return stacked(blocks, ({ kind, level, isOrdered, runs }, number) => {
    const said = passagesOf(runs).map((group) => markdownPassage(group, goals)).join("");
    if (kind === "li") {
      const indent = "   ".repeat(level - 1);
      return `${indent}${isOrdered ? `${number}.` : "-"} ${said.replaceAll("\n", `  \n${indent}   `)}`;
    }
    const lines = said.replaceAll("\n", "  \n");
    if (kind === "quote") return `> ${lines.replaceAll("\n", "\n> ")}`;
    return kind === "p" ? lines : `${"#".repeat(Number(kind[1]))} ${said.replaceAll("\n", " ")}`;
  });
}

function markdownPassage({ link, href, runs }, goals) {
  const goal = goals[link];
  const inner = runs.map(({ text, isBold, isItalic }) => {
    const sign = (isBold ? "**" : "") + (isItalic ? "*" : "");
    const [, before, core, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text);
    const said = goal ? forLink(core) : core;
    return core && sign ? `${before}${sign}${said}${[...sign].reverse().join("")}${after}` : before + said + after;
  }).join("");
  if (goal) return `[${inner}](${forMarkdown(goal.address)})${goal.remark}`;
  return href ? `[${inner}](${forMarkdown(href)})` : inner;
}

function textOf(blocks, goals) {
  const start = firstNote(searched(blocks));
  const said = stacked(blocks, ({ kind, level, isOrdered, runs }, number) => {
    const words = passagesOf(runs).map(({ link, href, runs: parts }) => {
      const inner = parts.map(({ text }) => text).join("");
      if (link !== undefined) return `${inner} [${start + link}]`;
      return href && href !== inner.trim() ? `${inner} (${href.replace(/^mailto:/i, "")})` : inner;
    }).join("");
    return kind === "li" ? `${"  ".repeat(level - 1)}${isOrdered ? `${number}.` : "-"} ${words}` : words;
  });
  return goals.length ? [said.replace(/\n$/, ""), "", ...notes(goals, start), ""].join("\n") : said;
}

/** Blocks below each other, items of a list without an empty line; `write` is told an item's number. */
function stacked(blocks, write) {
  const counts = [];
  let before = null;
  let text = "";
  for (const block of blocks) {
    const isItem = block.kind === "li";
    counts.length = isItem ? Math.min(counts.length, block.level) : 0;
    while (isItem && counts.length < block.level) counts.push(0);
    if (isItem) counts[block.level - 1] += 1;
    if (before) text += isItem && before.kind === "li" ? "\n" : "\n\n";
    text += write(block, counts[block.level - 1]);
    before = block;
  }
  return text && `${text}\n`;
}

/** A text as `markdown` or `text`, kept sign for sign but for its links. */
export function woven(form, text, links, goals) {
  if (form === "markdown") {
    return joined(text, links, (passage, place) => `[${forLink(passage)}](${forMarkdown(goals[place].address)})${goals[place].remark}`);
  }
  if (!links.length) return text;
  const start = firstNote(text);
  const line = text.includes("\r\n") ? "\r\n" : "\n";
  const body = joined(text, links, (passage, place) => `${passage} [${start + place}]`);
  return [body.replace(/[\n\r\t ]+$/, ""), "", ...notes(goals, start), ""].join(line);
}

function joined(text, links, passage) {
  let position = 0;
  const parts = [];
  links.forEach(({ start, end }, place) => {
    parts.push(text.slice(position, start), passage(text.slice(start, end), place));
    position = end;
  });
  return [...parts, text.slice(position)].join("");
}

function notes(goals, start) {
  return goals.map(({ title, remark, address }, place) => `[${start + place}] ${title}${remark}: ${address}`);
}

function firstNote(text) {
  return Math.max(0, ...[...text.matchAll(/\[([0-9]{1,6})\]/g)].map((match) => Number(match[1]))) + 1;
}

function forLink(text) {
  return text.replace(/[\\`*_[\]<>]/g, "\\$&");
}

function forMarkdown(address) {
  return address.replace(/[ ()<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
