// An outcome along a parameter: one curve for each regime where it exists, and between the lowest and the highest value of
// those that exist a band. Nothing is averaged and no equilibrium is chosen. Curves are samples; where the set of regimes
// changes, the place is found by halving.

const CHART = { left: 56, right: 34, top: 12, bottom: 44, samples: 241 };

function envelopeSection() {
  if (!PARAMETERS.length || !DATA.quantities.length) return null;
  const quantity = select("outcome", DATA.quantities.map((one, i) => [String(i), one.label, one.group]), "0", (i) => change({ of: Number(i) }));
  const along = select("along", PARAMETERS.map((parameter, i) => [String(i), `${parameter.tex ? `${symbolText(parameter)}  ` : ""}${plain(parameter.name)}`]), "0",
    (i) => change({ along: Number(i) }));
  const holder = h("div", { class: "chart" });
  const caption = h("p", { class: "note", id: "envelope-text" });
  watchWidth(holder);
  onChange(() => {
    quantity.box.value = String(state.of);
    along.box.value = String(state.along);
    const found = sampled();
    holder.replaceChildren(chart(found, Math.max(280, widthOf(holder))));
    caption.replaceChildren(...captionOf(found));
  }, holder);
  return section("envelope", "Envelope of an outcome", h("div", { class: "tools" }, quantity.element, along.element), holder, caption);
}

function sampled() {
  const i = state.along, of = DATA.quantities[state.of].of;
  const [low, high] = windowOf(i);
  const x = Float64Array.from(here.x), values = new Float64Array(MACHINE.valueCount);
  const bounds = boundsOver([[i, low, high]]), map = mapOf();
  const probe = { values };
  const setThere = (t) => {
    x[i] = low + t * (high - low);
    return setAt(map, state.refine, x, bounds);
  };
  const places = placesBetween(setThere);
  const curves = DATA.regimes.map(() => new Float64Array(places.length).fill(NaN));
  const least = new Float64Array(places.length).fill(NaN), most = new Float64Array(places.length).fill(NaN);
  places.forEach(([t, id], n) => {
    if (id < 0) return;
    x[i] = low + t * (high - low);
    MACHINE.values(x, values);
    for (const k of trie.members[id]) {
      const value = valueOf(of[k], probe);
      if (!Number.isFinite(value)) continue;
      curves[k][n] = value;
      least[n] = Number.isNaN(least[n]) ? value : Math.min(least[n], value);
      most[n] = Number.isNaN(most[n]) ? value : Math.max(most[n], value);
    }
  });
  return { i, low, high, places, curves, least, most };
}

// Where to sample: evenly, and on both sides of every change of the set of regimes that lies between two samples.
function placesBetween(setThere) {
  const places = [];
  for (let n = 0; n < CHART.samples; n++) {
    // the ends of a range may be open, and values there infinite
    const t = Math.min(1 - 1e-9, Math.max(1e-9, n / (CHART.samples - 1)));
    const id = setThere(t);
    if (id === DOUBT) continue; // exactly on a border: the samples beside it say what is there
    const last = places[places.length - 1];
    if (last && last[1] !== id) {
      let [a, b] = [last[0], t], [left, right] = [last[1], id];
      for (let k = 0; k < 24; k++) {
        const middle = (a + b) / 2, found = setThere(middle);
        if (found === left) a = middle;
        else { b = middle; right = found === DOUBT ? right : found; }
      }
      places.push([a, left], [b, right === id ? id : OUTSIDE]);
    }
    places.push([t, id]);
  }
  return places;
}

// The range of values to show. A pole must not flatten everything else: of the values, the middle 96% count.
function scaleOf(found, probability) {
  if (probability) return [0, 1];
  const all = [...found.least, ...found.most].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (!all.length) return [0, 1];
  const cut = Math.floor(all.length * 0.02), low = all[cut], high = all[all.length - 1 - cut];
  const pad = (high - low) * 0.08 || Math.max(Math.abs(high) * 0.1, 0.5);
  const wide = all[all.length - 1] - all[0] <= 4 * (high - low) || high === low;
  return wide ? [all[0] - pad, all[all.length - 1] + pad] : [low - pad, high + pad];
}

