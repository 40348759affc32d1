// What the refinements say of a regime at the point, and why: at which message, against which types, for what reason.

const refinementName = (name) => DATA.labels[name] || plain(name);

function verdictOf(k, one) {
  if (one.where === null) return one.verdict;
  return here.holds[one.where] > 0;
}

// Joins a list of nodes as "a, b and c".
function joined(nodes) {
  return nodes.flatMap((node, i) => [i === 0 ? "" : i === nodes.length - 1 ? " and " : ", ", node]);
}

function reasonOf(one) {
  if (one.verdict === null && one.where === null) return [one.reason || "not decided for this regime"];
  if (one.reason) return [one.reason];
  const strikes = one.strikes.filter((strike) => here.holds[strike.where] > 0);
  return strikes.map((strike) => {
    const place = ["at ", named(strike.message), ", which nobody sends, "];
    if (strike.by !== null) {
      return h("li", {}, place, "the types that send it in ", chip(strike.by), " are no worse off there and some are better off");
    }
    const struck = strike.types.filter(([, where]) => here.holds[where] > 0).map(([type]) => named(type));
    if (!struck.length) return h("li", {}, place, strike.otherwise);
    return h("li", {}, place, "the message cannot come from ", joined(struck), `, which ${strike.because}; `,
      "under the beliefs that are left, some type gains by sending it");
  });
}

// The conditions on which the list of verdicts depends.
const verdictRows = (k) => DATA.regimes[k].survives.flatMap((one) => [...(one.where === null ? [] : [one.where]),
  ...one.strikes.flatMap((strike) => [strike.where, ...strike.types.map(([, row]) => row)])]);

// The verdicts as tags, and a sentence for every one that strikes.
function verdictList(k) {
  const verdicts = DATA.regimes[k].survives;
  if (!verdicts.length) return [];
  const tags = verdicts.map((one) => {
    const verdict = verdictOf(k, one);
    const [sign, word] = verdict === null ? ["?", "undecided"] : verdict ? ["\u2713", "survives"] : ["\u2717", "struck"];
    return h("li", { class: `tag ${word}` }, h("span", { "aria-hidden": "true" }, `${sign} `),
      h("span", { class: "unseen" }, `${word}: `), refinementName(one.name));
  });
  const bad = verdicts.filter((one) => verdictOf(k, one) !== true);
  // criteria that strike for the same reason are named together
  const groups = new Map();
  for (const one of bad) {
    const reasons = reasonOf(one);
    const key = JSON.stringify([verdictOf(k, one), reasons.map((node) => (typeof node === "string" ? node : node.textContent))]);
    if (!groups.has(key)) groups.set(key, { verdict: verdictOf(k, one), reasons, names: [] });
    groups.get(key).names.push(refinementName(one.name));
  }
  const why = [...groups.values()].map(({ verdict, reasons, names }) => {
    const verb = verdict === null ? "not decided" : names.length === 1 ? "strikes it" : "strike it";
    const head = verdict === null ? `${names.join(", ")}: ` : `${names.join(", ")} ${verb}`;
    if (!reasons.length) return h("li", {}, `${head}.`);
    return h("li", {}, `${head}${verdict === null ? "" : ": "}`,
      reasons.every((node) => typeof node === "string") ? reasons : h("ul", {}, reasons));
  });
  return [h("ul", { class: "tags", "aria-label": "refinements" }, tags), why.length ? h("ul", { class: "why" }, why) : null];
}
