// ../../../../../../tmp/hash/ev.ts
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

// ../../../packages/rules/src/hash/hash256.ts
var HASH_BITS = 256;
var HASH_WORDS = 8;
var popcount32 = (value) => {
  let v = value - (value >>> 1 & 1431655765);
  v = (v & 858993459) + (v >>> 2 & 858993459);
  return Math.imul(v + (v >>> 4) & 252645135, 16843009) >>> 24;
};
var hammingAt = (left, a, right, b) => {
  let distance = 0;
  for (let word = 0; word < HASH_WORDS; word++) {
    distance += popcount32((left[a + word] ?? 0) ^ (right[b + word] ?? 0));
  }
  return distance;
};
var hamming = (left, right) => hammingAt(left, 0, right, 0);

// ../../../packages/rules/src/hash/dihedral.ts
var FORMS = [
  "identity",
  "rotate90",
  "rotate180",
  "rotate270",
  "mirror",
  "flip",
  "transpose",
  "transverse"
];
var STEPS = {
  identity: { transpose: false, mirror: false, flip: false },
  rotate90: { transpose: true, mirror: true, flip: false },
  rotate180: { transpose: false, mirror: true, flip: true },
  rotate270: { transpose: true, mirror: false, flip: true },
  mirror: { transpose: false, mirror: true, flip: false },
  flip: { transpose: false, mirror: false, flip: true },
  transpose: { transpose: true, mirror: false, flip: false },
  transverse: { transpose: true, mirror: true, flip: true }
};
var inverseOf = (form) => form === "rotate90" ? "rotate270" : form === "rotate270" ? "rotate90" : form;
var MIRROR_MASK = 1431655765;
var FLIP_MASK = 16711935;
var turnHash = (hash, form) => {
  const { transpose, mirror, flip } = STEPS[form];
  const source = transpose ? transposeBits(hash) : hash;
  const mask = (mirror ? MIRROR_MASK : 0) ^ (flip ? FLIP_MASK : 0);
  const moved = (mirror ? 1 : 0) ^ (flip ? 2 : 0);
  const out = new Uint32Array(HASH_WORDS);
  for (let word = 0; word < HASH_WORDS; word++) {
    out[word] = ((source[(word >> 1 ^ moved) << 1 | word & 1] ?? 0) ^ mask) >>> 0;
  }
  return out;
};
var transposeBits = (hash) => {
  const out = new Uint32Array(HASH_WORDS);
  for (let bit = 0; bit < 256; bit++) {
    if ((hash[bit >> 5] ?? 0) >>> (bit & 31) & 1) {
      const window = bit >> 6;
      const to = ((window & 1) << 1 | window >> 1) * 64 + (bit & 7) * 8 + (bit >> 3 & 7);
      out[to >> 5] = ((out[to >> 5] ?? 0) | 1 << (to & 31)) >>> 0;
    }
  }
  return out;
};
var turnedCell = (form, size, row, column) => {
  const { transpose, mirror, flip } = STEPS[form];
  const r = flip ? size - 1 - row : row;
  const c = mirror ? size - 1 - column : column;
  return transpose ? c * size + r : r * size + c;
};
var turnBox = (box, form) => {
  const { transpose, mirror, flip } = STEPS[form];
  const t = transpose ? { left: box.top, top: box.left, right: box.bottom, bottom: box.right } : box;
  return {
    left: mirror ? 1 - t.right : t.left,
    right: mirror ? 1 - t.left : t.right,
    top: flip ? 1 - t.bottom : t.top,
    bottom: flip ? 1 - t.top : t.bottom
  };
};

