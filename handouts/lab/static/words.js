// @ts-check
// Words from the table beside this file, and nodes that are made from text only.

const LINE = /^(\w+),(?:"((?:[^"]|"")*)"|(.*))$/gm;

/** Text by id. @param {string} table of two columns, id and text @returns {Record<string, string>} */
export const read = (table) =>
  Object.fromEntries([...table.replace(/\r/g, "").matchAll(LINE)].map(([, id, quoted, bare]) => [id, quoted?.replace(/""/g, '"') ?? bare]));

/** Words with their {places} filled in. @param {string} text @param {Record<string, any>} values */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/** A real button with its words and what it is for. @param {string} text @param {string} title @param {() => void} act @param {string} kind */
export function button(text, title, act, kind) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = kind;
  node.title = title;
  node.textContent = text;
  node.addEventListener("click", act);
  return node;
}
