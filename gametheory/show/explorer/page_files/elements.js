// Elements are made one by one and texts put into text nodes: no string of the model is ever read as markup.

const DATA = JSON.parse(document.getElementById("data").textContent);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "open" || name === "disabled") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// h("p", { class: "note" }, "text", otherElement)
const h = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const s = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

// A label as a reader wants it: underscores as spaces, no signs that cannot be seen or that turn the line around.
const plain = (text) =>
  text.replace(/_/g, " ").replace(/[^\P{C}\u200c\u200d]/gu, " ").replace(/\s+/gu, " ").trim();

// A label isolated from the writing direction of what stands beside it.
const named = (text, tag = "bdi") => h(tag, {}, plain(text));

const short = (text, most) => (Array.from(text).length > most ? Array.from(text).slice(0, most - 1).join("") + "\u2026" : text);

// A parameter's name: its TeX name set in type, else its plain name.
function symbolOf(parameter) {
  if (!parameter.tex) return h("span", { class: "symbol" }, plain(parameter.name));
  return h("i", { class: "symbol", "aria-hidden": "true" }, parameter.tex.map(([text, place]) => (place ? h(place, {}, text) : text)));
}

const symbolText = (parameter) =>
  parameter.tex ? parameter.tex.map(([text]) => text).join("") : plain(parameter.name);

// Widths are told by the browser when they change: asking for one in the middle of a frame would lay the page out anew.
const widths = new WeakMap();
const sizes = new ResizeObserver((entries) => {
  for (const entry of entries) widths.set(entry.target, entry.contentRect.width);
  change({}, true);
});
const watchWidth = (element) => sizes.observe(element);
const widthOf = (element) => widths.get(element) ?? element.clientWidth;

// Puts children in place only where they are others than last time; a signature says which they are.
function renew(element, signature, make) {
  if (element.signature === signature) return;
  element.signature = signature;
  element.replaceChildren(...make().flat().filter(Boolean));
}

const section = (id, title, ...children) =>
  h("section", { id, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title`, tabindex: "-1" }, title), children);

function select(label, options, chosen, onchange) {
  // options: [[value, text, group], ...]; group is optional
  const groups = new Map();
  const box = h("select", { onchange: () => onchange(box.value) });
  for (const [value, text, group] of options) {
    const option = h("option", { value }, text);
    if (!group) box.append(option);
    else {
      if (!groups.has(group)) {
        groups.set(group, h("optgroup", { label: group }));
        box.append(groups.get(group));
      }
      groups.get(group).append(option);
    }
  }
  box.value = chosen;
  return { element: h("label", { class: "choice" }, h("span", {}, label), box), box };
}