// ../../../packages/rules/src/hash/lab-grid.ts
var GRID_SIDE = 8;
var GRID_CELLS = GRID_SIDE * GRID_SIDE;
var linear = (value) => {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
};
var cubeRoot = (t) => t > 216 / 24389 ? Math.cbrt(t) : 24389 / 27 / 116 * t + 16 / 116;
var labOf = (red, green, blue) => {
  const r = linear(red);
  const g = linear(green);
  const b = linear(blue);
  const x = cubeRoot((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = cubeRoot(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z2 = cubeRoot((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return { l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z2) };
};
var deltaE = (p, q) => Math.hypot(p.l - q.l, p.a - q.a, p.b - q.b);
var CHROMA_SCALE = 20;
var CHROMA_RANGE = Math.log1p(110 / CHROMA_SCALE);
var turnCells = (cells, form) => cells.map((cell, k) => cells[turnedCell(form, GRID_SIDE, Math.floor(k / GRID_SIDE), k % GRID_SIDE)] ?? cell);
var regrid = (grid, box) => {
  const out = [];
  const width = (box.right - box.left) / GRID_SIDE;
  const height = (box.bottom - box.top) / GRID_SIDE;
  for (let row = 0; row < GRID_SIDE; row++) {
    const rows2 = overlaps(grid.box.top, grid.box.bottom, box.top + row * height, height);
    for (let column = 0; column < GRID_SIDE; column++) {
      const columns = overlaps(grid.box.left, grid.box.right, box.left + column * width, width);
      out.push(mix(grid, rows2, columns));
    }
  }
  return out;
};
var overlaps = (from, to, start, length) => {
  const step = (to - from) / GRID_SIDE;
  return Array.from({ length: GRID_SIDE }, (_, i) => {
    const left = Math.max(start, from + i * step);
    const right = Math.min(start + length, from + (i + 1) * step);
    return Math.max(0, right - left) / length;
  });
};
var mix = (grid, rows2, columns) => {
  let l = 0;
  let a = 0;
  let b = 0;
  let covered = 0;
  rows2.forEach((rowShare, row) => {
    if (rowShare === 0) return;
    columns.forEach((columnShare, column) => {
      const cell = grid.cells[row * GRID_SIDE + column];
      const share = rowShare * columnShare;
      if (!cell || share === 0) return;
      l += share * cell.l;
      a += share * cell.a;
      b += share * cell.b;
      covered += share;
    });
  });
  const around = grid.background ?? { l: 100, a: 0, b: 0 };
  const rest = Math.max(0, 1 - covered);
  return { l: l + rest * around.l, a: a + rest * around.a, b: b + rest * around.b };
};

// ../../../packages/rules/src/hash/compare.ts
var DEFAULT_THRESHOLDS = { maxDistance: 31, suspectDistance: 40, maxRecoloured: 0.15 };
var MIN_QUALITY = 50;
var verdictOf = (match, thresholds) => {
  if (match.evidence !== "near") return "duplicate";
  if (match.distance > thresholds.suspectDistance) return null;
  if (match.distance > thresholds.maxDistance) return "suspect";
  return match.recoloured <= thresholds.maxRecoloured ? "duplicate" : "variant";
};
var compareFingerprints = (subject, other, radius) => {
  if (subject.sha256 === other.sha256) return same("identical");
  if (subject.imageData !== null && subject.imageData === other.imageData) return same("same-data");
  let best = null;
  for (const form of FORMS) {
    for (const view of ["whole", "content"]) {
      if (!comparable(subject, other, view)) continue;
      const distance = hamming(subject[view], turnHash(other[view], form));
      if (distance <= radius) best = better(best, matchOf(subject, other, form, view, distance));
    }
  }
  return best;
};
var same = (evidence) => ({ evidence, form: "identity", view: "whole", distance: 0, recoloured: 0 });
var comparable = (subject, other, view) => view === "whole" ? subject.wholeQuality >= MIN_QUALITY && other.wholeQuality >= MIN_QUALITY : subject.contentQuality >= MIN_QUALITY && other.contentQuality >= MIN_QUALITY;
var matchOf = (subject, other, form, view, distance) => ({
  evidence: "near",
  form,
  view,
  distance,
  recoloured: recoloured(subject.colours, other.colours, form, view)
});
var better = (a, b) => {
  if (a === null) return b;
  const order = a.distance - b.distance || a.recoloured - b.recoloured || FORMS.indexOf(a.form) - FORMS.indexOf(b.form);
  return order <= 0 ? a : b;
};
var DIFFERENT = 10;
var ALIKE = 6;
var SAME_BOX = 0.012;
var FEWEST_CELLS = 6;
var recoloured = (subject, other, form, view) => {
  const turned = {
    box: turnBox(other.box, form),
    background: other.background,
    cells: turnCells(other.cells, form)
  };
  const { ours, theirs } = alignedCells(subject, turned, view);
  let counted = 0;
  let different = 0;
  let differentAnywhere = 0;
  ours.forEach((cell, k) => {
    const opposite = theirs[k] ?? cell;
    const differs = deltaE(cell, opposite) > DIFFERENT;
    if (differs) differentAnywhere++;
    if (isBackground(cell, subject.background) && isBackground(opposite, other.background)) return;
    counted++;
    if (differs) different++;
  });
  return counted >= FEWEST_CELLS ? different / counted : differentAnywhere / ours.length;
};
var alignedCells = (subject, other, view) => {
  if (view === "content" || sameBox(subject, other)) return { ours: subject.cells, theirs: other.cells };
  return boxArea(subject.box) >= boxArea(other.box) ? { ours: subject.cells, theirs: regrid(other, subject.box) } : { ours: regrid(subject, other.box), theirs: other.cells };
};
var boxArea = (box) => (box.right - box.left) * (box.bottom - box.top);
var sameBox = (a, b) => Math.max(
  Math.abs(a.box.left - b.box.left),
  Math.abs(a.box.right - b.box.right),
  Math.abs(a.box.top - b.box.top),
  Math.abs(a.box.bottom - b.box.bottom)
) <= SAME_BOX;
var WHITE = { l: 100, a: 0, b: 0 };
var isBackground = (cell, background) => deltaE(cell, background ?? WHITE) <= ALIKE;

// ../../../packages/rules/src/hash/hash-index.ts
var BANDS = 16;
var BAND_VALUES = 65536;
var LARGEST_RADIUS = 47;
var buildHashIndex = (hashes) => {
  const size = hashes.length / HASH_WORDS;
  const starts = new Uint32Array(BANDS * (BAND_VALUES + 1));
  const ids = new Uint32Array(BANDS * size);
  for (let band = 0; band < BANDS; band++) fillBand(hashes, size, band, starts, ids);
  const seen = new Uint32Array(size);
  let epoch = 0;
  const query = (hash, radius) => {
    if (radius > LARGEST_RADIUS) throw new RangeError(`the index is exact up to ${LARGEST_RADIUS} bits, not ${radius}`);
    epoch++;
    if (epoch > 4294967295) {
      seen.fill(0);
      epoch = 1;
    }
    const found2 = [];
    for (let band = 0; band < BANDS; band++) {
      const masks = BAND_MASKS[bandRadius(band, radius)] ?? NO_MASKS;
      const value = bandValue(hash, 0, band);
      const base = band * (BAND_VALUES + 1);
      for (let m = 0; m < masks.length; m++) {
        const key = base + (value ^ (masks[m] ?? 0));
        const end = band * size + (starts[key + 1] ?? 0);
        for (let p = band * size + (starts[key] ?? 0); p < end; p++) {
          const id = ids[p] ?? 0;
          if (seen[id] === epoch) continue;
          seen[id] = epoch;
          const distance = hammingAt(hashes, id * HASH_WORDS, hash, 0);
          if (distance <= radius) found2.push({ id, distance });
        }
      }
    }
    return found2;
  };
  return { size, hashes, query };
};
var bandValue = (hashes, offset, band) => (hashes[offset + (band >> 1)] ?? 0) >>> (band & 1) * 16 & 65535;
var bandRadius = (band, radius) => Math.floor((radius + 1) / BANDS) + (band < (radius + 1) % BANDS ? 1 : 0) - 1;
var NO_MASKS = new Uint16Array(0);
var BAND_MASKS = (() => {
  const one = Array.from({ length: BANDS }, (_, i) => 1 << i);
  const two = one.flatMap((mask, i) => one.slice(i + 1).map((other) => mask | other));
  return [Uint16Array.of(0), Uint16Array.from([0, ...one]), Uint16Array.from([0, ...one, ...two])];
})();
var fillBand = (hashes, size, band, starts, ids) => {
  const base = band * (BAND_VALUES + 1);
  for (let id = 0; id < size; id++) {
    const key = base + bandValue(hashes, id * HASH_WORDS, band) + 1;
    starts[key] = (starts[key] ?? 0) + 1;
  }
  for (let value = 0; value < BAND_VALUES; value++) {
    starts[base + value + 1] = (starts[base + value + 1] ?? 0) + (starts[base + value] ?? 0);
  }
  const next = starts.slice(base, base + BAND_VALUES);
  for (let id = 0; id < size; id++) {
    const value = bandValue(hashes, id * HASH_WORDS, band);
    const place = next[value] ?? 0;
    next[value] = place + 1;
    ids[band * size + place] = id;
  }
};
var packHashes = (hashes) => {
  const packed = new Uint32Array(hashes.length * HASH_WORDS);
  hashes.forEach((hash, i) => {
    packed.set(hash, i * HASH_WORDS);
  });
  return packed;
};

// ../../../packages/rules/src/hash/copy-search.ts
var VIEWS = ["whole", "content"];
var copySearch = (entries) => {
  const byFile = groupBy(entries, (entry) => entry.fingerprint.sha256);
  const byData = groupBy(entries, (entry) => entry.fingerprint.imageData ?? void 0);
  const indexes = { whole: indexOf(entries, "whole"), content: indexOf(entries, "content") };
  const known = /* @__PURE__ */ new Map();
  const search2 = (entry, radius) => {
    const best = /* @__PURE__ */ new Map();
    const add = (other, match) => {
      if (other.path !== entry.path) best.set(other, better(best.get(other) ?? null, match));
    };
    const { fingerprint } = entry;
    for (const other of byFile.get(fingerprint.sha256) ?? []) add(other, exact("identical"));
    for (const other of byData.get(fingerprint.imageData ?? "") ?? [])
      if (!best.has(other)) add(other, exact("same-data"));
    const settled = new Set(best.keys());
    for (const view of VIEWS) {
      const { index, members } = indexes[view];
      if (!comparable(fingerprint, fingerprint, view)) continue;
      for (const form of FORMS) {
        for (const { id, distance } of index.query(turnHash(fingerprint[view], inverseOf(form)), radius)) {
          const other = members[id];
          if (other && !settled.has(other)) add(other, matchOf(fingerprint, other.fingerprint, form, view, distance));
        }
      }
    }
    return [...best].map(([other, match]) => ({ entry: other, match })).sort((a, b) => a.match.distance - b.match.distance || (a.entry.path < b.entry.path ? -1 : 1));
  };
  const find = (entry, radius) => {
    const key = `${radius} ${entry.path}`;
    const found2 = known.get(key) ?? search2(entry, radius);
    known.set(key, found2);
    return found2;
  };
  return { entries, find };
};
var exact = (evidence) => ({
  evidence,
  form: "identity",
  view: "whole",
  distance: 0,
  recoloured: 0
});
var groupBy = (entries, key) => {
  const groups = /* @__PURE__ */ new Map();
  for (const entry of entries) {
    const name = key(entry);
    if (name === void 0) continue;
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  return groups;
};
var indexOf = (entries, view) => {
  const members = entries.filter(({ fingerprint }) => comparable(fingerprint, fingerprint, view));
  return { index: buildHashIndex(packHashes(members.map(({ fingerprint }) => fingerprint[view]))), members };
};

// ../../../packages/rules/src/hash/fingerprint.ts
import { createHash as createHash2 } from "node:crypto";
import { ListingLintError } from "@listing-lint/core";

// ../../../packages/rules/src/image/raster.ts
var lumaOf = ({ width, height, data }) => {
  const luma = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < luma.length; i++, p += 3) {
    luma[i] = (data[p] ?? 0) * 19595 + (data[p + 1] ?? 0) * 38470 + (data[p + 2] ?? 0) * 7471 + 32768 >> 16;
  }
  return { width, height, data: luma };
};

// ../../../packages/rules/src/hash/image-data.ts
import { createHash } from "node:crypto";
var IMAGE_DATA_BYTES = 16;
var imageDataHash = (bytes) => {
  const hash = createHash("sha256");
  const done = isJpeg(bytes) ? hashJpeg(bytes, hash) : isPng(bytes) ? hashPng(bytes, hash) : isWebp(bytes) ? hashWebp(bytes, hash) : false;
  return done ? hash.digest().subarray(0, IMAGE_DATA_BYTES) : null;
};
var startsWith = (bytes, offset, signature) => [...signature].every((character, i) => bytes[offset + i] === character.charCodeAt(0));
var isJpeg = (bytes) => bytes[0] === 255 && bytes[1] === 216;
var isPng = (bytes) => startsWith(bytes, 0, "\x89PNG\r\n\n");
var isWebp = (bytes) => startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP");
var u16 = (bytes, offset) => (bytes[offset] ?? 0) << 8 | (bytes[offset + 1] ?? 0);
var u32 = (bytes, offset) => u16(bytes, offset) * 65536 + u16(bytes, offset + 2);
var u32le = (bytes, offset) => ((bytes[offset] ?? 0) | (bytes[offset + 1] ?? 0) << 8 | (bytes[offset + 2] ?? 0) << 16) + (bytes[offset + 3] ?? 0) * 16777216;
var hashJpeg = (bytes, hash) => {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 255) return false;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 255) {
      at++;
      continue;
    }
    const end = at + 2 + u16(bytes, at + 2);
    if (end > bytes.length) return false;
    if (marker === 218) {
      const last = endOfScans(bytes, end);
      if (last < 0) return false;
      hash.update(bytes.subarray(at, last));
      return true;
    }
    const metadata = marker >= 224 && marker <= 239 && marker !== 238 || marker === 254;
    if (!metadata) hash.update(bytes.subarray(at, end));
    at = end;
  }
  return false;
};
var endOfScans = (bytes, start) => {
  let at = start;
  while (at + 1 < bytes.length) {
    const next = bytes.indexOf(255, at);
    if (next < 0 || next + 1 >= bytes.length) return -1;
    const marker = bytes[next + 1] ?? 0;
    if (marker === 217) return next;
    const inScan = marker === 0 || marker === 255 || marker >= 208 && marker <= 215;
    at = inScan ? next + (marker === 255 ? 1 : 2) : next + 2 + u16(bytes, next + 2);
  }
  return -1;
};
var PNG_PICTURE = /* @__PURE__ */ new Set(["IHDR", "PLTE", "tRNS", "IDAT", "acTL", "fcTL", "fdAT"]);
var hashPng = (bytes, hash) => {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + u32(bytes, at);
    if (end > bytes.length) return false;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === "IEND") return true;
    if (PNG_PICTURE.has(type)) {
      if (type !== "IDAT") hash.update(type);
      hash.update(bytes.subarray(at + 8, end - 4));
    }
    at = end;
  }
  return false;
};
var WEBP_PICTURE = /* @__PURE__ */ new Set(["VP8 ", "VP8L", "ALPH", "ANMF", "ANIM"]);
var hashWebp = (bytes, hash) => {
  let at = 12;
  let seen = false;
  while (at + 8 <= bytes.length) {
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    const size = u32le(bytes, at + 4);
    if (at + 8 + size > bytes.length) return false;
    if (WEBP_PICTURE.has(type)) {
      seen = true;
      hash.update(type);
      hash.update(bytes.subarray(at + 8, at + 8 + size));
    }
    at += 8 + size + (size & 1);
  }
  return seen;
};

