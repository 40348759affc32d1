// A signaling game from left to right: nature, the types, and for every message a block in which the receiver cannot tell
// the types apart. A block's columns are the responses, its rows the types; a line is as wide as its probability.

const SIGNAL = { row: 30, head: 50, gap: 18, left: 150, belief: 118, cell: 104, label: 60 };

function drawSignaling(game, k) {
  const regime = k < 0 ? null : DATA.regimes[k];
  const T = game.types.length;
  const most = Math.max(...game.messages.map((message) => message.responses.length));
  const fan = 170;
  const blockLeft = SIGNAL.left + fan;
  const width = blockLeft + SIGNAL.belief + most * SIGNAL.cell + 12;
  const blockHeight = SIGNAL.head + T * SIGNAL.row + 8;
  const height = game.messages.length * (blockHeight + SIGNAL.gap) + 10;
  const lines = [], over = [], blocks = [];
  const typeY = (t) => (height * (t + 0.5)) / T;
  const natureY = height / 2;
  const mixtures = new Map(regime ? regime.strategy.map(([player, plan]) => [player, plan]) : []);
  const planOf = (player, where) => (mixtures.get(player) || []).find(([name]) => name === where);
  // a probability as a number of the page, null where the regime does not say
  const chance = (player, where, action) => {
    const plan = planOf(player, where);
    return plan ? plan[2].find(([name]) => name === action)?.[1] ?? "0" : null;
  };
  game.types.forEach(([type, prior], t) => {
    const y = typeY(t);
    lines.push(stroke(34, natureY, SIGNAL.left, y, () => valueOf(prior, here), true));
    lines.push(text(SIGNAL.left - 14, y - 10, short(plain(type), 16), { class: "strong", anchor: "end" }));
    lines.push(text(SIGNAL.left - 14, y + 20, () => textOf(prior, here), { class: "small", anchor: "end" }));
    lines.push(s("circle", { cx: SIGNAL.left, cy: y, r: 4.5, class: "node" }));
  });
  lines.push(s("circle", { cx: 30, cy: natureY, r: 4.5, class: "nature" }));
  lines.push(text(30, natureY + 20, "nature", { class: "small", anchor: "middle" }));
  game.messages.forEach((message, m) => {
    const top = 5 + m * (blockHeight + SIGNAL.gap);
    const belief = regime && regime.beliefs.find(([where]) => where === message.label);
    const sent = !regime || game.types.some(([type]) => played(chance(game.sender, type, message.label)));
    const deterrence = regime && regime.deterrence.find(([name]) => name === message.label);
    const parts = [s("rect", { x: blockLeft, y: top, width: width - blockLeft - 4, height: blockHeight, rx: 6, class: sent ? "block" : "block unsent" })];
    parts.push(text(blockLeft + 10, top + 20, short(plain(message.label), 20), { class: "strong" }));
    parts.push(text(blockLeft + 10, top + 38, regime && !sent ? "nobody sends it" : `belief of ${short(plain(game.receiver), 10)}`, { class: "small" }));
    const answers = message.responses.map((response) => answerChance(response, message.label, planOf(game.receiver, message.label), deterrence));
    message.responses.forEach((response, r) => {
      const x = blockLeft + SIGNAL.belief + r * SIGNAL.cell;
      const p = answers[r];
      parts.push(text(x + SIGNAL.cell / 2, top + 20, short(plain(response), 15), { class: played(p) ? "strong" : "", anchor: "middle" }));
      if (p !== null) {
        const bar = s("rect", { x: x + 12, y: top + 28, height: 4, class: "filled" });
        live(() => bar.setAttribute("width", Math.max(0, (SIGNAL.cell - 24) * Math.min(1, valueOf(p, here)))));
        parts.push(s("rect", { x: x + 12, y: top + 28, width: SIGNAL.cell - 24, height: 4, class: "track" }), bar);
        if (mixes(p)) parts.push(text(x + SIGNAL.cell / 2, top + 45, () => textOf(p, here), { class: "small", anchor: "middle" }));
      }
    });
    game.types.forEach(([type], t) => {
      const y = top + SIGNAL.head + t * SIGNAL.row + 14;
      const p = chance(game.sender, type, message.label);
      const mu = belief && belief[1].find(([name]) => name === type);
      lines.push(stroke(SIGNAL.left, typeY(t), blockLeft, y, p === null ? null : () => valueOf(p, here), played(p)));
      if (mixes(p)) {
        const at = 0.8;
        over.push(text(SIGNAL.left + fan * at, typeY(t) + (y - typeY(t)) * at - 5, () => textOf(p, here), { class: "small halo", anchor: "middle" }));
      }
      parts.push(s("circle", { cx: blockLeft, cy: y, r: 4, class: played(p) ? "node on" : "node" }));
      parts.push(text(blockLeft + 10, y + 4, short(plain(type), 11), { class: "small" }));
      parts.push(text(blockLeft + SIGNAL.belief - 8, y + 4, () => (belief ? `[${textOf(mu ? mu[1] : "0", here)}]` : ""), { class: "small", anchor: "end" }));
      message.responses.forEach((response, r) => {
        const x = blockLeft + SIGNAL.belief + r * SIGNAL.cell;
        const on = played(p) && played(answers[r]);
        if (on) parts.push(s("rect", { x: x + 4, y: y - 13, width: SIGNAL.cell - 8, height: 26, rx: 4, class: "reached" }));
        const [a, b] = message.payoffs[t][r];
        parts.push(text(x + SIGNAL.cell / 2, y + 4, () => `${textOf(a, here)}, ${textOf(b, here)}`, { class: on ? "strong" : "", anchor: "middle" },
          `${formOf(a)}, ${formOf(b)}`));
      });
    });
    blocks.push(s("g", {}, parts));
  });
  const description = `Signaling game: ${plain(game.sender)} knows its type and sends a message, ${plain(game.receiver)} responds.`
    + (regime ? ` Drawn: ${regimeName(k)}. The same is in the table of this equilibrium.` : "");
  return [picture(width, height, description, [...lines, ...over, ...blocks]),
    h("p", { class: "note" }, "Payoffs: ", named(game.sender), ", ", named(game.receiver),
      ". In brackets the receiver\u2019s belief; bars and widths of lines are probabilities. What is reached is set off.")];
}

const mixes = (p) => p !== null && p !== "1" && played(p);

// What the receiver answers: the regime's strategy; after a message that nobody sends, a way to deter that works here.
function answerChance(response, message, plan, deterrence) {
  const ways = deterrence ? deterrence[1].filter(([, row]) => here.holds[row] > 0) : [];
  const pairs = plan ? plan[2] : ways.length ? ways[0][0] : null;
  return pairs ? pairs.find(([name]) => name === response)?.[1] ?? "0" : null;
}

DRAWINGS.set("signaling", ["The signaling game", drawSignaling]);
