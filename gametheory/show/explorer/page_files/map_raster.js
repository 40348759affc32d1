// Which regimes exist at the points of a grid. A set of regimes is a number: sets are the nodes of a trie, so that going
// through the regimes at a point finds the number of its set without building the set.

const trie = { children: [new Int32Array(REGIMES)], members: [[]] };

function withRegime(id, k) {
  const row = trie.children[id];
  if (row[k] === 0) {
    row[k] = trie.children.length;
    trie.children.push(new Int32Array(REGIMES));
    trie.members.push([...trie.members[id], k]);
  }
  return row[k];
}

const OUTSIDE = -1, DOUBT = -2;
const conditions = new Int8Array(1 + 2 * REGIMES);

// The set at one point: a number, OUTSIDE the assumptions, or in DOUBT (a sign smaller than its rounding error).
function setAt(map, refine, x, bounds) {
  map(x, bounds, conditions);
  if (conditions[0] < 0) return OUTSIDE;
  let id = 0, doubt = conditions[0] === 0;
  for (let k = 0; k < REGIMES; k++) {
    let c = conditions[1 + k];
    if (refine && c >= 0) c = Math.min(c, conditions[1 + REGIMES + k]);
    if (c > 0) id = withRegime(id, k);
    else if (c === 0) doubt = true;
  }
  return doubt ? DOUBT : id;
}

const mapOf = () => MACHINE.maps[state.refine];

// Bounds on the rounding errors over a window of some parameters, the others at the point.
function boundsOver(windows) {
  const sizes = Float64Array.from(here.x, Math.abs);
  for (const [i, low, high] of windows) sizes[i] = Math.max(Math.abs(low), Math.abs(high));
  const bounds = new Float64Array(MACHINE.factorCount);
  MACHINE.bounds(sizes, bounds);
  return bounds;
}

const windowOf = (i) => PARAMETERS[i].edges.map(toNumber);

// A grid that can be worked off in slices: nx columns and ny rows of points, the first row at the top.
class Raster {
  constructor(i, j, nx, ny) {
    Object.assign(this, { i, j, nx, ny, row: 0 });
    this.ids = new Int32Array(nx * ny);
    this.refine = state.refine;
    this.map = mapOf();
    this.x = Float64Array.from(here.x);
    this.across = windowOf(i);
    this.up = windowOf(j);
    this.bounds = boundsOver([[i, ...this.across], [j, ...this.up]]);
  }

  get done() { return this.row >= this.ny; }

  // Works until the time is over, in milliseconds; returns how many points that were.
  work(budget) {
    const { i, j, nx, ny, x, ids, map, refine, bounds } = this;
    const [left, right] = this.across, [bottom, top] = this.up;
    const until = performance.now() + budget;
    const from = this.row;
    while (this.row < ny) {
      x[j] = top - ((this.row + 0.5) / ny) * (top - bottom);
      for (let c = 0; c < nx; c++) {
        x[i] = left + ((c + 0.5) / nx) * (right - left);
        ids[this.row * nx + c] = setAt(map, refine, x, bounds);
      }
      this.row += 1;
      if (performance.now() > until) break;
    }
    return (this.row - from) * nx;
  }
}

// The place deepest inside each set's area, for its label: distances to the border by two passes (Rosenfeld and Pfaltz
// 1966), on a grid thin enough to be quick.
function labelPlaces(raster) {
  const step = Math.max(1, Math.floor(raster.nx / 80));
  const w = Math.floor(raster.nx / step), hgt = Math.floor(raster.ny / step);
  const at = (c, r) => raster.ids[r * step * raster.nx + c * step];
  const depth = new Int32Array(w * hgt);
  const near = (c, r, dc, dr) => {
    const a = c + dc, b = r + dr;
    if (a < 0 || b < 0 || a >= w || b >= hgt || at(a, b) !== at(c, r)) return 0;
    return depth[b * w + a];
  };
  for (let r = 0; r < hgt; r++) for (let c = 0; c < w; c++) {
    depth[r * w + c] = 1 + Math.min(near(c, r, -1, 0), near(c, r, 0, -1), near(c, r, -1, -1), near(c, r, 1, -1));
  }
  const best = new Map();
  for (let r = hgt - 1; r >= 0; r--) for (let c = w - 1; c >= 0; c--) {
    const d = Math.min(depth[r * w + c], 1 + Math.min(near(c, r, 1, 0), near(c, r, 0, 1), near(c, r, 1, 1), near(c, r, -1, 1)));
    depth[r * w + c] = d;
    const id = at(c, r);
    if (id <= 0 || d < 2) continue;
    const x = (c + 0.5) / w, y = (r + 0.5) / hgt;
    // in a band many places are as deep: of these the one nearest to the middle of the map
    const rank = d - Math.hypot(x - 0.5, y - 0.5);
    if (rank > (best.get(id)?.rank ?? -1)) best.set(id, { rank, x, y, room: d / w });
  }
  return best;
}
