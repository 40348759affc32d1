// The game with an equilibrium drawn on it; which one is drawn is chosen beside the list, or here.

// How each kind of game is drawn: its heading, and what makes the drawing of a game and of a regime on it. The script of
// a kind adds itself; a kind that brings none is shown by its histories.
const DRAWINGS = new Map();

// A drawing is made anew only when its shape changes; what follows the point in between is written into it by these.
let writers = [];

function live(write) {
  writers.push(write);
  write();
}

// A text that may be a function: then it follows the point.
function words(content) {
  if (typeof content !== "function") return content;
  const node = document.createTextNode("");
  live(() => { node.data = content(); });
  return node;
}

function text(x, y, content, { class: look = "", anchor = "start" } = {}, hint = "") {
  return s("text", { x, y, class: look, "text-anchor": anchor }, hint ? s("title", {}, hint) : null, words(content));
}

// A move: as wide as its probability (a function, or null where nothing is drawn on the game); thin where not played.
function stroke(x1, y1, x2, y2, p, on) {
  const line = s("line", { x1, y1, x2, y2, "stroke-width": p ? 1 : 1.2, class: p === null ? "edge" : on ? "edge on" : "edge off" });
  if (on) live(() => line.setAttribute("stroke-width", (1.5 + 3 * Math.max(0, Math.min(p(), 1))).toFixed(2)));
  return line;
}

// What the shape of a drawing depends on: which actions are played, and which ways to deter work here.
function shapeOf(k) {
  if (k < 0) return "";
  const regime = DATA.regimes[k];
  const actions = regime.strategy.flatMap(([, plan]) => plan.flatMap(([, , pairs]) => pairs.map(([, p]) => (valueOf(p, here) > 0 ? 1 : 0))));
  const ways = regime.deterrence.flatMap(([, list]) => list.map(([, row]) => here.holds[row]));
  return `${actions.join("")} ${ways.join("")}`;
}

// A drawing with controls in it is a group: in an image, whoever cannot see it would not find them.
function picture(width, height, description, children, role = "img") {
  return h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "drawing, scrollable" },
    s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role, "aria-label": description, class: "drawing" }, children));
}

function diagramSection() {
  const game = DATA.game;
  const holder = h("div", { class: "diagram" });
  const chooser = h("div", { class: "choosers", role: "group", "aria-label": "equilibrium to draw" });
  const [title, draw] = DRAWINGS.get(game.kind) ?? ["The game", drawHistories];
  let drawn = null;

  function choose(there, k) {
    const held = chooser.contains(document.activeElement) ? document.activeElement.dataset.k : null;
    renew(chooser, JSON.stringify([there, k]), () => [
      h("span", { class: "note" }, there.length ? "Drawn:" : "No equilibrium to draw here."),
      ...there.map((n) => {
        const button = h("button", { type: "button", class: "pick", "aria-pressed": String(n === k), onclick: () => change({ drawn: n }) },
          chip(n), h("span", {}, short(regimeName(n), 60)));
        button.dataset.k = n;
        return button;
      })]);
    if (held) chooser.querySelector(`[data-k="${held}"]`)?.focus();
  }

  onChange(() => {
    const k = drawnRegime();
    const there = DATA.regimes.flatMap((_, n) => (exists(n) ? [n] : []));
    choose(there, k);
    holder.style.setProperty("--played", k < 0 ? ink() : colourOf(k));
    const shape = JSON.stringify([k, shapeOf(k), [...opened], [...closed]]);
    if (shape === drawn) {
      for (const write of writers) write();
      return;
    }
    drawn = shape;
    writers = [];
    const box = holder.querySelector(".scroll");
    const place = box ? [box.scrollLeft, box.scrollTop] : [0, 0];
    holder.replaceChildren(...[draw(game, k)].flat());
    const next = holder.querySelector(".scroll");
    if (next) [next.scrollLeft, next.scrollTop] = place;
  }, holder);
  return section("diagram", title, chooser, holder);
}
