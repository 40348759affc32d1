// Where the page stands: the point, and what is looked at. Whatever changes it says so, once a frame; the address keeps it.

const PARAMETERS = DATA.parameters.map((parameter) => ({
  ...parameter,
  start: readFraction(parameter.value),
  least: parameter.low === null ? null : readFraction(parameter.low),
  most: parameter.high === null ? null : readFraction(parameter.high),
  edges: parameter.window.map(readFraction),
  places: placesOf(parameter.stops),
}));
const indexOf = new Map(PARAMETERS.map((parameter, i) => [parameter.name, i]));

// The numbers at which a slider can stand are not listed: place k is a multiple of the step, or an end of the range.
function placesOf(stops) {
  const step = readFraction(stops.step);
  const first = BigInt(stops.first), last = BigInt(stops.last);
  const low = stops.low === null ? null : readFraction(stops.low);
  const high = stops.high === null ? null : readFraction(stops.high);
  const inner = Number(last - first) + 1;
  const count = inner + (low ? 1 : 0) + (high ? 1 : 0);
  return {
    count,
    at(k) {
      if (low && k <= 0) return low;
      if (high && k >= count - 1) return high;
      const j = BigInt(Math.max(0, Math.min(inner - 1, k - (low ? 1 : 0))));
      return times({ n: first + j, d: 1n }, step);
    },
    near(number) {
      if (low && number <= (toNumber(low) + Number(first) * toNumber(step)) / 2) return 0;
      if (high && number >= (toNumber(high) + Number(last) * toNumber(step)) / 2) return count - 1;
      const j = Math.round(number / toNumber(step) - Number(first));
      return Math.max(0, Math.min(inner - 1, j)) + (low ? 1 : 0);
    },
  };
}

// Why a number cannot be this parameter's value, or "".
function refusal(parameter, value) {
  const { least, most, openLow, openHigh } = parameter;
  const below = least && (compare(value, least) < 0 || (openLow && same(value, least)));
  const above = most && (compare(value, most) > 0 || (openHigh && same(value, most)));
  return below || above ? `outside the range ${parameter.range}` : "";
}

// Two parameters that matter come first on the map: those that occur in the most regimes' conditions, in document order.
const state = {
  values: PARAMETERS.map((parameter) => parameter.start),
  x: 0,
  y: PARAMETERS.length > 1 ? 1 : -1,
  along: 0,
  of: 0,
  refine: 0, // 0: all; k: those that survive refinement k - 1
  drawn: -1, // the regime on the game; -1: the first that exists here
};

const listeners = []; // { run, element, visible, stale }
let here = evaluate(state.values);
let waiting = false;
// Calls a function at every change. One that belongs to an element out of sight waits until it is seen or nothing moves.
function onChange(run, element = null) {
  const listener = { run, element, visible: true, stale: false };
  listeners.push(listener);
  if (!element) return;
  new IntersectionObserver(([entry]) => {
    listener.visible = entry.isIntersecting;
    if (listener.visible && listener.stale) refresh(listener);
  }, { rootMargin: "100px" }).observe(element);
}

function refresh(listener) {
  listener.stale = false;
  listener.run();
}

let settling = 0;
const settle = () => listeners.filter((listener) => listener.stale).forEach(refresh);
addEventListener("beforeprint", settle);

function change(values = {}, keepAddress = false) {
  Object.assign(state, values);
  if (!keepAddress) rememberSoon();
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(frame);
}

const frames = []; // how long the last frames took, for whoever measures

function frame() {
  waiting = false;
  const started = performance.now();
  here = evaluate(state.values);
  for (const listener of listeners) {
    if (listener.visible) refresh(listener);
    else listener.stale = true;
  }
  clearTimeout(settling);
  settling = setTimeout(settle, 150);
  frames.push(performance.now() - started);
  if (frames.length > 1000) frames.shift();
}

function setValue(index, value) {
  if (same(state.values[index], value)) return;
  const values = state.values.slice();
  values[index] = value;
  change({ values });
}

const exists = (k) => here.holds[DATA.admissible] > 0 && here.holds[DATA.regimes[k].when] > 0;

// Whether a regime stays under the refinement that is chosen: true, false, or null where that is not decided.
function stays(k, name = state.refine ? DATA.refinements[state.refine - 1] : null) {
  if (name === null) return true;
  const verdict = DATA.regimes[k].survives.find((one) => one.name === name);
  if (!verdict) return null;
  return verdict.where === null ? verdict.verdict : here.holds[verdict.where] > 0;
}

// -- the address -------------------------------------------------------------------------------------------------------

let remembering = 0;

function address() {
  const words = new URLSearchParams();
  PARAMETERS.forEach((parameter, i) => {
    if (!same(state.values[i], parameter.start)) words.append(`at.${parameter.name}`, fractionText(state.values[i]));
  });
  if (PARAMETERS.length) {
    words.append("map", [state.x, state.y].filter((i) => i >= 0).map((i) => PARAMETERS[i].name).join(","));
    words.append("line", PARAMETERS[state.along].name);
  }
  if (DATA.quantities.length) words.append("of", DATA.quantities[state.of].key);
  if (state.refine) words.append("refine", DATA.refinements[state.refine - 1]);
  if (state.drawn >= 0) words.append("draw", String(state.drawn + 1));
  return `#${words.toString().replace(/%2F/g, "/").replace(/%2C/g, ",")}`;
}

// Browsers limit how often a page may rewrite its address: once it rests is enough.
function rememberSoon() {
  clearTimeout(remembering);
  remembering = setTimeout(() => history.replaceState(null, "", address()), 250);
}

function readAddress() {
  const words = new URLSearchParams(location.hash.slice(1));
  const values = PARAMETERS.map((parameter) => parameter.start);
  const next = { refine: 0, drawn: -1 };
  for (const [key, text] of words) {
    if (key.startsWith("at.") && indexOf.has(key.slice(3))) {
      const i = indexOf.get(key.slice(3)), value = readFraction(text);
      if (value && !refusal(PARAMETERS[i], value)) values[i] = value;
    } else if (key === "map") {
      const found = text.split(",").filter((name) => indexOf.has(name)).map((name) => indexOf.get(name));
      if (found.length) Object.assign(next, { x: found[0], y: found.length > 1 && found[1] !== found[0] ? found[1] : -1 });
    } else if (key === "line" && indexOf.has(text)) next.along = indexOf.get(text);
    else if (key === "of") {
      const found = DATA.quantities.findIndex((quantity) => quantity.key === text);
      if (found >= 0) next.of = found;
    } else if (key === "refine") next.refine = DATA.refinements.indexOf(text) + 1;
    else if (key === "draw" && /^\d{1,4}$/.test(text) && Number(text) <= REGIMES) next.drawn = Number(text) - 1;
  }
  change({ ...next, values }, true);
}
