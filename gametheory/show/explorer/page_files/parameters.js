// A slider and a field for every parameter. The field takes decimals and fractions; both show the exact number.

function parameterSection() {
  if (!PARAMETERS.length) return null;
  const back = h("button", { type: "button", onclick: () => change({ values: PARAMETERS.map((p) => p.start) }) },
    "Back to the start");
  const rows = PARAMETERS.map(parameterRow);
  onChange(() => {
    for (const row of rows) row.update();
    back.disabled = PARAMETERS.every((parameter, i) => same(state.values[i], parameter.start));
  });
  return section("parameters", "Parameters",
    h("p", { class: "note" }, "Drag, use the arrow keys, or type a decimal or a fraction. Point at a name for its meaning and source."),
    h("div", { class: "tools" }, back),
    rows.map((row) => row.element));
}

function parameterRow(parameter, index) {
  const { places } = parameter;
  const id = `parameter-${index}`;
  const text = plain(parameter.name);
  const slider = h("input", {
    type: "range", id, min: 0, max: Math.max(places.count - 1, 0), step: 1, disabled: places.count < 2,
    "aria-describedby": `${id}-facts`,
    oninput: () => setValue(index, places.at(Number(slider.value))),
  });
  const field = h("input", {
    type: "text", inputmode: "text", autocomplete: "off", spellcheck: "false", class: "number",
    "aria-label": `${text}, exact value`, "aria-describedby": `${id}-wrong`,
    onchange: () => typed(),
    onkeydown: (event) => { if (event.key === "Escape") { reset(); } },
  });
  const wrong = h("span", { id: `${id}-wrong`, class: "wrong", role: "alert" });
  const facts = h("span", { id: `${id}-facts`, class: "unseen" }, factsOf(parameter).map(([name, fact]) => `${name}: ${fact}. `));
  const name = h("label", { for: id, class: "name" },
    parameter.tex ? [symbolOf(parameter), " "] : null, h("span", { class: "plain" }, text));
  const element = h("div", { class: "parameter" }, name, field, slider, facts, wrong);
  withTip(element, () => tipOf(parameter));

  function typed() {
    const value = readFraction(field.value);
    const problem = value ? refusal(parameter, value) : "not a number: write 0.7 or 7/10";
    wrong.textContent = problem;
    field.toggleAttribute("aria-invalid", Boolean(problem));
    if (!problem) setValue(index, value);
  }

  function reset() {
    wrong.textContent = "";
    field.removeAttribute("aria-invalid");
    field.value = fractionText(state.values[index]);
  }

  let last = null;
  function update() {
    const value = state.values[index];
    if (last && same(last, value)) return;
    last = value;
    const number = fractionText(value);
    slider.value = places.near(toNumber(value));
    slider.setAttribute("aria-valuetext", `${number}${parameter.unit ? ` ${short(parameter.unit, 40)}` : ""}`);
    element.classList.toggle("moved", !same(value, parameter.start));
    reset();
  }

  return { element, update };
}

const factsOf = (parameter) => [
  ["meaning", parameter.meaning],
  ["unit", parameter.unit],
  ["range", parameter.range],
  [parameter.baseline ? "baseline" : "start (no baseline)", fractionText(parameter.start)],
  ["prior", parameter.prior],
  ["source", parameter.source],
].filter(([, fact]) => fact);

const tipOf = (parameter) => [
  h("strong", {}, symbolOf(parameter), parameter.tex ? ` ${plain(parameter.name)}` : ""),
  h("dl", {}, factsOf(parameter).map(([name, fact]) => [h("dt", {}, name), h("dd", {}, h("bdi", {}, fact))])),
];

// One tip for the whole page, beside what it is about; for a reader of the screen the same words are in the description.
const tip = document.getElementById("tip");
tip.setAttribute("aria-hidden", "true");

function withTip(element, content) {
  const open = () => {
    tip.replaceChildren(...content());
    tip.hidden = false;
    const box = element.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const right = box.right + 12 + own.width < innerWidth;
    const left = right ? box.right + 12 : Math.max(8, Math.min(box.left, innerWidth - own.width - 8));
    const below = Math.min(box.bottom + 8, innerHeight - own.height - 8);
    const above = box.top - own.height - 8;
    const top = right ? Math.max(8, Math.min(box.top, innerHeight - own.height - 8)) : above > 8 ? above : below;
    tip.style.setProperty("left", `${left}px`);
    tip.style.setProperty("top", `${top}px`);
  };
  const close = () => { tip.hidden = true; };
  const name = element.querySelector(".name") || element;
  name.addEventListener("pointerenter", open);
  name.addEventListener("pointerleave", close);
  element.addEventListener("focusin", (event) => { if (event.target.matches(":focus-visible")) open(); });
  element.addEventListener("focusout", close);
}

document.addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });
document.addEventListener("scroll", () => { tip.hidden = true; }, true);