// ../../../packages/rules/src/hash/resample.ts
var lineMap = (rows2) => {
  const offset = new Int32Array(rows2.length + 1);
  rows2.forEach((row, i) => {
    offset[i + 1] = (offset[i] ?? 0) + row.weights.length;
  });
  return {
    size: rows2.length,
    first: Int32Array.from(rows2, (row) => row.first),
    offset,
    weights: Float64Array.from(rows2.flatMap((row) => row.weights))
  };
};
var areaMap = (n, size, start = 0, length = n) => {
  const step = length / size;
  const rows2 = Array.from({ length: size }, (_, i) => {
    const from = start + i * step;
    const to = from + step;
    const first = Math.min(n - 1, Math.max(0, Math.floor(from + 1e-9)));
    const last = Math.min(n, Math.max(first + 1, Math.ceil(to - 1e-9)));
    const weights = [];
    for (let k = first; k < last; k++) weights.push((Math.min(k + 1, to) - Math.max(k, from)) / step);
    const sum = weights.reduce((a, b) => a + b, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
  return lineMap(rows2);
};
var boxWindow = (i, n, window) => {
  const reach = window + 2 >> 1;
  return [Math.max(0, i + reach - window), Math.min(n, i + reach)];
};
var jaroszMap = (n) => {
  const window = Math.min(n, Math.floor((n + 127) / 128));
  const rows2 = Array.from({ length: 64 }, (_, i) => {
    const [from, to] = boxWindow(Math.floor((i + 0.5) * n / 64), n, window);
    const first = boxWindow(from, n, window)[0];
    const weights = new Array(boxWindow(to - 1, n, window)[1] - first).fill(0);
    for (let middle = from; middle < to; middle++) {
      const [a, b] = boxWindow(middle, n, window);
      for (let k = a; k < b; k++) weights[k - first] = (weights[k - first] ?? 0) + 1 / ((b - a) * (to - from));
    }
    return { first, weights };
  });
  return lineMap(rows2);
};
var composeMaps = (outer, inner) => {
  const rows2 = Array.from({ length: outer.size }, (_, i) => {
    const begin = outer.offset[i] ?? 0;
    const from = outer.first[i] ?? 0;
    const to = from + (outer.offset[i + 1] ?? 0) - begin;
    const first = inner.first[from] ?? 0;
    const last = (inner.first[to - 1] ?? 0) + (inner.offset[to] ?? 0) - (inner.offset[to - 1] ?? 0);
    const weights = new Array(last - first).fill(0);
    for (let middle = from; middle < to; middle++) {
      const factor = outer.weights[begin + middle - from] ?? 0;
      const innerBegin = inner.offset[middle] ?? 0;
      const shift = (inner.first[middle] ?? 0) - first;
      for (let k = innerBegin; k < (inner.offset[middle + 1] ?? 0); k++) {
        weights[shift + k - innerBegin] = (weights[shift + k - innerBegin] ?? 0) + factor * (inner.weights[k] ?? 0);
      }
    }
    return { first, weights };
  });
  return lineMap(rows2);
};
var resampleGrey = (image, across, down) => resampleChannel(image.data, image.width, 1, 0, across, down);
var resampleRgb = (image, across, down) => [
  resampleChannel(image.data, image.width, 3, 0, across, down),
  resampleChannel(image.data, image.width, 3, 1, across, down),
  resampleChannel(image.data, image.width, 3, 2, across, down)
];
var resampleChannel = (data, width, channels, channel, across, down) => {
  const out = new Float64Array(across.size * down.size);
  const line = new Float64Array(across.size);
  let lineRow = -1;
  for (let i = 0; i < down.size; i++) {
    const begin = down.offset[i] ?? 0;
    const end = down.offset[i + 1] ?? 0;
    for (let k = begin; k < end; k++) {
      const row = (down.first[i] ?? 0) + k - begin;
      if (row !== lineRow) {
        resampleLine(data, row * width * channels + channel, channels, across, line);
        lineRow = row;
      }
      const weight = down.weights[k] ?? 0;
      const base = i * across.size;
      for (let j = 0; j < across.size; j++) out[base + j] = (out[base + j] ?? 0) + weight * (line[j] ?? 0);
    }
  }
  return out;
};
var resampleLine = (data, base, stride, map, line) => {
  const { size, first, offset, weights } = map;
  for (let j = 0; j < size; j++) {
    let sum = 0;
    let p = base + (first[j] ?? 0) * stride;
    const end = offset[j + 1] ?? 0;
    for (let k = offset[j] ?? 0; k < end; k++, p += stride) sum += (weights[k] ?? 0) * (data[p] ?? 0);
    line[j] = sum;
  }
};
var halve = ({ width, height, data }) => {
  const w = width + 1 >> 1;
  const h = height + 1 >> 1;
  const out = new Uint8Array(w * h * 3);
  let o = 0;
  for (let y = 0; y < h; y++) {
    const upper = 2 * y * width * 3;
    const lower = Math.min(2 * y + 1, height - 1) * width * 3;
    for (let x = 0; x < w; x++) {
      const left = 6 * x;
      const right = Math.min(2 * x + 1, width - 1) * 3;
      for (let c = 0; c < 3; c++) {
        out[o++] = (data[upper + left + c] ?? 0) + (data[upper + right + c] ?? 0) + (data[lower + left + c] ?? 0) + (data[lower + right + c] ?? 0) + 2 >> 2;
      }
    }
  }
  return { width: w, height: h, data: out };
};
var WORKING_SIDE = 512;
var workingRaster = (image) => {
  let raster = image;
  while (Math.max(raster.width, raster.height) > WORKING_SIDE) raster = halve(raster);
  return raster;
};

// ../../../packages/rules/src/hash/pdq.ts
var SIDE = 64;
var FREQUENCIES = 16;
var DCT = (() => {
  const rows2 = new Float64Array(FREQUENCIES * SIDE);
  for (let i = 0; i < FREQUENCIES; i++) {
    for (let j = 0; j < SIDE; j++) {
      rows2[i * SIDE + j] = Math.sqrt(2 / SIDE) * Math.cos(Math.PI / (2 * SIDE) * (i + 1) * (2 * j + 1));
    }
  }
  return rows2;
})();
var dct16 = (grid) => {
  const half = new Float64Array(FREQUENCIES * SIDE);
  for (let i = 0; i < FREQUENCIES; i++) {
    for (let k = 0; k < SIDE; k++) {
      const factor = DCT[i * SIDE + k] ?? 0;
      for (let j = 0; j < SIDE; j++)
        half[i * SIDE + j] = (half[i * SIDE + j] ?? 0) + factor * (grid[k * SIDE + j] ?? 0);
    }
  }
  const out = new Float64Array(HASH_BITS);
  for (let i = 0; i < FREQUENCIES; i++) {
    for (let j = 0; j < FREQUENCIES; j++) {
      let sum = 0;
      for (let k = 0; k < SIDE; k++) sum += (half[i * SIDE + k] ?? 0) * (DCT[j * SIDE + k] ?? 0);
      out[i * FREQUENCIES + j] = sum;
    }
  }
  return out;
};
var bitsAbove = (coefficients, threshold) => {
  const hash = new Uint32Array(HASH_WORDS);
  for (let k = 0; k < HASH_BITS; k++) {
    if ((coefficients[k] ?? 0) > threshold) hash[k >> 5] = ((hash[k >> 5] ?? 0) | 1 << (k & 31)) >>> 0;
  }
  return hash;
};
var pdqQuality = (grid) => {
  let gradient = 0;
  for (let i = 0; i < SIDE; i++) {
    for (let j = 0; j < SIDE; j++) {
      const here = grid[i * SIDE + j] ?? 0;
      if (i + 1 < SIDE) gradient += Math.abs(Math.trunc((here - (grid[(i + 1) * SIDE + j] ?? 0)) * 100 / 255));
      if (j + 1 < SIDE) gradient += Math.abs(Math.trunc((here - (grid[i * SIDE + j + 1] ?? 0)) * 100 / 255));
    }
  }
  return Math.min(100, Math.floor(gradient / 90));
};
var REFERENCE_SIDE = 512;
var pdq = (luma, source = luma) => {
  const scale = Math.min(1, REFERENCE_SIDE / Math.max(source.width, source.height));
  const across = referenceMap(luma.width, source.width * scale);
  const down = referenceMap(luma.height, source.height * scale);
  const grid = resampleGrey(luma, across, down);
  const coefficients = dct16(grid);
  const median = Float64Array.from(coefficients).sort()[HASH_BITS / 2 - 1] ?? 0;
  return { hash: bitsAbove(coefficients, median), quality: pdqQuality(grid) };
};
var referenceMap = (n, wanted) => {
  const size = Math.min(n, Math.max(1, Math.round(wanted)));
  return size === n ? jaroszMap(n) : composeMaps(jaroszMap(size), areaMap(n, size));
};

// ../../../packages/rules/src/hash/trim.ts
var TOLERANCE = 24;
var SPECKS = 0.01;
var LAYERS = 6;
var SMEAR = 5;
var STRETCH = 4;
var SMALLEST = 0.08;
var FRAME_CONTRAST = 64;
var regionsOf = (image) => {
  const { width, height } = image;
  const all2 = { left: 0, top: 0, right: width, bottom: height };
  let picture = all2;
  let box = all2;
  let background = null;
  for (let layer = 0; layer < LAYERS; layer++) {
    const { inner, thickest } = peelSides(image, box, layer);
    if (thickest.lines === 0) break;
    if (inner.right - inner.left < SMALLEST * width || inner.bottom - inner.top < SMALLEST * height) break;
    if (thickest.lines > 2) {
      if (background && contrast(background, thickest.colour) > FRAME_CONTRAST) picture = box;
      background = thickest.colour;
    }
    box = inner;
  }
  return { picture, content: box, background };
};
var contrast = (a, b) => Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));
var peelSides = (image, box, layer) => {
  const top = peel(image, box, "top", layer);
  const bottom = peel(image, box, "bottom", layer);
  const left = peel(image, box, "left", layer);
  const right = peel(image, box, "right", layer);
  return {
    inner: {
      left: box.left + left.lines,
      top: box.top + top.lines,
      right: box.right - right.lines,
      bottom: box.bottom - bottom.lines
    },
    thickest: [top, bottom, left, right].reduce((a, b) => b.lines > a.lines ? b : a)
  };
};
var peel = ({ width, data }, box, side, layer) => {
  const across = side === "top" || side === "bottom";
  const inset = layer === 0 ? 0 : SMEAR;
  const length = (across ? box.right - box.left : box.bottom - box.top) - 2 * inset;
  const depth = across ? box.bottom - box.top : box.right - box.left;
  const along = across ? 3 : 3 * width;
  const inward = (across ? 3 * width : 3) * (side === "top" || side === "left" ? 1 : -1);
  const startRow = side === "bottom" ? box.bottom - 1 : box.top;
  const startColumn = side === "right" ? box.right - 1 : box.left;
  const start = 3 * (startRow * width + startColumn) + inset * along;
  const nothing = { lines: 0, colour: [0, 0, 0] };
  if (length < 1) return nothing;
  const allowed = Math.floor(length * SPECKS);
  for (let skipped = 0; skipped <= (layer === 0 ? 0 : SMEAR) && skipped < depth; skipped++) {
    const first = start + skipped * inward;
    const colour = lineMedian(data, first, along, length);
    let lines = 0;
    while (skipped + lines < depth && isPlain(data, first + lines * inward, along, length, colour, allowed)) lines++;
    if (lines >= STRETCH || skipped === 0 && lines > 0) return { lines: skipped + lines, colour };
  }
  return nothing;
};
var isPlain = (data, start, step, length, [red, green, blue], allowed) => {
  let others = 0;
  for (let k = 0, p = start; k < length; k++, p += step) {
    const r = (data[p] ?? 0) - red;
    const g = (data[p + 1] ?? 0) - green;
    const b = (data[p + 2] ?? 0) - blue;
    if (r > TOLERANCE || r < -TOLERANCE || g > TOLERANCE || g < -TOLERANCE || b > TOLERANCE || b < -TOLERANCE) {
      if (++others > allowed) return false;
    }
  }
  return true;
};
var lineMedian = (data, start, step, length) => {
  const samples = Math.min(65, length);
  const positions = Array.from(
    { length: samples },
    (_, i) => samples === 1 ? 0 : Math.round(i * (length - 1) / (samples - 1))
  );
  const median = (channel) => {
    const values2 = positions.map((position) => data[start + position * step + channel] ?? 0).sort((a, b) => a - b);
    return values2[samples >> 1] ?? 0;
  };
  return [median(0), median(1), median(2)];
};

// ../../../packages/rules/src/hash/windowed-hash.ts
var SIDE2 = 64;
var WINDOW = 48;
var FREQUENCIES2 = 8;
var basisOf = (window) => {
  const basis = new Float64Array(FREQUENCIES2 * WINDOW);
  const taper = Float64Array.from(
    { length: WINDOW },
    (_, k) => window === "tapered" ? Math.sin(Math.PI * (k + 0.5) / WINDOW) : 1
  );
  const total2 = taper.reduce((a, b) => a + b, 0);
  for (let i = 0; i < FREQUENCIES2; i++) {
    const wave = taper.map((weight, k) => weight * Math.cos(Math.PI / (2 * WINDOW) * (i + 1) * (2 * k + 1)));
    const mean = wave.reduce((a, b) => a + b, 0) / total2;
    for (let k = 0; k < WINDOW; k++) basis[i * WINDOW + k] = (wave[k] ?? 0) - mean * (taper[k] ?? 0);
  }
  return basis;
};
var BASES = { flat: basisOf("flat"), tapered: basisOf("tapered") };
var windowedHash = (luma, window) => {
  const hash = new Uint32Array(HASH_WORDS);
  const basis = BASES[window];
  for (let quarter = 0; quarter < 4; quarter++) {
    const top = quarter >> 1 ? SIDE2 - WINDOW : 0;
    const left = quarter & 1 ? SIDE2 - WINDOW : 0;
    const rows2 = cosinesDown(luma, basis, top, left);
    for (let i = 0; i < FREQUENCIES2; i++) {
      for (let j = 0; j < FREQUENCIES2; j++) {
        let sum = 0;
        for (let x = 0; x < WINDOW; x++) sum += (rows2[i * WINDOW + x] ?? 0) * (basis[j * WINDOW + x] ?? 0);
        const bit = quarter * 64 + i * FREQUENCIES2 + j;
        if (sum > 0) hash[bit >> 5] = ((hash[bit >> 5] ?? 0) | 1 << (bit & 31)) >>> 0;
      }
    }
  }
  return hash;
};
var cosinesDown = (luma, basis, top, left) => {
  const out = new Float64Array(FREQUENCIES2 * WINDOW);
  for (let i = 0; i < FREQUENCIES2; i++) {
    for (let y = 0; y < WINDOW; y++) {
      const factor = basis[i * WINDOW + y] ?? 0;
      const line = (top + y) * SIDE2 + left;
      for (let x = 0; x < WINDOW; x++) {
        out[i * WINDOW + x] = (out[i * WINDOW + x] ?? 0) + factor * (luma[line + x] ?? 0);
      }
    }
  }
  return out;
};

// ../../../packages/rules/src/hash/fingerprint.ts
var GRID = 64;
var fingerprintOf = (bytes, image, source) => {
  const reference = pdq(lumaOf(image), source);
  const raster = workingRaster(image);
  const { picture, content: box, background } = regionsOf(raster);
  const content = gridOf(raster, box);
  const whole = background ? gridOf(raster, picture) : content;
  const imageData = imageDataHash(bytes);
  return {
    sha256: createHash2("sha256").update(bytes).digest("hex"),
    imageData: imageData && Buffer.from(imageData).toString("hex"),
    width: source.width,
    height: source.height,
    pdq: reference.hash,
    quality: reference.quality,
    whole: windowedHash(whole.luma, "flat"),
    wholeQuality: pdqQuality(whole.luma),
    frame: fractionsOf(picture, wholeOf(raster)),
    content: windowedHash(content.luma, "tapered"),
    contentQuality: pdqQuality(content.luma),
    colours: {
      box: fractionsOf(box, picture),
      background: background && labOf(...background),
      cells: content.cells
    }
  };
};
var wholeOf = ({ width, height }) => ({ left: 0, top: 0, right: width, bottom: height });
var fractionsOf = (inner, outer) => {
  const width = outer.right - outer.left;
  const height = outer.bottom - outer.top;
  return {
    left: (inner.left - outer.left) / width,
    top: (inner.top - outer.top) / height,
    right: (inner.right - outer.left) / width,
    bottom: (inner.bottom - outer.top) / height
  };
};
var gridOf = (raster, box) => {
  const across = areaMap(raster.width, GRID, box.left, box.right - box.left);
  const down = areaMap(raster.height, GRID, box.top, box.bottom - box.top);
  const [red, green, blue] = resampleRgb(raster, across, down);
  const luma = new Float64Array(GRID * GRID);
  for (let k = 0; k < luma.length; k++) {
    luma[k] = 0.299 * (red[k] ?? 0) + 0.587 * (green[k] ?? 0) + 0.114 * (blue[k] ?? 0);
  }
  const cells = Array.from(
    { length: GRID_CELLS },
    (_, cell) => labOf(cellMean(red, cell), cellMean(green, cell), cellMean(blue, cell))
  );
  return { luma, cells };
};
var CELL = GRID / GRID_SIDE;
var cellMean = (channel, cell) => {
  const top = Math.floor(cell / GRID_SIDE) * CELL;
  const left = cell % GRID_SIDE * CELL;
  let sum = 0;
  for (let y = top; y < top + CELL; y++) for (let x = left; x < left + CELL; x++) sum += channel[y * GRID + x] ?? 0;
  return sum / (CELL * CELL);
};

// ../../../packages/rules/src/image/decode.ts
import { defineResource as defineResource3, ListingLintError as ListingLintError4 } from "@listing-lint/core";
import sharp2 from "sharp";

// ../../../packages/rules/src/settings.ts
import { z } from "zod";
var glob = z.string().min(1, "a glob cannot be empty").describe("glob relative to the folder of the config, with /");
var globs = (description) => z.array(glob).describe(description);
var roleName = z.string().regex(/^[a-z][a-z0-9-]*$/, 'a role is lower-case letters, digits and hyphens, such as "size-chart"').describe("original, main, gallery, variant, chart, \u2026 or a word of your own");
var channelName = z.string().regex(/^[a-z][a-z0-9-]*$/, 'a channel is lower-case letters, digits and hyphens, such as "aliexpress"').describe("a marketplace: amazon, aliexpress, ebay, \u2026");
var settingsSchema = z.strictObject({
  listings: globs("folders that are listings; without it every folder that directly holds pictures is one").optional(),
  originals: globs("archived originals: role `original`, never in the uniqueness set").optional(),
  cases: globs("case files (YAML), one a dispute").optional(),
  roles: z.array(z.strictObject({ files: z.array(glob).min(1), role: roleName })).describe("roles by file; the last match wins, listing.yaml wins over all").optional(),
  channels: z.array(channelName).describe("where the listings go unless their listing.yaml says otherwise").optional(),
  brand: z.strictObject({
    watermarks: z.array(z.string().min(1)).min(1, "leave `watermarks` out, or name at least one picture").describe("the seller\u2019s marks: PNG files with alpha, relative to the folder of the config").optional(),
    copyright: z.string().min(1).describe("the copyright line that belongs into the pictures").optional(),
    creator: z.string().min(1).describe("the creator that belongs into the pictures").optional()
  }).optional(),
  limits: z.strictObject({
    fileMegabytes: z.number().positive().max(2e3).describe("largest file that is read, MB of 1,000,000 bytes; default 64").optional(),
    megapixels: z.number().positive().max(500).describe("largest picture that is decoded, millions of pixels; default 50").optional()
  }).describe("bounds on what one file may cost; beyond them a picture is unreadable, and said to be").optional()
});
var parsed = /* @__PURE__ */ new WeakMap();
var settingsOf = (context) => {
  const raw = context.settings ?? {};
  if (typeof raw !== "object") return settingsSchema.parse(raw);
  const known = parsed.get(raw);
  if (known) return known;
  const settings = settingsSchema.parse(raw);
  parsed.set(raw, settings);
  return settings;
};
var DEFAULT_FILE_MEGABYTES = 64;
var DEFAULT_MEGAPIXELS = 50;

// ../../../packages/rules/src/image/bytes.ts
import { readFile, stat } from "node:fs/promises";
import { defineResource, ListingLintError as ListingLintError2 } from "@listing-lint/core";
var fileBytes = defineResource({
  id: "fileBytes",
  create: async (subject, context) => {
    const limit = settingsOf(context).limits?.fileMegabytes ?? DEFAULT_FILE_MEGABYTES;
    let bytes;
    try {
      const { size } = await stat(subject.file);
      if (size > limit * 1e6) {
        throw new ListingLintError2(
          "image-too-large",
          `the file is ${(size / 1e6).toFixed(1)} MB, more than the ${limit} MB that are read (limits.fileMegabytes)`
        );
      }
      bytes = await readFile(subject.file);
    } catch (error) {
      if (error instanceof ListingLintError2) throw error;
      throw new ListingLintError2("file-unreadable", `the file cannot be read (${reasonOf(error)})`, [], {
        cause: error
      });
    }
    if (bytes.length === 0) throw new ListingLintError2("image-unreadable", "the file is empty");
    return bytes;
  }
});
var reasonOf = (error) => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return "it does not exist";
  if (code === "EACCES" || code === "EPERM") return "no permission";
  if (code === "EISDIR") return "it is a folder";
  return code || "unknown reason";
};

