// What would change this: along every parameter, the nearest values at which other equilibria exist, the rest at the point.
// The page walks along each slider in steps and halves the step in which the set changes: a stretch narrower than a step
// can be missed, which the page says.

const WALK = 200, HALVINGS = 40, SHOWN = 8;

// The nearest change in one direction: { value, id } or null.
function nextChange(i, towards, setThere, base) {
  const from = here.x[i];
  let last = from;
  for (let n = 1; n <= WALK; n++) {
    const value = from + ((towards - from) * n) / WALK;
    const id = setThere(value);
    if (id === DOUBT) continue;
    if (id === base) { last = value; continue; }
    let [a, b, beyond] = [last, value, id];
    for (let k = 0; k < HALVINGS; k++) {
      const middle = (a + b) / 2, found = setThere(middle);
      if (found === base) a = middle;
      else { b = middle; beyond = found === DOUBT ? beyond : found; }
    }
    return { value: (a + b) / 2, beyond, inside: b + (value - b) / 1024 };
  }
  return null;
}

function nearestChanges() {
  const map = mapOf(), x = Float64Array.from(here.x), values = new Float64Array(MACHINE.valueCount);
  const base = setAt(map, state.refine, x, boundsOver([]));
  if (base < 0) return null;
  const out = [];
  PARAMETERS.forEach((parameter, i) => {
    const [low, high] = windowOf(i);
    const bounds = boundsOver([[i, low, high]]);
    const setThere = (value) => { x[i] = value; return setAt(map, state.refine, x, bounds); };
    for (const end of [low, high]) {
      const found = end === here.x[i] ? null : nextChange(i, end, setThere, base);
      if (!found || found.beyond < 0) continue; // where the assumptions end there is nothing to say about equilibria
      x[i] = found.inside;
      MACHINE.values(x, values);
      out.push({ i, value: found.value, members: trie.members[found.beyond], at: { values: values.slice() },
        share: Math.abs(found.value - here.x[i]) / (high - low) });
    }
    x[i] = here.x[i];
  });
  return out.sort((a, b) => a.share - b.share);
}

function changesSection() {
  if (!PARAMETERS.length || !REGIMES) return null;
  const list = h("ul", { class: "changes" });
  let waiting = 0;
  const work = () => {
    const found = nearestChanges();
    const each = [...new Set((found ?? []).map((one) => one.i))].slice(0, SHOWN);
    const lines = each.map((i) => h("li", {}, h("bdi", {}, PARAMETERS[i].noun || plain(PARAMETERS[i].name)), ` (now ${shown(here.x[i])})`,
      h("ul", {}, found.filter((one) => one.i === i).map(({ value, members, at }) => {
        const way = value > here.x[i] ? "above" : "below";
        const then = !members.length ? "no equilibrium listed" : ABOUT ? `${DATA.answer.noun}: ${rangeWords(rangeOf(members, at))}` : "other equilibria";
        return h("li", {}, `${way} about ${shown(value)}, `, h("bdi", {}, then), " ", members.map((k) => [chip(k), " "]));
      }))));
    const empty = found === null ? "The point lies on a border or outside the assumptions: move it a little." : "No parameter, moving alone, changes which equilibria exist.";
    list.replaceChildren(...(lines.length ? lines : [h("li", {}, empty)]));
    list.dataset.done = "true";
  };
  onChange(() => {
    list.dataset.done = "false";
    clearTimeout(waiting);
    waiting = setTimeout(work, 120);
  });
  return section("changes", "What would change this",
    h("p", { class: "note" }, "The nearest values at which other equilibria exist when one parameter moves alone, nearest first. Found by walking along each slider: a very narrow stretch can be missed. Exact: the command margins."),
    list);
}
