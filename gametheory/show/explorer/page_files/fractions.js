// Exact numbers: what a slider shows is the number that is computed with, as two integers without a common divisor.

const gcd = (a, b) => {
  a = a < 0n ? -a : a;
  while (b) [a, b] = [b, a % b];
  return a;
};

function fraction(n, d = 1n) {
  if (d < 0n) [n, d] = [-n, -d];
  const common = gcd(n, d) || 1n;
  return { n: n / common, d: d / common };
}

// Reads what a person types: 7/10, 0.7, -1/2, 2e-3. Returns null for anything else.
function readFraction(text) {
  const found = /^\s*([+-]?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d{1,3}))?(?:\s*\/\s*(\d+\.?\d*|\.\d+))?\s*$/.exec(
    text.replace(/\u2212/g, "-"),
  );
  if (!found || text.length > 5000) return null; // a document's 1e300 is written out too
  const [, sign, above, power, below] = found;
  const top = decimalFraction(above);
  const bottom = below === undefined ? fraction(1n) : decimalFraction(below);
  if (bottom.n === 0n) return null;
  let n = top.n * bottom.d * (sign === "-" ? -1n : 1n);
  let d = top.d * bottom.n;
  const shift = Number(power || 0);
  if (shift > 0) n *= 10n ** BigInt(shift);
  if (shift < 0) d *= 10n ** BigInt(-shift);
  return fraction(n, d);
}

function decimalFraction(text) {
  const [whole, part = ""] = text.split(".");
  return fraction(BigInt((whole || "0") + part), 10n ** BigInt(part.length));
}

const plus = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
const times = (a, b) => fraction(a.n * b.n, a.d * b.d);
const compare = (a, b) => {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
const same = (a, b) => a.n === b.n && a.d === b.d;

const WHOLE = BigInt(Number.MAX_SAFE_INTEGER);

// The nearest double, as Python's: a quotient of two exact doubles is rounded once, and so is the reading of a decimal.
function toNumber(a) {
  if (a.d <= WHOLE && a.n <= WHOLE && a.n >= -WHOLE) return Number(a.n) / Number(a.d);
  const decimal = decimalText(a);
  if (decimal !== null) return Number(decimal);
  // more digits than a double has: the quotient with 40 digits, read as a decimal
  const digits = a.d.toString().length - a.n.toString().length + 40;
  const scaled = digits > 0 ? (a.n * 10n ** BigInt(digits)) / a.d : a.n / (a.d * 10n ** BigInt(-digits));
  return Number(`${scaled}e${-digits}`);
}

// A decimal where the number is a short one, else a fraction: 0.7, 1/3.
function fractionText(a) {
  const decimal = decimalText(a);
  return decimal !== null && decimal.length <= 20 ? decimal : `${a.n}/${a.d}`;
}

// The number as a decimal, or null where it has no end.
function decimalText(a) {
  let d = a.d, places = 0;
  for (const prime of [2n, 5n]) {
    let times = 0;
    while (d % prime === 0n) { d /= prime; times += 1; }
    places = Math.max(places, times);
  }
  if (d !== 1n) return null;
  const digits = (a.n < 0n ? -a.n : a.n) * 10n ** BigInt(places) / a.d;
  const text = digits.toString().padStart(places + 1, "0");
  const whole = text.slice(0, text.length - places), part = text.slice(text.length - places);
  return (a.n < 0n ? "-" : "") + whole + (part ? `.${part}` : "");
}

// A computed number, to four significant digits, with a real minus sign.
function shown(value) {
  if (Number.isNaN(value)) return "undefined";
  if (!Number.isFinite(value)) return value > 0 ? "\u221e" : "\u2212\u221e";
  const size = Math.abs(value);
  let text;
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) text = value.toExponential(3).replace(/\.?0+e/, "e");
  else text = String(Number(value.toPrecision(4)));
  return text.replace("-", "\u2212");
}