// ../../../packages/rules/src/image/container.ts
var METADATA_ONLY = /* @__PURE__ */ new Set(["heic", "raw", "bmp", "psd", "jxl", "jp2"]);
var PICTURE_EXTENSIONS = [
  ...[
    "jpg",
    "jpeg",
    "jpe",
    "jfif",
    "png",
    "webp",
    "avif",
    "heic",
    "heif",
    "tif",
    "tiff",
    "gif",
    "bmp",
    "jxl",
    "jp2",
    "psd"
  ],
  ...[
    "raw",
    "dng",
    "cr2",
    "cr3",
    "crw",
    "nef",
    "nrw",
    "arw",
    "srf",
    "sr2",
    "raf",
    "orf",
    "rw2",
    "pef",
    "srw",
    "x3f",
    "3fr",
    "iiq"
  ]
];
var RAW_EXTENSIONS = new Set(PICTURE_EXTENSIONS.slice(PICTURE_EXTENSIONS.indexOf("raw")));
var EXTENSIONS_OF = {
  jpeg: ["jpg", "jpeg", "jpe", "jfif"],
  png: ["png"],
  webp: ["webp"],
  avif: ["avif"],
  heic: ["heic", "heif"],
  tiff: ["tif", "tiff"],
  gif: ["gif"],
  bmp: ["bmp"],
  jxl: ["jxl"],
  jp2: ["jp2"],
  psd: ["psd"],
  raw: [...RAW_EXTENSIONS]
};
var ascii = (bytes, start, end) => bytes.toString("latin1", start, end);
var sniff = (bytes, extension) => {
  if (bytes.length < 4) return "unknown";
  if (bytes[0] === 255 && bytes[1] === 216 && bytes[2] === 255) return "jpeg";
  const four = ascii(bytes, 0, 4);
  if (four === "\x89PNG") return "png";
  if (four === "GIF8") return "gif";
  if (four === "RIFF") return ascii(bytes, 8, 12) === "WEBP" ? "webp" : "unknown";
  if (four === "8BPS") return "psd";
  if (four === "%PDF") return "pdf";
  if (ascii(bytes, 4, 8) === "ftyp") return sniffIsoMedia(bytes);
  if (four === "II*\0" || four === "MM\0*") return isRawTiff(bytes) || RAW_EXTENSIONS.has(extension) ? "raw" : "tiff";
  if (four === "II+\0" || four === "MM\0+") return "tiff";
  if (["IIRO", "IIRS", "MMOR", "IIU\0", "FOVb", "\0MRM"].includes(four)) return "raw";
  if (ascii(bytes, 0, 15) === "FUJIFILMCCD-RAW") return "raw";
  if (ascii(bytes, 0, 2) === "BM" && isBmpHeader(bytes)) return "bmp";
  if (bytes[0] === 255 && bytes[1] === 10 || ascii(bytes, 4, 12) === "JXL \r\n\x87\n") return "jxl";
  if (ascii(bytes, 4, 12) === "jP  \r\n\x87\n") return "jp2";
  return /^(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!DOCTYPE svg)/i.test(ascii(bytes, 0, 64)) ? "svg" : "unknown";
};
var sniffIsoMedia = (bytes) => {
  const end = Math.min(bytes.length, Math.max(16, Math.min(bytes.readUInt32BE(0), 256)));
  const brands = [ascii(bytes, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(ascii(bytes, at, at + 4));
  if (brands.some((brand) => brand === "avif" || brand === "avis")) return "avif";
  if (brands[0] === "crx ") return "raw";
  if (brands.some((brand) => ["heic", "heix", "hevc", "heim", "heis", "hevx", "mif1", "msf1"].includes(brand)))
    return "heic";
  return "unknown";
};
var isBmpHeader = (bytes) => bytes.length >= 26 && [12, 40, 52, 56, 64, 108, 124].includes(bytes.readUInt32LE(14));
var isRawTiff = (bytes) => {
  if (ascii(bytes, 8, 10) === "CR") return true;
  const little = bytes[0] === 73;
  const u162 = (at) => at + 2 > bytes.length ? 0 : little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  const u322 = (at) => at + 4 > bytes.length ? 0 : little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  const directory = u322(4);
  let reduced = false;
  let hasSubDirectories = false;
  for (let i = 0, count = Math.min(u162(directory), 512); i < count; i++) {
    const entry = directory + 2 + 12 * i;
    const tag = u162(entry);
    if (tag === 50706) return true;
    if (tag === 262 && [32803, 34892].includes(u162(entry + 8))) return true;
    if (tag === 254 && (u322(entry + 8) & 1) === 1) reduced = true;
    if (tag === 330) hasSubDirectories = true;
  }
  return reduced && hasSubDirectories;
};

// ../../../packages/rules/src/image/header.ts
import { defineResource as defineResource2, ListingLintError as ListingLintError3 } from "@listing-lint/core";
import sharp from "sharp";
var extensionOf = (path) => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
var BY_SHARP = /* @__PURE__ */ new Set(["jpeg", "png", "webp", "avif", "heic", "tiff", "gif"]);
var readHeader = async (bytes, extension) => {
  const format = sniff(bytes, extension);
  const none = { format, width: null, height: null, metadata: null };
  if (format === "unknown" || format === "svg" || format === "pdf") {
    return {
      ...none,
      problem: format === "unknown" ? "not a picture format that is known here" : `${format.toUpperCase()} is not a picture of pixels`
    };
  }
  if (!BY_SHARP.has(format)) return { ...none, ...sizeOf(bytes, format), problem: null };
  try {
    const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
    const { width, height } = metadata.autoOrient;
    return { format, width, height, metadata, problem: null };
  } catch (error) {
    return { ...none, problem: plainReason(error) };
  }
};
var sizeOf = (bytes, format) => {
  if (format === "bmp" && bytes.length >= 26) {
    if (bytes.readUInt32LE(14) === 12) return { width: bytes.readUInt16LE(18), height: bytes.readUInt16LE(20) };
    return { width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)) };
  }
  if (format === "psd" && bytes.length >= 26) return { width: bytes.readUInt32BE(18), height: bytes.readUInt32BE(14) };
  return { width: null, height: null };
};
var plainReason = (error) => {
  const text = error instanceof Error ? error.message : String(error);
  const lines = [...new Set(text.split("\n").map((line) => line.trim()))].filter((line) => line !== "");
  return lines.slice(0, 2).join("; ").slice(0, 200) || "unknown reason";
};
var imageHeader = defineResource2({
  id: "imageHeader",
  create: async (subject, context) => readHeader(await context.use(fileBytes), extensionOf(subject.path))
});
var readableHeader = (header) => {
  if (header.problem !== null) throw new ListingLintError3("image-unreadable", header.problem);
  return header;
};

