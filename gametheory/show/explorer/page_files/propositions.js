// What the text says about the model, and what became of it; and what this page does not know.

const STATUS = new Map([["proved", "\u2713 proved"], ["refuted", "\u2717 refuted"], ["undecided", "? undecided"], ["", "not checked"]]);

function propositionsSection() {
  if (!DATA.claims.length) return null;
  const rows = DATA.claims.map((claim) => {
    const facts = [
      claim.formal ? h("p", {}, h("code", {}, claim.formal)) : null,
      claim.surprise ? h("p", { class: "warning" }, `The document expects that it ${claim.expected}.`) : null,
      claim.scope ? h("p", { class: "note" }, `Scope: ${claim.scope}`) : null,
      claim.assumptions?.length ? h("p", { class: "note" }, `Given ${claim.assumptions.join("; ")}`) : null,
      claim.reason ? h("p", { class: "note" }, claim.reason) : null,
      claim.exceptions?.length ? h("p", { class: "note" }, `Nothing is said where ${claim.exceptions.join(" or ")}`) : null,
      claim.share ? h("p", { class: "note" }, `It ${claim.share.of} at ${(100 * claim.share.value).toFixed(1)}% (\u00b1 ${(100 * claim.share.halfWidth).toFixed(1)}) of the draws from the priors to which it applies.`) : null,
      claim.source ? h("p", { class: "note" }, `Source: ${claim.source}`) : null,
    ];
    const witness = claim.witness && PARAMETERS.length
      ? h("button", { type: "button", onclick: () => goTo(claim.witness) }, claim.status === "refuted" ? "Show where it fails" : "Show a point") : null;
    return h("li", { class: "claim" },
      h("p", {}, h("span", { class: `status ${claim.status || "open"}` }, STATUS.get(claim.status) || claim.status), " ",
        h("strong", {}, claim.name), claim.automatic ? " (automatic check)" : ""),
      claim.statement ? h("p", {}, h("bdi", {}, claim.statement)) : null, facts, witness);
  });
  return section("propositions", "Propositions",
    DATA.checked ? null : h("p", { class: "note" }, "Listed as the document states them; they were not checked when this page was made."),
    h("ul", { class: "claims" }, rows));
}

function goTo(witness) {
  const values = state.values.slice();
  for (const [name, number] of witness) if (indexOf.has(name)) values[indexOf.get(name)] = readFraction(number);
  change({ values });
  document.getElementById("equilibria-title").focus();
}

function limitsSection() {
  const edges = DATA.edges.map(([condition]) => h("li", {}, h("code", {}, condition)));
  return section("limits", "What this list is",
    h("p", { class: DATA.exhaustive ? "" : "warning" }, `${DATA.completeness}.`),
    DATA.refined.length ? h("p", {}, `Solved with the refinements ${DATA.refined.map(refinementName).join(", ")}: what they strike is not in it.`) : null,
    edges.length ? [h("p", {}, "Knife edges: where one of these equalities holds, further equilibria may exist, which no regime lists."), h("ul", {}, edges)] : null,
    DATA.notes.map((note) => h("p", { class: "note" }, note)),
    PARAMETERS.length ? h("p", { class: "note" },
      "Numbers are computed in double precision and shown to four digits. Whether a regime exists is decided in exact integers where rounding could decide it; borders belong to the map, and a point on one says so. The exact numbers at this point:") : null,
    PARAMETERS.length ? h("p", { class: "exact" }) : null);
}
