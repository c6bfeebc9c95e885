// Elements without markup: text is always text, so nothing that a campaign says can become a tag.

/** h("td", { class: "n" }, "4", h("b", "2")): an element with its attributes and what is in it. */
export function h(tag, ...parts) {
  const element = document.createElement(tag);
  for (const part of parts.flat(2)) {
    if (part === null || part === undefined || part === false) continue;
    if (part instanceof Node) element.append(part);
    else if (typeof part === "object") assign(element, part);
    else element.append(String(part));
  }
  return element;
}

function assign(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
}

export const place = id => document.getElementById(id);

const shown = new WeakMap();

/** Draws a panel anew only where what it shows has changed, so that selections and the focus stay. */
export function renew(host, what, draw) {
  const key = JSON.stringify(what);
  if (shown.get(host) === key) return;
  shown.set(host, key);
  host.replaceChildren(...[draw(what)].flat().filter(Boolean));
}

/** A table: columns are { title, unit?, number?, cell(row) }. */
export function table(caption, columns, rows, empty) {
  if (!rows.length) return h("div", { class: "table" }, h("p", { class: "empty" }, h("b", caption), " ", empty));
  return h("div", { class: "table" }, h("table",
    h("caption", caption),
    h("thead", h("tr", columns.map(c => h("th", { scope: "col", class: c.number && "n" }, c.title, c.unit && h("span", { class: "unit" }, c.unit))))),
    h("tbody", rows.map(row => h("tr", row.attributes || {}, columns.map(c => h("td", { class: c.number ? "n" : c.class }, c.cell(row))))))));
}
