/** A place with a weight. */
export interface Weighted {
  readonly x: number;
  readonly y: number;
  readonly score: number;
}

interface Vector {
  readonly x: number;
  readonly y: number;
}

interface Lattice {
  readonly origin: Vector;
  readonly a: Vector;
  readonly b: Vector;
}

/** Distance from a node at which a place counts as on it, in the unit of the places (px). */
const TOLERANCE = 2;
/** The heaviest places, from which lattices are spanned. */
const ORIGINS = 8;
const ENDS = 12;
/** Nodes up to this many steps from the origin are matched before the lattice is fitted: an error of its steps grows with each. */
const NEAR = 2;

/**
 * The places on one lattice (two steps, repeated), chosen so that their scores sum highest, heaviest first; at least the three heaviest, since
 * three places always form one. `isApart` says whether two nodes a step apart leave room for each other. The lattice is spanned by three places and then
 * fitted to its places by least squares.
 */
export const onOneLattice = <T extends Weighted>(places: readonly T[], isApart: (step: Vector) => boolean): T[] => {
  const sorted = places.toSorted((p, q) => q.score - p.score);
  let best: T[] = sorted.slice(0, 3);
  let most = sum(best);
  const ends = sorted.slice(0, ENDS);
  for (const origin of sorted.slice(0, ORIGINS)) {
    for (const [i, p] of ends.entries()) {
      for (const q of ends.slice(i + 1)) {
        if (p === origin || q === origin) continue;
        const spanned = { origin, a: between(origin, p), b: between(origin, q) };
        if (!isOpen(spanned, isApart)) continue;
        const near = matched(sorted, spanned, NEAR);
        const on = near.length < 4 ? near : matched(sorted, fitted(near, spanned), Number.POSITIVE_INFINITY);
        const total = sum(on.map(({ place }) => place));
        if (total <= most) continue;
        most = total;
        best = on.map(({ place }) => place);
      }
    }
  }
  return best;
};

const sum = (places: readonly Weighted[]): number => places.reduce((total, { score }) => total + score, 0);

const between = (from: Vector, to: Vector): Vector => ({ x: to.x - from.x, y: to.y - from.y });

/** Whether no two nodes are too close, and the steps are no line. */
const isOpen = ({ a, b }: Lattice, isApart: (step: Vector) => boolean): boolean => {
  const area = Math.abs(a.x * b.y - a.y * b.x);
  if (area < 0.05 * Math.hypot(a.x, a.y) * Math.hypot(b.x, b.y)) return false;
  for (let m = -2; m <= 2; m++) {
    for (let n = 0; n <= 2; n++) {
      if ((m === 0 && n === 0) || (n === 0 && m < 0)) continue;
      if (!isApart({ x: m * a.x + n * b.x, y: m * a.y + n * b.y })) return false;
    }
  }
  return true;
};

interface Match<T> {
  readonly place: T;
  readonly m: number;
  readonly n: number;
}

/** The places on nodes at most `reach` steps from the origin; the heaviest of each node. */
const matched = <T extends Weighted>(places: readonly T[], { origin, a, b }: Lattice, reach: number): Match<T>[] => {
  const determinant = a.x * b.y - a.y * b.x;
  const matches = new Map<string, Match<T>>();
  for (const place of places) {
    const { x, y } = between(origin, place);
    const m = Math.round((x * b.y - y * b.x) / determinant);
    const n = Math.round((a.x * y - a.y * x) / determinant);
    if (Math.abs(m) > reach || Math.abs(n) > reach) continue;
    const miss = Math.hypot(x - m * a.x - n * b.x, y - m * a.y - n * b.y);
    if (miss <= TOLERANCE && !matches.has(`${m} ${n}`)) matches.set(`${m} ${n}`, { place, m, n });
  }
  return [...matches.values()];
};

/** Least squares of origin and steps over matched places; the lattice as it was where they do not settle it. */
const fitted = (matches: readonly Match<Weighted>[], before: Lattice): Lattice => {
  const count = matches.length;
  const mean = (of: (match: Match<Weighted>) => number): number =>
    matches.reduce((total, match) => total + of(match), 0) / count;
  const [m0, n0, x0, y0] = [
    mean(({ m }) => m),
    mean(({ n }) => n),
    mean(({ place }) => place.x),
    mean(({ place }) => place.y),
  ];
  const moment = (f: (match: Match<Weighted>) => number, g: (match: Match<Weighted>) => number): number =>
    mean((match) => f(match) * g(match));
  const dm = ({ m }: Match<Weighted>): number => m - m0;
  const dn = ({ n }: Match<Weighted>): number => n - n0;
  const [mm, mn, nn] = [moment(dm, dm), moment(dm, dn), moment(dn, dn)];
  const determinant = mm * nn - mn * mn;
  if (determinant < 1e-6) return before;
  const solve = (of: (match: Match<Weighted>) => number): readonly [number, number] => {
    const [u, v] = [moment(dm, of), moment(dn, of)];
    return [(u * nn - v * mn) / determinant, (v * mm - u * mn) / determinant];
  };
  const [ax, bx] = solve(({ place }) => place.x - x0);
  const [ay, by] = solve(({ place }) => place.y - y0);
  const origin = { x: x0 - m0 * ax - n0 * bx, y: y0 - m0 * ay - n0 * by };
  return { origin, a: { x: ax, y: ay }, b: { x: bx, y: by } };
};
