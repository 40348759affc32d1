// A game tree from left to right. What the equilibrium reaches is open, with the moves beside it; the rest is folded, and
// a button at each fold opens it. A folded part says how many ends it has.

const TREE = { row: 40, column: 168, left: 90, top: 24, end: 190 };
const opened = new Set(); // nodes that a reader has opened
const closed = new Set(); // nodes on the path that a reader has folded

function drawTree(game, k) {
  const { nodes } = game;
  const regime = k < 0 ? null : DATA.regimes[k];
  const plans = new Map();
  if (regime) {
    for (const [player, plan] of regime.strategy) {
      for (const [where, , pairs] of plan) plans.set(JSON.stringify([player, where]), new Map(pairs));
    }
  }
  const chance = (node, [label, , p]) => {
    if (node.kind === "chance") return p;
    const plan = plans.get(JSON.stringify([node.player, node.set]));
    return plan ? plan.get(label) ?? "0" : null;
  };
  const drawn = [];
  let row = 0, deepest = 0;
  const place = (i, depth, reached) => {
    const node = nodes[i];
    const entry = { i, node, depth, reached, children: [], folded: 0, y: 0 };
    deepest = Math.max(deepest, depth);
    drawn.push(entry);
    const open = node.kind !== "end" && !closed.has(i) && (reached || opened.has(i) || (!regime && depth < 2));
    if (open) {
      for (const move of node.moves) {
        const p = chance(node, move);
        entry.children.push({ move, p, child: place(move[1], depth + 1, reached && played(p)) });
      }
      entry.y = (entry.children[0].child.y + entry.children[entry.children.length - 1].child.y) / 2;
    } else {
      if (node.kind !== "end") entry.folded = endsBelow(nodes, i);
      entry.y = TREE.top + TREE.row * row++;
    }
    return entry;
  };
  place(0, 0, Boolean(regime));
  const x = (entry) => TREE.left + entry.depth * TREE.column;
  const below = [], above = [];
  for (const entry of drawn) {
    for (const { move, p, child } of entry.children) {
      const on = entry.reached && played(p);
      const wide = p === null ? null : () => valueOf(p, here);
      const slant = x(entry) + 34;
      below.push(stroke(x(entry), entry.y, slant, child.y, wide, on), stroke(slant, child.y, x(child), child.y, wide, on));
      const label = short(plain(move[0]), 17);
      above.push(text(slant + 4, child.y - 5, mixes(p) ? () => `${label} ${textOf(p, here)}` : label, { class: played(p) ? "strong" : "" }));
    }
    above.push(...nodeMarks(game, entry, x(entry)));
  }
  const width = TREE.left + deepest * TREE.column + TREE.end;
  const height = TREE.top * 2 + TREE.row * Math.max(row - 1, 0);
  const description = `Game tree.${regime ? ` Drawn: ${regimeName(k)}. What it reaches is thick and open; the rest can be opened.` : ""}`;
  const all = drawn.some((entry) => entry.folded);
  return [
    h("div", { class: "tools" },
      h("button", { type: "button", disabled: !all, onclick: () => { nodes.forEach((_, i) => opened.add(i)); closed.clear(); change({}, true); } }, "Open all"),
      h("button", { type: "button", disabled: !opened.size && !closed.size, onclick: () => { opened.clear(); closed.clear(); change({}, true); } }, "Fold what is not reached")),
    picture(width, height, description, [...below, ...above], "group"),
    h("p", { class: "note" }, "Payoffs: ", joined(game.players.map((player) => named(player))),
      ". Bold moves are played, also where the game does not come to.",
      game.shared.length ? " Moves marked with the same name of an information set cannot be told apart by the player." : ""),
  ];
}

function nodeMarks(game, entry, x) {
  const { node, y, i } = entry;
  if (node.kind === "end") {
    const numbers = () => node.payoffs.map((p) => textOf(p, here)).join(", ");
    return [s("circle", { cx: x, cy: y, r: 3, class: entry.reached ? "node on" : "node" }),
      text(x + 8, y + 4, numbers, { class: entry.reached ? "strong" : "" }, node.payoffs.map(formOf).join(", "))];
  }
  const name = node.kind === "chance" ? "nature" : plain(node.player);
  const shared = node.kind === "move" && game.shared.includes(node.set) ? ` {${short(plain(node.set), 14)}}` : "";
  const marks = [
    s("circle", { cx: x, cy: y, r: 4.5, class: node.kind === "chance" ? "nature" : entry.reached ? "node on" : "node" }),
  ];
  const fold = entry.folded > 0;
  if (!fold) marks.push(text(x - 8, y + 16, short(name, 14) + shared, { class: "small italic halo", anchor: "end" }));
  else marks.push(text(x + 34, y + 4, `${short(name, 12)}${shared}: ${entry.folded} ends`, { class: "small italic" }));
  if (entry.depth > 0 || fold) marks.push(foldButton(x, y, i, fold, name, entry));
  return marks;
}

// A circle of its own: a button of the drawing, worked by pointer and keyboard.
function foldButton(x, y, i, folded, name, entry) {
  const act = () => {
    if (folded) { opened.add(i); closed.delete(i); } else { closed.add(i); opened.delete(i); }
    change({}, true);
    requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector(`[data-node="${i}"]`)?.focus()));
  };
  const cx = x + (folded ? 18 : 0);
  const button = s("g", {
    class: folded ? "fold" : "fold quiet", role: "button", tabindex: "0",
    "aria-expanded": String(!folded), "aria-label": folded ? `open the part where ${name} moves, ${entry.folded} ends` : `fold the part where ${name} moves`,
    onclick: act,
    onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(); } },
  }, s("circle", { cx, cy: y, r: 9 }), folded ? s("path", { d: `M${cx - 4} ${y}h8M${cx} ${y - 4}v8` }) : null);
  button.dataset.node = i;
  return button;
}

function endsBelow(nodes, i) {
  let count = 0;
  const stack = [i];
  while (stack.length) {
    const node = nodes[stack.pop()];
    if (node.kind === "end") count += 1;
    else stack.push(...node.moves.map((move) => move[1]));
  }
  return count;
}

DRAWINGS.set("extensive", ["The game tree", drawTree]);