function chart(found, width) {
  const quantity = DATA.quantities[state.of];
  const height = 270, w = width - CHART.left - CHART.right, hgt = height - CHART.top - CHART.bottom;
  const [bottom, top] = scaleOf(found, quantity.group.startsWith("prob") || quantity.group === "beliefs");
  const px = (n) => CHART.left + found.places[n][0] * w;
  const py = (value) => CHART.top + hgt - ((value - bottom) / (top - bottom)) * hgt;
  const parts = [];
  for (const tick of ticks(bottom, top, hgt / 45)) {
    parts.push(s("line", { x1: CHART.left, x2: CHART.left + w, y1: py(tick), y2: py(tick), class: "grid" }),
      text(CHART.left - 8, py(tick) + 4, shown(tick), { class: "small", anchor: "end" }));
  }
  for (const tick of ticks(found.low, found.high, w / 70)) {
    const x = CHART.left + ((tick - found.low) / (found.high - found.low || 1)) * w;
    parts.push(s("line", { x1: x, x2: x, y1: CHART.top + hgt, y2: CHART.top + hgt + 5, class: "axis" }),
      text(x, CHART.top + hgt + 19, shown(tick), { class: "small", anchor: "middle" }));
  }
  const inside = [];
  for (const [from, to] of runs(found.least)) {
    const up = [], down = [];
    for (let n = from; n <= to; n++) {
      up.push(`${px(n).toFixed(1)} ${py(found.most[n]).toFixed(1)}`);
      down.unshift(`${px(n).toFixed(1)} ${py(found.least[n]).toFixed(1)}`);
    }
    inside.push(s("path", { d: `M${up.join("L")}L${down.join("L")}Z`, class: "band" }));
  }
  found.curves.forEach((curve, k) => {
    // where curves lie on each other, the first is the widest and whole: what lies on it leaves its edges bare
    const over = found.curves.slice(k + 1).filter((other) => coincide(curve, other)).length;
    for (const [from, to] of runs(curve)) {
      const points = [];
      for (let n = from; n <= to; n++) points.push(`${px(n).toFixed(1)} ${py(curve[n]).toFixed(1)}`);
      const path = s("path", { d: `M${points.join("L")}${from === to ? "h1" : ""}`, class: "curve", "stroke-dasharray": over ? "none" : dashesOf(k) });
      path.style.setProperty("stroke-width", String(2.2 + 2.4 * over));
      path.style.setProperty("stroke", colourOf(k));
      inside.push(path);
    }
  });
  const at = CHART.left + ((here.x[found.i] - found.low) / (found.high - found.low || 1)) * w;
  inside.push(s("line", { x1: at, x2: at, y1: CHART.top, y2: CHART.top + hgt, class: "now" }));
  DATA.regimes.forEach((_, k) => {
    if (!exists(k) || stays(k) === false) return;
    const value = valueOf(quantity.of[k], here);
    if (!Number.isFinite(value)) return;
    const dot = s("circle", { cx: at, cy: py(value), r: 4.5, class: "dot" });
    dot.style.setProperty("fill", colourOf(k));
    inside.push(dot);
  });
  const marks = curveLabels(found, px, py, hgt);
  const clip = "envelope-clip";
  return s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-labelledby": "envelope-text", class: "drawing" },
    s("clipPath", { id: clip }, s("rect", { x: CHART.left, y: CHART.top, width: w, height: hgt })),
    parts, s("g", { "clip-path": `url(#${clip})` }, inside), marks,
    s("rect", { x: CHART.left, y: CHART.top, width: w, height: hgt, class: "frame" }),
    text(CHART.left + w / 2, height - 6, axisName(PARAMETERS[found.i], w), { anchor: "middle" }));
}

// Whether two curves are the same over a stretch.
function coincide(one, other) {
  let alike = 0;
  for (let n = 0; n < one.length; n++) if (Math.abs(one[n] - other[n]) <= 1e-9 * Math.max(1, Math.abs(one[n]))) alike += 1;
  return alike > 3;
}

// Stretches of samples without a gap.
function runs(values) {
  const out = [];
  let from = -1;
  for (let n = 0; n <= values.length; n++) {
    const there = n < values.length && !Number.isNaN(values[n]);
    if (there && from < 0) from = n;
    if (!there && from >= 0) { out.push([from, n - 1]); from = -1; }
  }
  return out;
}

// Each curve's number at its end, moved apart where several end together.
function curveLabels(found, px, py, hgt) {
  const ends = found.curves.flatMap((curve, k) => {
    const last = runs(curve).pop();
    return last ? [{ k, x: px(last[1]) + 8, y: Math.max(CHART.top + 6, Math.min(CHART.top + hgt, py(curve[last[1]]))) }] : [];
  }).sort((a, b) => a.x - b.x || a.y - b.y);
  const placed = [];
  for (const end of ends) {
    while (placed.some((other) => Math.abs(other.x - end.x) < 12 && Math.abs(other.y - end.y) < 12)) end.x += 13;
    placed.push(end);
  }
  return placed.map((end) => {
    const mark = text(end.x, end.y + 4, String(end.k + 1), { class: "small strong halo" });
    return mark;
  });
}

function captionOf(found) {
  const quantity = DATA.quantities[state.of], parameter = PARAMETERS[found.i];
  const all = [...found.least, ...found.most].filter((value) => !Number.isNaN(value));
  const span = all.length ? `from about ${shown(all.reduce((a, b) => Math.min(a, b)))} to ${shown(all.reduce((a, b) => Math.max(a, b)))}` : "defined nowhere";
  const now = DATA.regimes.flatMap((_, k) => {
    const value = exists(k) && stays(k) !== false ? valueOf(quantity.of[k], here) : NaN;
    return Number.isNaN(value) ? [] : [[chip(k), ` ${short(regimeName(k), 40)}: ${shown(value)}`]];
  });
  return [`${quantity.label}, along ${plain(parameter.name)} with the rest at the point: ${span}. At the point: `,
    ...(now.length ? joined(now).flat() : ["none"]), ".",
    incomplete() ? " It lies on a knife edge or a border, where there may be equilibria with other values." : ""];
}
