// The regime map: which equilibria exist over the plane of two parameters, the others at the point. Where several exist,
// their colours stand in stripes. While something moves the grid is as coarse as it must be for the frame; then it is
// worked out point by point.

const MARGIN = { left: 56, right: 14, top: 10, bottom: 44 };
const FRAME = 4; // milliseconds of a frame that a moving map may take
const STRIPE = 16;

function mapSection() {
  if (!PARAMETERS.length || !REGIMES) return null;
  const canvas = h("canvas", {
    tabindex: "0", role: "application", "aria-roledescription": "regime map",
    "aria-describedby": "map-help",
  });
  const context = canvas.getContext("2d");
  const frame = h("div", { class: "canvas" }, canvas);
  const layer = document.createElement("canvas");
  const pen = layer.getContext("2d");
  const options = PARAMETERS.map((parameter, i) => [String(i), `${parameter.tex ? `${symbolText(parameter)}  ` : ""}${plain(parameter.name)}`]);
  const across = select("across", options, String(state.x), (i) => {
    const x = Number(i);
    change({ x, y: state.y === x ? state.x : state.y });
  });
  const up = select("up", [...options, ["-1", "(none: one strip for each regime)"]], String(state.y), (i) => {
    const y = Number(i);
    change(y === state.x ? { y, x: state.y >= 0 ? state.y : (y + 1) % PARAMETERS.length } : { y });
  });
  const table = h("tbody");
  let image = null, raster = null, fineKey = "", coarse = null, perPoint = 4e-4, working = 0, size = { w: 0, h: 0 };

  const key = () => JSON.stringify([state.x, state.y, state.refine, size,
    state.values.map((value, i) => (i === state.x || i === state.y ? 0 : [String(value.n), String(value.d)]))]);

  function fit() {
    const wide = Math.max(260, Math.floor(widthOf(frame)));
    const strips = state.y < 0;
    const high = strips ? Math.min(40 + 26 * REGIMES, 420) + MARGIN.bottom : Math.round(Math.min(wide * 0.74, 470));
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    if (canvas.width !== wide * ratio || canvas.height !== high * ratio) {
      canvas.width = wide * ratio;
      canvas.height = high * ratio;
      canvas.style.setProperty("height", `${high}px`);
      canvas.style.setProperty("width", `${wide}px`);
    }
    size = { w: wide - MARGIN.left - MARGIN.right, h: high - MARGIN.top - MARGIN.bottom, wide, high, ratio };
  }

  function update() {
    across.box.value = String(state.x);
    up.box.value = String(state.y);
    fit();
    if (state.y < 0) {
      drawStrips();
      describe();
      return;
    }
    const now = key();
    if (now !== fineKey || !raster) {
      fineKey = now;
      raster = null;
      // on a machine that is busy with other things, frames are kept by a coarser grid
      const pace = Math.min(1, 10 / Math.max(1, frames.length ? frames[frames.length - 1] : 1));
      const points = Math.max(600, (FRAME * pace) / perPoint);
      const scale = Math.max(1, Math.sqrt((size.w * size.h) / points));
      coarse = new Raster(state.x, state.y, Math.ceil(size.w / scale), Math.ceil(size.h / scale));
      const started = performance.now();
      const done = coarse.work(1e4);
      perPoint = 0.7 * perPoint + 0.3 * ((performance.now() - started) / done);
      startFine();
    }
    paint(raster && raster.done ? raster : coarse);
    describe();
  }

  // The fine grid begins once nothing has moved for a moment, and is worked off between frames.
  function startFine() {
    clearTimeout(working);
    working = setTimeout(() => {
      raster = new Raster(state.x, state.y, size.w, size.h);
      const mine = raster;
      const slice = () => {
        if (raster !== mine) return;
        mine.work(8);
        if (!mine.done) requestAnimationFrame(slice);
        else {
          paint(mine);
          fillTable(mine);
          canvas.dataset.fine = "true";
        }
      };
      requestAnimationFrame(slice);
    }, 90);
    canvas.dataset.fine = "false";
  }

  // For each set the colours of its stripes, as pixels.
  function inks() {
    const base = paper(), pack = ([r, g, b]) => (255 << 24) | (b << 16) | (g << 8) | r;
    const share = isDark() ? 0.6 : 0.55;
    return {
      sets: trie.members.map((members) => members.map((k) => pack(mixed(colourOf(k), base, share)))),
      hatched: trie.members.map((members) => members.map((k) => pack(mixed(ink(), `#${mixed(colourOf(k), base, share).map((part) => part.toString(16).padStart(2, "0")).join("")}`, 0.35)))),
      tiles: trie.members.map((members) => members.map(hatchOf)),
      paper: pack(channels(base)), line: pack(mixed(ink(), base, 0.75)), grey: pack(mixed(ink(), base, 0.12)), hatch: pack(mixed(ink(), base, 0.28)),
    };
  }

  function paint(grid) {
    const { w, h: hgt, ratio } = size;
    if (!image || image.width !== w || image.height !== hgt) {
      layer.width = w;
      layer.height = hgt;
      image = pen.createImageData(w, hgt);
    }
    const pixels = new Int32Array(image.data.buffer);
    const colour = inks();
    const column = Int32Array.from({ length: w }, (_, c) => Math.min(grid.nx - 1, Math.floor((c * grid.nx) / w)));
    for (let r = 0; r < hgt; r++) {
      const row = Math.min(grid.ny - 1, Math.floor((r * grid.ny) / hgt)) * grid.nx;
      const last = r ? Math.min(grid.ny - 1, Math.floor(((r - 1) * grid.ny) / hgt)) * grid.nx : row;
      for (let c = 0; c < w; c++) {
        const id = grid.ids[row + column[c]];
        const p = r * w + c;
        if (id === DOUBT || id !== grid.ids[last + column[c]] || (c && id !== grid.ids[row + column[c - 1]])) pixels[p] = colour.line;
        else if (id === OUTSIDE) pixels[p] = (r + c) % 8 === 0 ? colour.hatch : colour.grey;
        else if (id === 0) pixels[p] = colour.paper;
        else {
          const stripes = colour.sets[id];
          const n = stripes.length === 1 ? 0 : Math.floor((r + c) / STRIPE) % stripes.length;
          pixels[p] = colour.tiles[id][n][((r & 7) << 3) | (c & 7)] ? colour.hatched[id][n] : stripes[n];
        }
      }
    }
    pen.putImageData(image, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.wide, size.high);
    context.imageSmoothingEnabled = false;
    context.drawImage(layer, MARGIN.left, MARGIN.top, w, hgt);
    axes();
    labels(grid);
    marker();
  }

  function axes() {
    const { w, h: hgt } = size;
    context.strokeStyle = ink();
    context.fillStyle = ink();
    context.lineWidth = 1;
    context.strokeRect(MARGIN.left - 0.5, MARGIN.top - 0.5, w + 1, hgt + 1);
    context.font = "12px system-ui, sans-serif";
    const [left, right] = windowOf(state.x);
    context.textBaseline = "top";
    for (const tick of ticks(left, right, w / 70)) {
      const x = MARGIN.left + ((tick - left) / (right - left)) * w;
      context.textAlign = "center";
      context.fillRect(Math.round(x), MARGIN.top + hgt, 1, 5);
      context.fillText(shown(tick), x, MARGIN.top + hgt + 8);
    }
    context.textAlign = "center";
    context.fillText(axisName(PARAMETERS[state.x], w), MARGIN.left + w / 2, MARGIN.top + hgt + 26);
    if (state.y < 0) return;
    const [bottom, top] = windowOf(state.y);
    context.textBaseline = "middle";
    context.textAlign = "right";
    for (const tick of ticks(bottom, top, hgt / 50)) {
      const y = MARGIN.top + hgt - ((tick - bottom) / (top - bottom)) * hgt;
      context.fillRect(MARGIN.left - 5, Math.round(y), 5, 1);
      context.fillText(shown(tick), MARGIN.left - 8, y);
    }
    context.save();
    context.translate(10, MARGIN.top + hgt / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = "center";
    context.fillText(axisName(PARAMETERS[state.y], hgt), 0, 0);
    context.restore();
  }

  function labels(grid) {
    context.font = "600 13px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const [id, place] of labelPlaces(grid)) {
      const words = trie.members[id].map((k) => k + 1).join("\u00b7");
      const room = place.room * size.w * 2;
      if (room < 18 || context.measureText(words).width > room * 2) continue;
      const x = MARGIN.left + place.x * size.w, y = MARGIN.top + place.y * size.h;
      const half = context.measureText(words).width / 2 + 5;
      context.fillStyle = paper();
      context.globalAlpha = 0.85;
      context.beginPath();
      context.roundRect(x - half, y - 10, 2 * half, 20, 5);
      context.fill();
      context.globalAlpha = 1;
      context.fillStyle = ink();
      context.fillText(words, x, y + 1);
    }
  }

  function spot() {
    const part = (i, value) => {
      const [low, high] = windowOf(i);
      return high > low ? Math.max(0, Math.min(1, (value - low) / (high - low))) : 0.5;
    };
    return {
      x: MARGIN.left + part(state.x, here.x[state.x]) * size.w,
      y: state.y < 0 ? 0 : MARGIN.top + (1 - part(state.y, here.x[state.y])) * size.h,
    };
  }

  function marker() {
    const { x, y } = spot();
    for (const [width, colour] of [[5, paper()], [2, ink()]]) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.beginPath();
      if (state.y < 0) {
        context.moveTo(x, MARGIN.top);
        context.lineTo(x, MARGIN.top + size.h);
      } else {
        context.arc(x, y, 7, 0, 7);
        for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
          context.moveTo(x + 4 * dx, y + 4 * dy);
          context.lineTo(x + 12 * dx, y + 12 * dy);
        }
      }
      context.stroke();
    }
  }

  // One strip for each regime along the parameter: filled where it exists.
  function drawStrips() {
    const { w, h: hgt, ratio } = size;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.wide, size.high);
    const x = Float64Array.from(here.x), map = mapOf(), [left, right] = windowOf(state.x);
    const bounds = boundsOver([[state.x, left, right]]);
    const strip = hgt / REGIMES, shares = new Map();
    for (let c = 0; c < w; c++) {
      x[state.x] = left + ((c + 0.5) / w) * (right - left);
      const id = setAt(map, state.refine, x, bounds);
      shares.set(id, (shares.get(id) || 0) + 1);
      if (id === OUTSIDE) {
        context.fillStyle = `rgb(${mixed(ink(), paper(), 0.12)})`;
        context.fillRect(MARGIN.left + c, MARGIN.top, 1, hgt);
      } else if (id !== DOUBT) {
        for (const k of trie.members[id]) {
          context.fillStyle = `rgb(${mixed(colourOf(k), paper(), 0.75)})`;
          context.fillRect(MARGIN.left + c, MARGIN.top + k * strip + 2, 1, strip - 4);
        }
      }
    }
    axes();
    context.textAlign = "right";
    context.textBaseline = "middle";
    context.font = "600 13px system-ui, sans-serif";
    for (let k = 0; k < REGIMES; k++) context.fillText(String(k + 1), MARGIN.left - 10, MARGIN.top + (k + 0.5) * strip);
    marker();
    canvas.dataset.fine = "true";
    rowsOf(shares, w);
  }

  function fillTable(grid) {
    const shares = new Map();
    for (const id of grid.ids) shares.set(id, (shares.get(id) || 0) + 1);
    rowsOf(shares, grid.ids.length);
  }

  function rowsOf(shares, total) {
    const rows = [...shares].filter(([id]) => id !== DOUBT).sort((a, b) => b[1] - a[1]);
    table.replaceChildren(...rows.slice(0, 24).map(([id, count]) => {
      const part = count / total < 0.005 ? "< 1%" : `${Math.round((100 * count) / total)}%`;
      const what = id === OUTSIDE ? "outside the assumptions" : id === 0 ? "no equilibrium listed"
        : trie.members[id].map((k) => h("span", { class: "set" }, chip(k), " ", short(regimeName(k), 70)));
      return h("tr", {}, h("td", {}, what), h("td", { class: "number" }, part));
    }));
  }

  function describe() {
    const there = DATA.regimes.flatMap((_, k) => (exists(k) ? [k + 1] : []));
    const at = [state.x, state.y].filter((i) => i >= 0).map((i) => `${plain(PARAMETERS[i].name)} ${fractionText(state.values[i])}`);
    canvas.setAttribute("aria-label", `Regime map. The point: ${at.join(", ")}; equilibria ${there.join(", ") || "none"}.`);
  }

  const moveTo = (event) => {
    const box = canvas.getBoundingClientRect();
    const part = (event.clientX - box.left - MARGIN.left) / size.w;
    const rise = 1 - (event.clientY - box.top - MARGIN.top) / size.h;
    const values = state.values.slice();
    for (const [i, share] of [[state.x, part], [state.y, rise]]) {
      if (i < 0) continue;
      const [low, high] = windowOf(i), { places } = PARAMETERS[i];
      values[i] = places.at(places.near(low + Math.max(0, Math.min(1, share)) * (high - low)));
    }
    change({ values });
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    moveTo(event);
  });
  canvas.addEventListener("pointermove", (event) => { if (canvas.hasPointerCapture(event.pointerId)) moveTo(event); });
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [state.x, -1], ArrowRight: [state.x, 1], ArrowUp: [state.y, 1], ArrowDown: [state.y, -1] }[event.key];
    if (!step || step[0] < 0) return;
    event.preventDefault();
    const { places } = PARAMETERS[step[0]];
    const k = places.near(here.x[step[0]]) + step[1] * (event.shiftKey ? 10 : 1);
    setValue(step[0], places.at(Math.max(0, Math.min(places.count - 1, k))));
  });
  watchWidth(frame);
  onChange(update, frame);
  return section("map", "Regime map",
    h("div", { class: "tools" }, across.element, up.element),
    h("p", { id: "map-help", class: "note" }, "Click or drag to move the point; with the keyboard, arrow keys (with Shift, ten steps). Numbers and colours are those of the list; stripes: several exist. A thin line is a border, hatching lies outside the assumptions."),
    frame,
    h("details", { open: true, class: "legend" }, h("summary", {}, "What is on this map"),
      h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "equilibria that exist together"), h("th", { scope: "col" }, "share of the map"))), table)));
}

const axisName = (parameter, room) => short(`${parameter.tex ? `${symbolText(parameter)}: ` : ""}${plain(parameter.name)}`, Math.floor(room / 6.5));

// Round numbers inside an interval, about as many as there is room for.
function ticks(low, high, room) {
  if (!(high > low)) return [low];
  const raw = (high - low) / Math.max(2, Math.min(room, 8));
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((k) => k * power).find((one) => one >= raw * 0.999);
  const out = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) out.push(Number((k * step).toPrecision(12)));
  return out;
}
