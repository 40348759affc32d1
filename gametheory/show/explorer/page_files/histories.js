// A game of a kind without a drawing of its own: how it can end, and how likely each end is in the equilibrium.

const MANY_HISTORIES = 200;

function drawHistories(game, k) {
  const regime = k < 0 ? null : DATA.regimes[k];
  const chances = new Map(regime ? regime.outcome.map(([labels, p]) => [JSON.stringify(labels), p]) : []);
  const lines = game.histories.slice(0, MANY_HISTORIES).map((labels) => {
    const p = regime ? chances.get(JSON.stringify(labels)) ?? "0" : null;
    return h("tr", { class: played(p) ? "played" : "" },
      h("td", {}, labels.map((label, n) => [n ? ", " : "", named(label)])), h("td", {}, chanceText(p)));
  });
  const rest = game.histories.length - MANY_HISTORIES;
  return h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "ways to end, scrollable" },
    h("table", { class: "matrix" },
      h("caption", {}, "Every way to end, with its probability.", rest > 0 ? ` ${rest} more are left out.` : ""),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "what happens"), h("th", { scope: "col" }, "probability"))),
      h("tbody", {}, lines)));
}
