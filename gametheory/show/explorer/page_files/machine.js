// Evaluation. MACHINE is the solution compiled from Python; the numbers here are IEEE doubles, the same as there.

const REGIMES = DATA.regimes.length;
const scratch = {
  factors: new Float64Array(MACHINE.factorCount),
  bounds: new Float64Array(MACHINE.factorCount),
  sizes: new Float64Array(MACHINE.inputs),
};

// The sign of an integer polynomial at an exact point.
function exactSign(terms, point) {
  let total = { n: 0n, d: 1n };
  for (const [coefficient, powers] of terms) {
    let term = { n: BigInt(coefficient), d: 1n };
    for (const [index, power] of powers) {
      for (let k = 0; k < power; k++) term = times(term, point[index]);
    }
    total = plus(total, term);
  }
  return total.n < 0n ? -1 : total.n > 0n ? 1 : 0;
}

// Everything at one exact point: which conditions hold, which of them hang on a polynomial that is exactly zero there,
// and all numbers. A sign that rounding could decide is decided in integers.
function evaluate(point) {
  const x = Float64Array.from(point, toNumber);
  const { factors, bounds, sizes } = scratch;
  x.forEach((value, i) => { sizes[i] = Math.abs(value); });
  MACHINE.factors(x, factors);
  MACHINE.bounds(sizes, bounds);
  const signs = new Int8Array(MACHINE.factorCount);
  let zeros = false, decided = 0;
  for (let k = 0; k < signs.length; k++) {
    if (Math.abs(factors[k]) > bounds[k]) signs[k] = Math.sign(factors[k]);
    else {
      signs[k] = exactSign(MACHINE.terms[k], point);
      decided += 1;
      if (signs[k] === 0) zeros = true;
    }
  }
  const holds = new Int8Array(MACHINE.rowCount);
  const sure = new Int8Array(MACHINE.rowCount);
  MACHINE.logic(signs, sure);
  if (zeros) MACHINE.exact(signs, holds);
  else holds.set(sure);
  const values = new Float64Array(MACHINE.valueCount);
  MACHINE.values(x, values);
  return { point, x, holds, sure, values, decided, borders: zeros };
}

const ONE = { n: 1n, d: 1n };
const constants = new Map();

// A number of the page: an index into the values, or the text of an exact constant.
function valueOf(number, here) {
  if (number === null) return NaN;
  if (typeof number === "number") return here.values[number];
  if (!constants.has(number)) constants.set(number, toNumber(readFraction(number)));
  return constants.get(number);
}

const textOf = (number, here) =>
  typeof number === "string" && number.length < 8 ? number.replace("-", "\u2212") : shown(valueOf(number, here));

const formOf = (number) => (typeof number === "number" ? DATA.forms[number] : number);
