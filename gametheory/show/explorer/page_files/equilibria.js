// The equilibria at the point, every one that exists, and what keeps the other regimes from existing there.

function equilibriaSection() {
  const cards = DATA.regimes.map((_, k) => card(k));
  const summary = h("p", { class: "summary" });
  const border = h("div", { class: "border", role: "note" });
  const list = h("div", { class: "cards" }, cards.map((one) => one.element));
  const nothing = h("p", { class: "note" });
  const absent = h("ul", { class: "absent" });
  const others = h("details", {}, h("summary", {}, h("span")), absent);
  let spoken = 0;
  const update = () => {
    const there = DATA.regimes.flatMap((_, k) => (exists(k) ? [k] : []));
    for (const one of cards) one.update(there.includes(one.k));
    summary.textContent = summaryOf(there);
    if (here.borders || !border.hidden) border.replaceChildren(...borderOf());
    border.hidden = !border.childNodes.length;
    nothing.textContent = emptyText(there);
    nothing.hidden = there.length > 0;
    const missing = DATA.regimes.flatMap((_, k) => (there.includes(k) ? [] : [k]));
    others.hidden = !missing.length;
    others.firstChild.firstChild.textContent = `Regimes that do not exist here: ${missing.length}`;
    if (others.open) renew(absent, missing.map(brokenClauses).join(";"), () => missing.map(absence));
    clearTimeout(spoken);
    spoken = setTimeout(() => {
      document.getElementById("live").textContent =
        `${summary.textContent} ${there.map((k) => `${k + 1}, ${regimeName(k)}${stays(k) === false ? ", struck" : ""}`).join("; ")}`;
    }, 500);
  };
  others.addEventListener("toggle", () => change({}, true));
  onChange(update, list);
  return section("equilibria", PARAMETERS.length ? "Equilibria at this point" : "Equilibria",
    summary, border, nothing, list, others);
}

function summaryOf(there) {
  const n = there.length;
  const noun = n === 1 ? "equilibrium" : "equilibria";
  const struck = state.refine ? there.filter((k) => stays(k) === false).length : 0;
  const rest = struck ? `, ${struck} of them struck by ${refinementName(DATA.refinements[state.refine - 1])}` : "";
  if (here.holds[DATA.admissible] <= 0) return "Outside the model\u2019s assumptions.";
  if (incomplete()) return `On a ${edgesHere().length ? "knife edge" : "border"}: ${n} of the regimes exist${n === 1 ? "s" : ""} here${rest}; that need not be all equilibria.`;
  return `${n} ${noun}${rest}${n > 1 ? "; none is picked" : ""}.`;
}

function emptyText(there) {
  if (there.length) return "";
  if (here.holds[DATA.admissible] <= 0) {
    const broken = DATA.assumptions.filter(([, row]) => here.holds[row] <= 0);
    const why = broken.length && broken.every(([, , odds]) => odds) ? " Where a probability is zero, the game is one without what it belongs to: Python solves it by itself." : "";
    return broken.map(([text]) => text).join("; ") + " does not hold here." + why;
  }
  if (!DATA.exhaustive) return "None was found here. The list of regimes is not proved to be complete.";
  return "No regime holds here: the point lies on a border or a knife edge, where Python solves it by itself.";
}

// The knife edges that the point lies on.
const edgesHere = () => DATA.edges.filter(([, row]) => here.holds[row] > 0);

// Whether equilibria may exist here that no regime lists.
const incomplete = () => edgesHere().length > 0 || (!DATA.exactOnBorders && here.borders > 0);

// What must be said where a polynomial is exactly zero, or equilibria beyond the list may exist.
function borderOf() {
  const edges = edgesHere();
  const unsure = DATA.regimes.flatMap((regime, k) => (here.sure[regime.when] === 0 || here.sure[DATA.admissible] === 0 ? [k] : []));
  if (!edges.length && !unsure.length) return [];
  const out = [];
  if (unsure.length) {
    out.push(h("p", {}, "This point lies exactly on a border of ", joined(unsure.map(chip)),
      ": there a tie may add equilibria that no regime lists."));
  }
  if (edges.length) {
    out.push(h("p", {}, "This point lies on a knife edge (", edges.map(([text]) => text).join("; "), "): further equilibria may exist."));
  }
  out.push(h("p", {}, "The exact list needs Python:"), commandLine());
  return out;
}

function commandLine() {
  const moved = PARAMETERS.flatMap((parameter, i) =>
    same(state.values[i], parameter.start) && parameter.baseline ? [] : [`${parameter.name}=${fractionText(state.values[i])}`]);
  const name = /^[\w.-]+$/.test(DATA.name) ? DATA.name : "MODEL.toml";
  return h("code", { class: "command" }, `gametheory solve ${name} --concept ${DATA.concept}${moved.length ? ` --at ${moved.join(" ")}` : ""}`);
}

