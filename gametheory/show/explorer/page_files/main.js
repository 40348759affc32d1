// The page: its sections in the order of reading, the bar that stays in sight, and what a console may ask.

function headSection() {
  const head = document.getElementById("head");
  const facts = [
    DATA.players.map(([player, meaning]) => [h("dt", {}, named(player)), h("dd", {}, meaning ? h("bdi", {}, meaning) : "player")]),
    DATA.definitions.map(([name, value]) => [h("dt", {}, plain(name)), h("dd", {}, h("code", {}, value))]),
    DATA.symbols.map(([sign, value]) => [h("dt", {}, h("code", {}, sign)), h("dd", {}, h("code", {}, value))]),
    DATA.assumptions.length ? [h("dt", {}, "assumed"), h("dd", {}, DATA.assumptions.map(([condition]) => h("code", { class: "part" }, condition)))] : null,
    DATA.sha256 ? [h("dt", {}, "document"), h("dd", {}, named(DATA.name), ", sha256 ", h("code", {}, DATA.sha256.slice(0, 16)))] : null,
    [h("dt", {}, "made by"), h("dd", {}, `gametheory-toolkit ${DATA.version}`)],
  ];
  head.append(h("p", { class: "heading" }, `${DATA.heading}. `,
    h("span", { class: DATA.exhaustive ? "" : "warning" }, `${DATA.completeness}.`)),
    h("details", {}, h("summary", {}, "About the model"), DATA.about.map((part) => h("p", {}, h("bdi", {}, part))), h("dl", {}, facts)));
}

function barSection() {
  const bar = document.getElementById("bar");
  const there = h("span", { class: "there" });
  const refine = DATA.refinements.length
    ? select("show", [["0", "all equilibria"], ...DATA.refinements.map((name, i) => [String(i + 1), `those that survive ${refinementName(name)}`])], "0",
      (i) => change({ refine: Number(i) })) : null;
  const link = PARAMETERS.length ? h("button", {
    type: "button", onclick: async () => {
      history.replaceState(null, "", address());
      // the clipboard may be refused: the address bar has the link, too
      const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
      link.textContent = copied ? "Copied" : "The address is the link";
      setTimeout(() => { link.textContent = "Link to this point"; }, 2000);
    },
  }, "Link to this point") : null;
  bar.append(h("span", { class: "note" }, PARAMETERS.length ? "Here:" : "Equilibria:"), there, h("span", { class: "fill" }), ...[refine?.element, link].filter(Boolean));
  onChange(() => {
    if (refine) refine.box.value = String(state.refine);
    const found = DATA.regimes.flatMap((_, k) => (exists(k) ? [k] : []));
    const outside = here.holds[DATA.admissible] <= 0;
    renew(there, JSON.stringify([outside, found.map((k) => [k, stays(k)])]), () => (found.length ? found.map((k) => h("span", { class: stays(k) === false ? "set gone" : "set" }, chip(k), h("span", { class: "wide" }, ` ${short(regimeName(k), 40)}`)))
      : [outside ? "outside the assumptions" : "no equilibrium listed"]));
  });
}

function build() {
  headSection();
  barSection();
  const column = (name, ...parts) => h("div", { class: `column ${name}` }, parts);
  const main = document.getElementById("main");
  if (!PARAMETERS.length) main.classList.add("fixed");
  main.append(...[
    happensSection(),
    parameterSection(),
    column("pictures", envelopeSection(), mapSection(), changesSection()),
    column("list", equilibriaSection()),
    diagramSection(),
    column("claims-column", propositionsSection()),
    column("limits-column", limitsSection()),
  ].filter(Boolean));
  for (const empty of main.querySelectorAll(".column:empty")) empty.remove();
  const exact = document.querySelector("#limits .exact");
  if (exact) onChange(() => exact.replaceChildren(commandLine()), exact);
  // an anchor of the page, as the link that skips to the equilibria, is no point
  addEventListener("hashchange", () => { if (location.hash.includes("=") || location.hash.length < 2) readAddress(); });
  readAddress();
}

// For a console and for tests: evaluates points given as texts, in the parameters' order, and says how long frames took.
window.gametheoryExplorer = Object.freeze({
  data: DATA,
  parameters: PARAMETERS.map((parameter) => parameter.name),
  evaluate(points) {
    return points.map((texts) => {
      const found = evaluate(texts.map(readFraction));
      return { holds: Array.from(found.holds), sure: Array.from(found.sure), values: Array.from(found.values), decided: found.decided };
    });
  },
  address,
  frames: () => frames.slice(),
});

// A start that matters: the map begins with the first two parameters on which any regime depends.
(() => {
  if (!PARAMETERS.length) return;
  const used = DATA.depends;
  state.x = used[0] ?? 0;
  state.y = used[1] ?? (PARAMETERS.length > 1 ? (state.x === 0 ? 1 : 0) : -1);
  state.along = state.x;
})();

build();
