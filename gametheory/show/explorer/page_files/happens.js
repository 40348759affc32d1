// What happens at the point, in a sentence: what the document's answer is about, and what is done in every equilibrium.

// The equilibria of a set that stay under the refinement that is chosen.
const lasting = () => DATA.regimes.flatMap((_, k) => (exists(k) && stays(k) !== false ? [k] : []));

const ABOUT = DATA.answer === null ? null : DATA.quantities[DATA.answer.of];

// The lowest and the highest value of what the answer is about in some regimes, or null.
function rangeOf(regimes, at) {
  const values = regimes.map((k) => valueOf(ABOUT.of[k], at)).filter((value) => Number.isFinite(value));
  return values.length ? [Math.min(...values), Math.max(...values)] : null;
}

const percent = (value) => {
  if (value > 0 && value < 0.005) return "less than 1%";
  if (value < 1 && value > 0.995) return "more than 99%";
  return `${Math.round(100 * value)}%`;
};

// "never", "certain", "30%", "0% to 30%"; numbers where it is no probability.
function rangeWords(range) {
  if (!range) return "undefined";
  const [low, high] = range;
  const write = DATA.answer.chance ? percent : shown;
  if (high - low < 1e-9) {
    if (DATA.answer.chance && high <= 0) return "never";
    if (DATA.answer.chance && low >= 1) return "certain";
    return write(low);
  }
  return `${write(low)} to ${write(high)}`;
}

function sentence(there) {
  if (here.holds[DATA.admissible] <= 0) return "This point lies outside the model\u2019s assumptions.";
  if (!there.length) return state.refine ? "No equilibrium here passes the test that is chosen." : "No equilibrium is listed here.";
  const range = rangeOf(there, here), { noun, chance } = DATA.answer;
  if (!range) return `Here ${noun} is defined in no equilibrium.`;
  const several = range[1] - range[0] >= 1e-9;
  const which = several ? `, depending on which of the ${there.length} equilibria is played` : there.length > 1 ? ", in every equilibrium" : "";
  if (!chance) return `Here ${noun} is ${rangeWords(range)}${which}.`;
  if (!several && range[1] <= 0) return `Here ${noun} never comes about${which}.`;
  if (!several && range[0] >= 1) return `Here ${noun} is certain${which}.`;
  return `Here the chance of ${noun} is ${rangeWords(range)}${which}.`;
}

// What is done in an equilibrium, in the document's words: what is certain first, then what is likely, with its chance.
function deeds(k) {
  const done = DATA.answer.deeds.flatMap(([who, does, of]) => {
    const value = valueOf(DATA.quantities[of].of[k], here);
    return Number.isFinite(value) && value > 0 ? [{ who, does, value }] : [];
  });
  const words = done.map(({ who, does, value }) => `${who} ${does}${value < 1 - 1e-12 ? ` (${percent(value)})` : ""}`);
  return words.length ? `${words.join("; ")}.` : "nothing of what the document asks about.";
}

function happensSection() {
  if (!ABOUT) return null;
  const said = h("p", { class: "said" });
  const list = h("ul", { class: "deeds" });
  const question = DATA.answer.question ? h("p", { class: "note" }, h("bdi", {}, DATA.answer.question)) : null;
  onChange(() => {
    const there = lasting();
    said.textContent = sentence(there);
    const lines = there.map((k) => [k, deeds(k)]);
    renew(list, JSON.stringify(lines), () => lines.map(([k, line]) => h("li", {}, chip(k), " ", h("bdi", {}, line))));
  });
  return section("happens", "What happens here", question, said, list);
}