const brokenClauses = (k) => DATA.regimes[k].clauses.flatMap(([, row], n) => (here.holds[row] <= 0 ? [n] : []));

function absence(k) {
  const regime = DATA.regimes[k];
  const broken = brokenClauses(k).map((n) => regime.clauses[n]);
  return h("li", {}, chip(k), " ", named(regime.name), h("ul", {}, broken.map(([text]) => h("li", {}, "it needs ", h("code", {}, text)))),
    h("details", {}, h("summary", {}, "Closed forms and conditions"), h("pre", { tabindex: "0" }, regime.statement)));
}

// One regime. Its table is made once; what changes with the point is written into it.
function card(k) {
  const regime = DATA.regimes[k];
  const live = [];
  const number = (value) => {
    const element = h("span", { class: "value", title: typeof value === "number" ? formOf(value) : null });
    live.push(() => { element.textContent = textOf(value, here); });
    return element;
  };
  const mixture = (pairs, row) => {
    // a probability of one is left out, so that a pure action is just its name
    const cells = pairs.map(([label, p]) => {
      const cell = h("span", { class: "part" }, named(label), p === "1" ? null : [" ", number(p)]);
      if (p !== "1") live.push(() => { cell.hidden = valueOf(p, here) === 0; });
      return cell;
    });
    return h("tr", {}, row, h("td", {}, cells));
  };
  const rows = [];
  const head = (...words) => h("th", { scope: "row" }, words);
  for (const [player, plan] of regime.strategy) {
    for (const [where, word, pairs] of plan) {
      const at = word ? [named(player), ` ${word === "type" ? "\u00b7" : word} `, named(where)] : [named(player)];
      rows.push(mixture(pairs, head(...at)));
    }
  }
  for (const [where, pairs, off] of regime.beliefs) {
    rows.push(mixture(pairs, head("belief ", regime.typePayoffs.length ? "after " : "at ", named(where), off ? " (off the path)" : "")));
  }
  for (const [what, payoffs] of [["payoffs", regime.payoffs], ["payoffs of the types", regime.typePayoffs]]) {
    if (payoffs.length) {
      rows.push(h("tr", { class: what === "payoffs" ? "payoffs" : null }, head(what),
        h("td", {}, payoffs.map(([label, p]) => h("span", { class: "part" }, named(label), " ", number(p))))));
    }
  }
  for (const [message, ways] of regime.deterrence) {
    const cell = h("td");
    // the ways that work here, each made once
    const parts = ways.map(([pairs]) => h("span", { class: "part" },
      joined(pairs.map(([label, p]) => [named(label), p === "1" ? "" : [" ", number(p)]])).flat()));
    live.push(() => {
      const open = ways.flatMap(([, row], i) => (here.holds[row] > 0 ? [i] : []));
      renew(cell, open.join(), () => open.map((i, n) => [n ? h("span", { class: "part" }, "or") : null, parts[i]]));
    });
    rows.push(h("tr", {}, head("nobody sends ", named(message), ", deterred by"), cell));
  }
  const verdicts = h("div", { class: "verdicts" });
  const draw = h("button", { type: "button", class: "draw", "aria-pressed": "false", onclick: () => change({ drawn: k }) }, "Draw");
  const title = h("h3", {}, chip(k), " ", h("bdi", {}, regimeName(k)));
  const element = h("article", { class: "card" },
    h("div", { class: "card-head" }, title, draw),
    h("table", {}, h("tbody", {}, rows)),
    verdicts,
    regime.isolated ? null : h("p", { class: "note" }, regime.vertices
      ? "A continuum of outcomes; the whole statement lists its extreme points."
      : "Somewhere in this regime its outcome lies in a continuum of outcomes, of which it is an extreme point."),
    regime.notes.map((note) => h("p", { class: "note" }, note)),
    h("details", {}, h("summary", {}, PARAMETERS.length ? "Closed forms and conditions" : "Whole statement"), h("pre", { tabindex: "0" }, regime.statement)));

  function update(there) {
    element.hidden = !there;
    if (!there) return;
    element.style.setProperty("--edge", colourOf(k));
    for (const write of live) write();
    renew(verdicts, verdictRows(k).map((row) => here.holds[row]).join(""), () => verdictList(k));
    element.classList.toggle("struck", stays(k) === false);
    draw.setAttribute("aria-pressed", String(drawnRegime() === k));
  }

  return { k, element, update };
}

// The regime drawn on the game: the one that was chosen if it exists here, else the first that does and is not struck.
function drawnRegime() {
  if (state.drawn >= 0 && exists(state.drawn)) return state.drawn;
  const there = DATA.regimes.flatMap((_, k) => (exists(k) ? [k] : []));
  return there.find((k) => stays(k) !== false) ?? there[0] ?? -1;
}