// ../../../packages/rules/src/image/decode.ts
var CANONICAL_SIDE = 1024;
var PROGRESSIVE_SHARE = 0.72;
var DECODE_SECONDS = 30;
var decodeCanonical = async (bytes, pixelLimit = DEFAULT_MEGAPIXELS * 1e6) => {
  const { data, info } = await sharp2(bytes, { limitInputPixels: pixelLimit, sequentialRead: true, failOn: "error" }).autoOrient().resize({ width: CANONICAL_SIDE, height: CANONICAL_SIDE, fit: "inside", withoutEnlargement: true, kernel: "cubic" }).flatten({ background: "#ffffff" }).toColourspace("srgb").timeout({ seconds: DECODE_SECONDS }).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
};
var refusalOf = (header, megapixels) => {
  if (METADATA_ONLY.has(header.format)) {
    return new ListingLintError4(
      "metadata-only",
      `the pixels of ${header.format.toUpperCase()} files cannot be read here`
    );
  }
  if (header.width === null || header.height === null) return null;
  const limit = header.metadata?.isProgressive === true ? megapixels * PROGRESSIVE_SHARE : megapixels;
  const size = header.width * header.height / 1e6;
  if (size <= limit) return null;
  const kind = header.metadata?.isProgressive === true ? " progressive" : "";
  return new ListingLintError4(
    "image-too-large",
    `the${kind} picture has ${size.toFixed(1)} megapixels, more than the ${limit} that are decoded (limits.megapixels)`
  );
};
var canonicalImage = defineResource3({
  id: "canonicalImage",
  create: async (_subject, context) => {
    const header = readableHeader(await context.use(imageHeader));
    const megapixels = settingsOf(context).limits?.megapixels ?? DEFAULT_MEGAPIXELS;
    const refusal = refusalOf(header, megapixels);
    if (refusal) throw refusal;
    const bytes = await context.use(fileBytes);
    try {
      return await decodeCanonical(bytes, megapixels * 1e6);
    } catch (error) {
      throw new ListingLintError4("image-unreadable", plainReason(error), [], { cause: error });
    }
  }
});

