// What the text says about the model, and what became of it; and what this page does not know.

const STATUS = new Map([["proved", "\u2713 proved"], ["refuted", "\u2717 refuted"], ["undecided", "? undecided"], ["", "not checked"]]);

function propositionsSection() {
  if (!DATA.claims.length) return null;
  const counts = new Map();
  for (const claim of DATA.claims) counts.set(claim.status, (counts.get(claim.status) || 0) + 1);
  const tally = [...counts].map(([status, n]) => `${n} ${status || "not checked"}`).join(", ");
  return section("propositions", "Propositions",
    h("p", { class: "summary" }, `${tally}.`),
    DATA.checked ? null : h("p", { class: "note" }, "Listed as the document states them; they were not checked when this page was made."),
    h("ul", { class: "claims" }, DATA.claims.map(claimItem)));
}

function claimItem(claim) {
  const note = (...parts) => h("p", { class: "note" }, parts);
  const reasons = [
    claim.formal ? h("p", {}, h("code", {}, claim.formal)) : null,
    claim.scope ? note(`Scope: ${claim.scope}`) : null,
    claim.assumptions?.length ? note("Given ", claim.assumptions.map((one) => h("code", { class: "part" }, one))) : null,
    claim.reason ? note(claim.reason) : null,
    claim.share ? note(`It ${claim.share.of} at ${(100 * claim.share.value).toFixed(1)}% (\u00b1 ${(100 * claim.share.halfWidth).toFixed(1)}) of the ${claim.share.draws} draws from ${claim.share.priors} to which it applies${claim.share.accepted ? `; ${claim.share.accepted}` : ""}.`) : null,
    claim.gaps?.length ? [note("The proof says nothing where one of these holds:"), gapList(claim.gaps)] : null,
    claim.source ? note(`Source: ${claim.source}`) : null,
  ].filter(Boolean);
  const witness = claim.witness && PARAMETERS.length
    ? h("button", { type: "button", onclick: () => goTo(claim.witness) }, claim.status === "refuted" ? "Show where it fails" : "Show a point") : null;
  return h("li", { class: "claim" },
    h("p", {}, h("span", { class: `status ${claim.status || "open"}` }, STATUS.get(claim.status) || claim.status), " ",
      h("strong", {}, claim.name), claim.automatic ? " (automatic check)" : ""),
    claim.statement ? h("p", {}, h("bdi", {}, claim.statement)) : null,
    claim.surprise ? h("p", { class: "warning" }, `The document expects that it ${claim.expected}.`) : null,
    h("div", { class: "tools" },
      reasons.length ? h("details", {}, h("summary", {}, claim.status ? "How it was decided, and its source" : "Source"), reasons) : null, witness));
}

const MANY_GAPS = 12;

function gapList(gaps) {
  const items = gaps.slice(0, MANY_GAPS).map((gap) => h("li", {}, h("code", {}, gap.edge), gap.fails ? ": it fails at a point there" : null));
  const rest = gaps.length - items.length;
  return h("ul", { class: "note" }, items, rest > 0 ? h("li", {}, `and ${rest} more`) : null);
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
