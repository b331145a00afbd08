/** A connected set of pixels; the box in pixels, ends excluded. */
export interface Blob {
  readonly label: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly area: number;
}

/** Every pixel's label, 0 where it belongs to none; blobs by label − 1, in the order of their first pixels. */
export interface Labelled {
  readonly labels: Int32Array;
  readonly blobs: readonly Blob[];
}

/** What a pixel is linked to, as bits: it belongs to some component at all, and it is joined to its neighbour to the left, above, … */
export const TAKEN = 1;
export const LEFT = 2;
export const ABOVE = 4;
const ABOVE_LEFT = 8;
const ABOVE_RIGHT = 16;
/** Taken, and joined to all of its neighbours. */
export const ALL = 31;

/**
 * Connected components in two passes with a table of equal labels (Rosenfeld & Pfaltz, Sequential operations in digital picture
 * processing, 1966). `links` holds the bits above for each pixel; a link to a pixel that is not taken joins nothing. Components of fewer
 * than `least` pixels are left out.
 */
export const components = (width: number, height: number, links: Uint8Array, least = 1): Labelled => {
  const labels = new Int32Array(width * height);
  const parents = new Int32Array(width * height + 1);
  const areas = new Int32Array(width * height + 1);
  let count = 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const link = links[i] ?? 0;
      if ((link & TAKEN) === 0) continue;
      let own = (link & LEFT) !== 0 && x > 0 ? (labels[i - 1] ?? 0) : 0;
      if (y > 0) {
        const above = i - width;
        if ((link & ABOVE) !== 0) own = joined(parents, own, labels[above] ?? 0);
        if ((link & ABOVE_LEFT) !== 0 && x > 0) own = joined(parents, own, labels[above - 1] ?? 0);
        if ((link & ABOVE_RIGHT) !== 0 && x < width - 1) own = joined(parents, own, labels[above + 1] ?? 0);
      }
      if (own === 0) {
        own = ++count;
        parents[own] = own;
      }
      labels[i] = own;
      areas[own] = (areas[own] ?? 0) + 1;
    }
  }
  const names = namesOf(parents, areas, count, least);
  return { labels, blobs: named(labels, names, width) };
};

const rootOf = (parents: Int32Array, label: number): number => {
  let root = label;
  for (let next = parents[root] ?? root; next !== root; next = parents[root] ?? root) root = next;
  for (let at = label; at !== root; ) {
    const next = parents[at] ?? root;
    parents[at] = root;
    at = next;
  }
  return root;
};

/** One label for two that are equal; 0 stands for none. */
const joined = (parents: Int32Array, a: number, b: number): number => {
  if (a === b || b === 0) return a;
  if (a === 0) return b;
  const rootA = rootOf(parents, a);
  const rootB = rootOf(parents, b);
  if (rootA === rootB) return a;
  const first = Math.min(rootA, rootB);
  parents[Math.max(rootA, rootB)] = first;
  return first;
};

/** The final number of each label: one for equal labels, from 1 in the order of their first pixels, 0 for what is too small. */
const namesOf = (parents: Int32Array, areas: Int32Array, count: number, least: number): Int32Array => {
  for (let label = count; label > 0; label--) {
    const root = rootOf(parents, label);
    if (root !== label) areas[root] = (areas[root] ?? 0) + (areas[label] ?? 0);
  }
  const names = new Int32Array(count + 1);
  let next = 0;
  for (let label = 1; label <= count; label++) {
    const root = parents[label] ?? 0;
    if (root === label) names[label] = (areas[label] ?? 0) >= least ? ++next : 0;
    else names[label] = names[rootOf(parents, label)] ?? 0;
  }
  return names;
};

/** Renames every pixel, and gathers the components. */
const named = (labels: Int32Array, names: Int32Array, width: number): readonly Blob[] => {
  const blobs: { label: number; left: number; top: number; right: number; bottom: number; area: number }[] = [];
  for (let start = 0, y = 0; start < labels.length; start += width, y++) {
    for (let i = start; i < start + width; ) {
      const label = labels[i] ?? 0;
      const name = names[label] ?? 0;
      const first = i;
      while (i < start + width && labels[i] === label) labels[i++] = name;
      if (name === 0) continue;
      const blob = blobs[name - 1] ?? { label: name, left: width, top: y, right: 0, bottom: 0, area: 0 };
      blobs[name - 1] = blob;
      blob.area += i - first;
      blob.left = Math.min(blob.left, first - start);
      blob.right = Math.max(blob.right, i - start);
      blob.bottom = y + 1;
    }
  }
  return blobs;
};

/** Links of the pixels of a mask (not 0), each joined to all eight neighbours. */
export const linksOfMask = (mask: Uint8Array): Uint8Array => mask.map((value) => (value === 0 ? 0 : ALL));