// attacks.ts
import sharp3 from "sharp";
var open = ({ data, width, height }) => sharp3(data, { raw: { width, height, channels: 3 } });
var jpeg = (picture) => picture.jpeg({ quality: 85 }).toBuffer();
var keeps = (name, make) => ({ name, kind: "keeps-colour", make });
var simple = (name, kind, change) => ({
  name,
  kind,
  make: (base, random) => jpeg(change(open(base), base, random))
});
var frame = (share, background) => (picture, { width, height }) => {
  const edge = Math.round(Math.min(width, height) * share);
  return picture.extend({ top: edge, bottom: edge, left: edge, right: edge, background });
};
var svg = ({ width, height }, body) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`);
var textOverlay = (base) => svg(
  base,
  `<text x="50%" y="52%" text-anchor="middle" font-family="DejaVu Sans" font-size="${base.width / 7}" font-weight="bold" fill="white" stroke="black" stroke-width="2" opacity="0.7">MY SHOP 24</text>`
);
var tiledOverlay = (base) => {
  let body = "";
  for (let y = 60; y < base.height; y += 110) {
    for (let x = 0; x < base.width; x += 230) {
      body += `<text x="${x}" y="${y}" font-family="DejaVu Sans" font-size="34" fill="gray" opacity="0.5" transform="rotate(-30 ${x} ${y})">stolen.example</text>`;
    }
  }
  return svg(base, body);
};
var cornerLogo = (base, random) => {
  const width = base.width * 0.22;
  const height = width * 0.55;
  const x = random() < 0.5 ? base.width * 0.03 : base.width * 0.97 - width;
  const y = random() < 0.5 ? base.height * 0.03 : base.height * 0.97 - height;
  return svg(base, `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="#1a3c8a"/>`);
};
var isLight = (data, p) => (data[p] ?? 0) > 238 && (data[p + 1] ?? 0) > 238 && (data[p + 2] ?? 0) > 238;
var otherBackground = async (base) => {
  const data = Buffer.from(base.data);
  for (let p = 0; p < data.length; p += 3) if (isLight(data, p)) data.fill(190, p, p + 3);
  return jpeg(open({ ...base, data }));
};
var dye = async (base, random) => {
  const hues = [
    [225, 60, 60],
    [60, 90, 225],
    [50, 165, 75],
    [235, 150, 40],
    [150, 60, 190]
  ];
  const [red, green, blue] = hues[Math.floor(random() * hues.length)] ?? hues[0];
  const dyeLuma = 0.299 * red + 0.587 * green + 0.114 * blue;
  const data = Buffer.from(base.data);
  for (let p = 0; p < data.length; p += 3) {
    if (isLight(data, p)) continue;
    const luma = 0.299 * (data[p] ?? 0) + 0.587 * (data[p + 1] ?? 0) + 0.114 * (data[p + 2] ?? 0);
    [red, green, blue].forEach((channel, c) => {
      const value = luma <= dyeLuma ? channel * luma / dyeLuma : channel + (255 - channel) * (luma - dyeLuma) / (255 - dyeLuma);
      data[p + c] = Math.round(value);
    });
  }
  return jpeg(open({ ...base, data }));
};
var cropped = (share) => (picture, { width, height }, random) => {
  const w = Math.round(width * (1 - share));
  const h = Math.round(height * (1 - share));
  return picture.extract({
    left: Math.floor(random() * (width - w)),
    top: Math.floor(random() * (height - h)),
    width: w,
    height: h
  });
};
var ATTACKS = [
  ...[30, 50, 70, 85, 95].map((quality) => keeps(`jpeg ${quality}`, (base) => open(base).jpeg({ quality }).toBuffer())),
  keeps("webp 60", (base) => open(base).webp({ quality: 60 }).toBuffer()),
  keeps("avif 50", (base) => open(base).avif({ quality: 50, effort: 1 }).toBuffer()),
  ...[25, 50, 75, 150].map(
    (percent2) => simple(
      `resize ${percent2} %`,
      "keeps-colour",
      (picture, { width }) => picture.resize(Math.max(1, Math.round(width * percent2 / 100)))
    )
  ),
  simple("blur", "keeps-colour", (picture) => picture.blur(2.5)),
  simple("sharpen", "keeps-colour", (picture) => picture.sharpen({ sigma: 1.5, m1: 1, m2: 3 })),
  simple("mirror", "keeps-colour", (picture) => picture.flop()),
  simple("mirror top to bottom", "keeps-colour", (picture) => picture.flip()),
  ...[90, 180, 270].map((angle) => simple(`turn ${angle}\xB0`, "keeps-colour", (picture) => picture.rotate(angle))),
  simple("frame black 6 %", "keeps-colour", frame(0.06, "#000")),
  simple("frame white 6 %", "keeps-colour", frame(0.06, "#fff")),
  simple("frame red 3 %", "keeps-colour", frame(0.03, "#c22")),
  simple(
    "padded to a square",
    "keeps-colour",
    (picture) => picture.resize(1e3, 1e3, { fit: "contain", background: "#fff" })
  ),
  simple("padded wide, grey", "keeps-colour", (picture, { width, height }) => {
    const side = Math.round(width * 0.2);
    return picture.extend({
      left: side,
      right: side,
      top: Math.round(height * 0.04),
      bottom: Math.round(height * 0.04),
      background: "#ddd"
    });
  }),
  keeps("mirror + frame + jpeg 50", async (base) => {
    const edge = Math.round(base.width * 0.05);
    const framed = await open(base).flop().extend({ top: edge, bottom: edge, left: edge, right: edge, background: "#000" }).png().toBuffer();
    return sharp3(framed).resize(500).jpeg({ quality: 50 }).toBuffer();
  }),
  simple("grey", "changes-colour", (picture) => picture.greyscale()),
  { name: "dyed another colour", kind: "recolour", make: dye },
  simple("hue 90\xB0", "edit", (picture) => picture.modulate({ hue: 90 })),
  simple("saturation 160 %", "edit", (picture) => picture.modulate({ saturation: 1.6 })),
  simple("brightness 70 %", "edit", (picture) => picture.modulate({ brightness: 0.7 })),
  simple("brightness 130 %", "edit", (picture) => picture.modulate({ brightness: 1.3 })),
  { name: "background grey", kind: "edit", make: otherBackground },
  simple("text overlay", "overlay", (picture, base) => picture.composite([{ input: textOverlay(base) }])),
  simple("tiled overlay", "overlay", (picture, base) => picture.composite([{ input: tiledOverlay(base) }])),
  simple(
    "opaque corner logo",
    "overlay",
    (picture, base, random) => picture.composite([{ input: cornerLogo(base, random) }])
  ),
  simple("crop 5 %", "crop", cropped(0.05)),
  simple("crop 10 %", "crop", cropped(0.1))
];

// ../../../../../../tmp/hash/ev.ts
var { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    half: { type: "string", default: "tune" },
    templates: { type: "string" },
    json: { type: "string" },
    trace: { type: "string" }
  }
});
var [folder = "/tmp/photos/attacked"] = positionals;
var fingerprintOfFile = async (path) => {
  const bytes = readFileSync(path);
  const image = await decodeCanonical(bytes);
  return fingerprintOf(bytes, image, image);
};
var only = process.env.ONLY?.split(";");
var percent = (part, whole) => whole === 0 ? "\u2013" : (100 * part / whole).toFixed(1);
var wilson = (hits, n) => {
  if (n === 0) return "\u2013";
  const z2 = 1.96;
  const p = hits / n;
  const middle = (p + z2 * z2 / (2 * n)) / (1 + z2 * z2 / n);
  const half = z2 * Math.sqrt(p * (1 - p) / n + z2 * z2 / (4 * n * n)) / (1 + z2 * z2 / n);
  return `${(100 * Math.max(0, middle - half)).toFixed(1)}\u2013${(100 * Math.min(1, middle + half)).toFixed(1)}`;
};
var verdictsOf = (match) => (match && verdictOf(match, DEFAULT_THRESHOLDS)) ?? "nothing";
var found = JSON.parse(readFileSync(join(folder, "photos.json"), "utf8")).filter(
  ({ index, half }) => (values.half === "both" || half === values.half) && existsSync(join(folder, "originals", `${index}.bin`))
);
var originals = [];
var photos = [];
var plain = 0;
for (const { index, product, path } of found) {
  const fingerprint = await fingerprintOfFile(join(folder, "originals", `${index}.bin`));
  if (fingerprint.quality < 50) {
    plain++;
    continue;
  }
  photos.push({ index, product, path });
  originals.push({ path: `${index} ${path.split("/").at(-1)}`, product, role: "gallery", fingerprint });
}
var search = copySearch(originals);
console.log(
  `${originals.length} photos of ${new Set(photos.map(({ product }) => product)).size} products, half "${values.half}"; ${plain} pictures of PDQ quality below 50 left out`
);
var pairs = { across: /* @__PURE__ */ new Map(), within: /* @__PURE__ */ new Map() };
for (const entry of originals) {
  for (const { entry: other, match } of search.find(entry, DEFAULT_THRESHOLDS.suspectDistance)) {
    if (other.path <= entry.path) continue;
    const verdict = verdictsOf(match);
    const lines = other.product === entry.product ? pairs.within : pairs.across;
    const line = `${entry.product} ${entry.path} ~ ${other.product} ${other.path}: ${match.distance} bits, ${match.form}, ${match.view}, recoloured ${match.recoloured.toFixed(2)}`;
    lines.set(verdict, [...lines.get(verdict) ?? [], line]);
  }
}
for (const [where, lines] of Object.entries(pairs)) {
  for (const [verdict, list] of lines) {
    console.log(`originals ${where} products: ${verdict} ${list.length}`);
    if (where === "across") for (const line of list.slice(0, 40)) console.log(`    ${line}`);
  }
}
var rows = [];
console.log("attack                        n  duplicate variant suspect  found%  (95 %)       duplicate%  wrong");
for (const [a, attack] of ATTACKS.entries()) {
  if (only && !only.includes(attack.name)) continue;
  const counts = { duplicate: 0, variant: 0, suspect: 0, nothing: 0 };
  let wronglyDuplicate = 0;
  let n = 0;
  for (const [k, { index, product }] of photos.entries()) {
    const file = join(folder, String(a), `${index}.bin`);
    const original = originals[k];
    if (!original || !existsSync(file)) continue;
    n++;
    const fingerprint = await fingerprintOfFile(file);
    const verdict = verdictsOf(
      compareFingerprints(fingerprint, original.fingerprint, DEFAULT_THRESHOLDS.suspectDistance)
    );
    counts[verdict]++;
    if (values.trace === attack.name && verdict !== "duplicate") {
      const match = compareFingerprints(fingerprint, original.fingerprint, 128);
      console.log(
        `   ${verdict} ${file} ${JSON.stringify(match)} q ${fingerprint.quality}/${fingerprint.contentQuality} ${JSON.stringify(fingerprint.colours.box)} ${JSON.stringify(original.fingerprint.colours.box)} ${original.path}`
      );
    }
    const asked = { path: "attacked", product, role: "gallery", fingerprint };
    const accused = search.find({ ...asked, path: `attacked ${a} ${index}` }, DEFAULT_THRESHOLDS.maxDistance).filter(({ entry, match }) => entry.product !== product && verdictsOf(match) === "duplicate");
    const own = new Set(search.find(original, DEFAULT_THRESHOLDS.suspectDistance).map(({ entry }) => entry.path));
    if (accused.some(({ entry }) => !own.has(entry.path))) wronglyDuplicate++;
  }
  const { duplicate, variant, suspect } = counts;
  rows.push({ attack: attack.name, kind: attack.kind, n, duplicate, variant, suspect, wronglyDuplicate });
  const found2 = duplicate + variant;
  console.log(
    `${attack.name.padEnd(26)} ${String(n).padStart(4)} ${String(duplicate).padStart(9)} ${String(variant).padStart(7)} ${String(suspect).padStart(7)}  ${percent(found2, n).padStart(6)}  (${wilson(found2, n).padEnd(11)}) ${percent(duplicate, n).padStart(8)}  ${String(wronglyDuplicate).padStart(5)}`
  );
}
var total = (kinds) => rows.filter(({ kind }) => kinds.includes(kind)).reduce(
  (sum, row) => ({
    n: sum.n + row.n,
    duplicate: sum.duplicate + row.duplicate,
    variant: sum.variant + row.variant
  }),
  { n: 0, duplicate: 0, variant: 0 }
);
var keep = total(["keeps-colour"]);
var all = total(["keeps-colour", "changes-colour"]);
var dyed = total(["recolour"]);
var within = [...pairs.within].map(([verdict, list]) => `${verdict} ${list.length}`).join(", ");
console.log(
  `found (duplicate or variant) of re-encode, resize, grey, blur, sharpen, mirror, turn, frame, padding: ${all.duplicate + all.variant} of ${all.n}, ${percent(all.duplicate + all.variant, all.n)} % (${wilson(all.duplicate + all.variant, all.n)})`
);
console.log(
  `duplicate of those that keep colour: ${keep.duplicate} of ${keep.n}, ${percent(keep.duplicate, keep.n)} % (${wilson(keep.duplicate, keep.n)})`
);
console.log(
  `dyed pictures: variant ${dyed.variant} of ${dyed.variant + dyed.duplicate} found, ${percent(dyed.variant, dyed.variant + dyed.duplicate)} %`
);
console.log(`pairs of originals within a product: ${within}`);
console.log(
  `attacked pictures called a duplicate of another product: ${rows.reduce((sum, row) => sum + row.wronglyDuplicate, 0)}`
);
if (values.templates) {
  const names = readdirSync(values.templates).filter((name) => /\.(png|jpe?g|webp)$/i.test(name)).sort();
  const entries = [];
  for (const name of names) {
    const fingerprint = await fingerprintOfFile(join(values.templates, name));
    entries.push({ path: name, product: name, role: "gallery", fingerprint });
  }
  const templates = copySearch(entries);
  console.log(`templates: ${entries.length} pictures of ${values.templates}`);
  for (const entry of entries) {
    for (const { entry: other, match } of templates.find(entry, DEFAULT_THRESHOLDS.suspectDistance)) {
      if (other.path > entry.path)
        console.log(
          `    ${verdictsOf(match)} ${entry.path} ~ ${other.path}: ${match.distance} bits, ${match.form}, ${match.view}, recoloured ${match.recoloured.toFixed(2)}`
        );
    }
  }
}
if (values.json) writeFileSync(values.json, JSON.stringify(rows, null, 2));
