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
  const parents = [0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const link = links[i] ?? 0;
      if ((link & TAKEN) === 0) continue;
      let own = (link & LEFT) !== 0 && x > 0 ? (labels[i - 1] ?? 0) : 0;
      if ((link & ABOVE) !== 0 && y > 0) own = joined(parents, own, labels[i - width] ?? 0);
      if ((link & ABOVE_LEFT) !== 0 && y > 0 && x > 0) own = joined(parents, own, labels[i - width - 1] ?? 0);
      if ((link & ABOVE_RIGHT) !== 0 && y > 0 && x < width - 1) own = joined(parents, own, labels[i - width + 1] ?? 0);
      if (own === 0) {
        own = parents.length;
        parents.push(own);
      }
      labels[i] = own;
    }
  }
  return renamed(labels, parents, width, least);
};

const rootOf = (parents: number[], label: number): number => {
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
const joined = (parents: number[], a: number, b: number): number => {
  if (a === b || b === 0) return a;
  if (a === 0) return b;
  const rootA = rootOf(parents, a);
  const rootB = rootOf(parents, b);
  if (rootA < rootB) parents[rootB] = rootA;
  else parents[rootA] = rootB;
  return Math.min(rootA, rootB);
};

/** Merges equal labels, drops small components and numbers the rest from 1. */
const renamed = (labels: Int32Array, parents: number[], width: number, least: number): Labelled => {
  const areas = new Int32Array(parents.length);
  const roots = new Int32Array(parents.length);
  for (let label = 1; label < parents.length; label++) roots[label] = rootOf(parents, label);
  for (let i = 0, end = 0; i < labels.length; i = end) {
    end = endOfRun(labels, i, labels.length);
    const root = roots[labels[i] ?? 0] ?? 0;
    areas[root] = (areas[root] ?? 0) + end - i;
  }
  const names = new Int32Array(parents.length);
  let count = 0;
  for (let label = 1; label < parents.length; label++) {
    const root = roots[label] ?? 0;
    if (root === label) names[label] = (areas[label] ?? 0) >= least ? ++count : 0;
    else names[label] = names[root] ?? 0;
  }
  for (let i = 0; i < labels.length; i++) labels[i] = names[labels[i] ?? 0] ?? 0;
  return { labels, blobs: blobsOf(labels, width, count) };
};

/** The first index from `start` on that has another label, `limit` at most. */
const endOfRun = (labels: Int32Array, start: number, limit: number): number => {
  const label = labels[start];
  let end = start + 1;
  while (end < limit && labels[end] === label) end++;
  return end;
};

const blobsOf = (labels: Int32Array, width: number, count: number): readonly Blob[] => {
  const blobs = Array.from({ length: count }, (_, k) => {
    return { label: k + 1, left: width, top: -1, right: 0, bottom: 0, area: 0 };
  });
  for (let start = 0, y = 0; start < labels.length; start += width, y++) {
    for (let i = start, end = start; i < start + width; i = end) {
      end = endOfRun(labels, i, start + width);
      const blob = blobs[(labels[i] ?? 0) - 1];
      if (blob === undefined) continue;
      blob.area += end - i;
      blob.left = Math.min(blob.left, i - start);
      blob.right = Math.max(blob.right, end - start);
      if (blob.top === -1) blob.top = y;
      blob.bottom = y + 1;
    }
  }
  return blobs;
};

/** Links of the pixels of a mask (not 0), each joined to all eight neighbours. */
export const linksOfMask = (mask: Uint8Array): Uint8Array => mask.map((value) => (value === 0 ? 0 : ALL));
