// A strategic game as a table of payoffs, the equilibrium's probabilities at its margins.

function drawMatrix(game, k) {
  const regime = k < 0 ? null : DATA.regimes[k];
  const chances = game.players.map(([player, labels]) => {
    const found = regime && regime.strategy.find(([name]) => name === player);
    const pairs = found ? found[1][0][2] : [];
    return labels.map((label) => (regime ? pairs.find(([name]) => name === label)?.[1] ?? "0" : null));
  });
  return game.players.length === 2 ? bimatrix(game, chances) : profileTable(game, chances);
}

const chanceText = (p) => words(() => (p === null ? "" : textOf(p, here)));
const played = (p) => p !== null && valueOf(p, here) > 0;

function bimatrix(game, chances) {
  const [[row, rows], [column, columns]] = game.players;
  const cellOf = new Map(game.profiles.map(([profile, payoffs]) => [JSON.stringify(profile), payoffs]));
  const head = h("tr", {}, h("th", { class: "corner" }, named(row), " \\ ", named(column)),
    columns.map((label, j) => h("th", { scope: "col", class: played(chances[1][j]) ? "played" : "" },
      named(label), h("span", { class: "chance" }, chanceText(chances[1][j])))));
  const body = rows.map((label, i) => h("tr", {},
    h("th", { scope: "row", class: played(chances[0][i]) ? "played" : "" }, named(label), h("span", { class: "chance" }, chanceText(chances[0][i]))),
    columns.map((other, j) => {
      const payoffs = cellOf.get(JSON.stringify([label, other]));
      const on = played(chances[0][i]) && played(chances[1][j]);
      return h("td", { class: on ? "played" : "" }, payoffs.map((x, n) => [n ? ", " : "", h("span", { title: formOf(x) }, words(() => textOf(x, here)))]));
    })));
  return h("table", { class: "matrix" },
    h("caption", {}, "Payoffs of ", named(row), ", then ", named(column), "; beside a strategy, its probability."),
    h("thead", {}, head), h("tbody", {}, body));
}

const MANY_PROFILES = 200;

function profileTable(game, chances) {
  const lines = game.profiles.slice(0, MANY_PROFILES).map(([profile, payoffs]) => {
    const on = profile.every((label, n) => played(chances[n][game.players[n][1].indexOf(label)]));
    return h("tr", { class: on ? "played" : "" }, profile.map((label) => h("td", {}, named(label))),
      payoffs.map((x) => h("td", { title: formOf(x) }, words(() => textOf(x, here)))));
  });
  const names = game.players.map(([player]) => player);
  const rest = game.profiles.length - MANY_PROFILES;
  return h("table", { class: "matrix" },
    h("caption", {}, "Every profile of strategies with its payoffs.", rest > 0 ? ` ${rest} more are left out.` : ""),
    h("thead", {}, h("tr", {}, names.map((name) => h("th", { scope: "col" }, named(name))), names.map((name) => h("th", { scope: "col" }, "payoff ", named(name))))),
    h("tbody", {}, lines));
}

DRAWINGS.set("strategic", ["The game", drawMatrix]);
