// One colour a regime, everywhere: those of Okabe and Ito (2008, "Color Universal Design"), which people who are blind to
// some colours can tell apart; from the eighth regime on the same colours with another hatch. A number says the same.

const COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#000000"];
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const forPrint = window.matchMedia("print");

const isDark = () => dark.matches && !forPrint.matches;
const colourOf = (k) => {
  const colour = COLOURS[k % COLOURS.length];
  return colour === "#000000" && isDark() ? "#E8E6E1" : colour;
};
const patternOf = (k) => Math.floor(k / COLOURS.length);

// In grey the dashes of a line and the hatch of an area say what the colour says; both are those of the printed figures.
const DASHES = ["none", "7 2", "2 2", "7 2 2 2", "11 3", "4 2 2 2 2 2"];
const dashesOf = (k) => DASHES[k % DASHES.length];

// Hatches on tiles of eight by eight pixels, each a test of row and column.
const HATCHES = [
  () => false, (r, c) => (r + c) % 8 === 0, (r, c) => r % 4 === 0 && c % 4 === 0, (r, c) => (r + c) % 8 === 0 || (r - c) % 8 === 0,
  (r, c) => (r - c) % 8 === 0, (r) => r % 8 === 0, (r, c) => r % 8 === 0 || c % 8 === 0, (r, c) => c % 8 === 0,
  (r, c) => Math.abs(Math.hypot(r - 3.5, c - 3.5) - 2.5) < 0.7,
].map((test) => Uint8Array.from({ length: 64 }, (_, n) => (test(n >> 3, n & 7) ? 1 : 0)));
const hatchOf = (k) => HATCHES[k % HATCHES.length];

const channels = (colour) => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));

// A colour mixed into the paper it lies on.
function mixed(colour, paper, share) {
  const a = channels(colour), b = channels(paper);
  return a.map((part, i) => Math.round(share * part + (1 - share) * b[i]));
}

const paper = () => (isDark() ? "#16181B" : "#FFFFFF");
const ink = () => (isDark() ? "#E8E6E1" : "#1A1A1A");

// Text on a colour: black or white, whichever is farther from it.
function inkOn(colour) {
  const [r, g, b] = channels(colour).map((part) => {
    const c = part / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000000" : "#FFFFFF";
}

// The number of a regime on its colour.
function chip(k) {
  const element = h("span", { class: `chip pattern${Math.min(patternOf(k), 3)}` }, String(k + 1));
  element.dataset.regime = k;
  paintChip(element);
  return element;
}

function paintChip(element) {
  const colour = colourOf(Number(element.dataset.regime));
  element.style.setProperty("--colour", colour);
  element.style.setProperty("--ink", inkOn(colour));
}

// On paper everything is light, whatever the screen is; what is printed must be painted before the event is over.
for (const query of [dark, forPrint]) {
  query.addEventListener("change", () => {
    document.querySelectorAll(".chip").forEach(paintChip);
    frame();
    settle();
  });
}

// Names of regimes as a reader wants them: the moves of a path apart from each other.
const regimeName = (k) => plain(DATA.regimes[k].name).replace(/\s*\/\s*/g, " / ");
