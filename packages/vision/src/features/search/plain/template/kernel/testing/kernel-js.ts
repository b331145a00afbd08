import type { LabCells } from '../../../lab-cells.ts';
import {
  BINS_WARM,
  COLOUR_BINS,
  FIRST_LIGHT,
  FIRST_WARM,
  HEAD,
  LAST_LIGHT,
  LENGTH,
  ONE_COLOUR,
  PLACE_NUMBERS,
  POINT_NUMBERS,
  productOfRecord,
  RECORD,
  RECORD_PLACES,
} from '../../product/record.ts';
import { LEAST_OUTLINE_MARGIN, OUTLINE_MARGIN, templateDifference } from '../../product/template-difference.ts';
import { MOST_CELLS, MOST_MAPS, POSES_PER_PRODUCT, type PoseCandidate, type TemplateKernel } from '../kernel.ts';

// As in assembly.
const LEAST_SHARE = 0.28;
const FITS = 1.02;
const LARGER = 1.17;
const MOST_OTHER = 19;
const FIRST_FEW = 6;
const MOST_OF_FEW = 2;
const MOST_ALIKE = 3;
const LIGHTER = BINS_WARM ** 2;
const MOST_LOOKS = 64;
const ONE_PLACE = 0.3;
const ONE_SIZE = 0.2;
const FAR = 31;
const AS_LIGHT = 10;
const AS_WARM = 10;

/** The same in plain JavaScript. */
export const createJsTemplateKernel = (): TemplateKernel => ({
  poses: (records, cells, most) => {
    const placesOf = colourPlaces(cells);
    const found: PoseCandidate[] = [];
    for (let product = 0; RECORD * product < records.length; product++) {
      const record = records.subarray(RECORD * product, RECORD * (product + 1));
      found.push(...posesOf(record, cells, placesOf, most).map((pose) => ({ ...pose, product })));
    }
    return found;
  },
});

/** Rows of a map, and how many cells it has. */
interface ColourMap {
  readonly rows: Uint32Array;
  cells: number;
}

type PlacesOf = (bin: number) => ColourMap | undefined;

const colourPlaces = ({ columns, rows, lab }: LabCells): PlacesOf => {
  const maps: (ColourMap | undefined)[] = new Array(COLOUR_BINS);
  let known = 1;
  const first = (value: number, far: number, least: number): number =>
    Math.max(least, Math.ceil((value - far) / ONE_COLOUR));
  const last = (value: number, far: number, most: number): number =>
    Math.min(most, Math.floor((value + far) / ONE_COLOUR));
  const warm = (at: number): number => {
    const most = -ONE_COLOUR * FIRST_WARM;
    return Math.max(-most, Math.min(most, lab[at] ?? 0));
  };
  for (let cell = 0; cell < columns * rows; cell++) {
    const [l, a, b] = [lab[3 * cell] ?? 0, warm(3 * cell + 1), warm(3 * cell + 2)];
    for (let i = first(l, AS_LIGHT, FIRST_LIGHT); i <= last(l, AS_LIGHT, LAST_LIGHT); i++) {
      for (let j = first(a, AS_WARM, FIRST_WARM); j <= last(a, AS_WARM, -FIRST_WARM); j++) {
        for (let k = first(b, AS_WARM, FIRST_WARM); k <= last(b, AS_WARM, -FIRST_WARM); k++) {
          const bin = ((i - FIRST_LIGHT) * BINS_WARM + j - FIRST_WARM) * BINS_WARM + k - FIRST_WARM;
          let map = maps[bin];
          if (map === undefined) {
            if (known === MOST_MAPS) continue;
            known++;
            map = { rows: new Uint32Array(rows), cells: 0 };
            maps[bin] = map;
          }
          const row = Math.floor(cell / columns);
          map.rows[row] = (map.rows[row] ?? 0) | (1 << (cell % columns));
          map.cells++;
        }
      }
    }
  }
  return (bin) => maps[bin];
};

/** Probes of a product: where its colour is, its position, its size, and its outline. */
interface Probe {
  readonly map: ColourMap | undefined;
  readonly across: number;
  readonly down: number;
  readonly acrossOutward: number;
  readonly downOutward: number;
}

const lengthAt = (record: Int16Array, at: number): number => (record[at] ?? 0) / LENGTH;

const placeProbes = (record: Int16Array, lighter: number, placesOf: PlacesOf): Probe[] => {
  const probes = Array.from({ length: record[0] ?? 0 }, (_, k) => {
    const at = HEAD + PLACE_NUMBERS * k;
    const map = placesOf((record[at + 5] ?? 0) + lighter * LIGHTER);
    return { map, across: lengthAt(record, at), down: lengthAt(record, at + 1), acrossOutward: 0, downOutward: 0 };
  });
  for (let k = 0; k <= MOST_OF_FEW; k++) rarestFirst(probes, k);
  return probes;
};

/** Puts the rarest of those from one on in its place. */
const rarestFirst = (probes: Probe[], from: number): void => {
  let [rarest, fewest] = [from, Number.POSITIVE_INFINITY];
  for (let k = from; k < probes.length; k++) {
    const cells = probes[k]?.map?.cells ?? Number.POSITIVE_INFINITY;
    if (cells < fewest) [rarest, fewest] = [k, cells];
  }
  const [first, other] = [probes[from], probes[rarest]];
  if (first && other) [probes[from], probes[rarest]] = [other, first];
};

const outlineProbes = (record: Int16Array, lighter: number, placesOf: PlacesOf): Probe[] =>
  Array.from({ length: record[1] ?? 0 }, (_, k) => {
    const at = HEAD + PLACE_NUMBERS * RECORD_PLACES + POINT_NUMBERS * k;
    return {
      map: placesOf((record[at + 7] ?? 0) + lighter * LIGHTER),
      across: lengthAt(record, at),
      down: lengthAt(record, at + 1),
      acrossOutward: lengthAt(record, at + 2),
      downOutward: lengthAt(record, at + 3),
    };
  });

type ScoredPose = Omit<PoseCandidate, 'product'>;

const posesOf = (record: Int16Array, cells: LabCells, placesOf: PlacesOf, most: number): readonly ScoredPose[] => {
  const { columns, rows } = cells;
  const product = productOfRecord(record);
  const { left, top, right, bottom, cell } = product;
  const mayMiss = Math.trunc((MOST_OTHER * (record[0] ?? 0)) / 100);
  const mostOf = (k: number): number => (k < FIRST_FEW ? Math.min(mayMiss, MOST_OF_FEW) : mayMiss);
  const largest = FITS * Math.min(columns / (right - left), rows / (bottom - top));
  const least = (LEAST_SHARE * Math.min(columns, rows)) / Math.max(right - left, bottom - top);
  const best: ScoredPose[] = [];
  let looks = 0;
  for (let lighter = -1; lighter <= 1; lighter++) {
    const within = placeProbes(record, lighter, placesOf);
    if (within.filter(({ map }) => map === undefined).length > mayMiss) continue;
    const outline = outlineProbes(record, lighter, placesOf);
    for (let reach = least; reach <= largest; reach *= LARGER) {
      const margin = Math.max(LEAST_OUTLINE_MARGIN, OUTLINE_MARGIN * cell * reach);
      for (const mirror of [1, -1]) {
        const [from, to] = mirror === 1 ? [left, right] : [-right, -left];
        const firstX = Math.max(0, Math.floor(-from * reach));
        const lastX = Math.min(columns - 1, Math.ceil(columns - to * reach));
        if (lastX < firstX) continue;
        const inSight = (0xffffffff << firstX) & (0xffffffff >>> (MOST_CELLS - 1 - lastX));
        const lastY = Math.min(rows - 1, Math.ceil(rows - bottom * reach));
        for (let y = Math.max(0, Math.floor(-top * reach)); y <= lastY; y++) {
          const bits = ({ map, across, down, acrossOutward, downOutward }: Probe): number => {
            const dx = rounded(mirror * (reach * across + margin * acrossOutward));
            const row = map?.rows[y + rounded(reach * down + margin * downOutward)] ?? 0;
            return dx >= 0 ? row >>> dx : row << -dx;
          };
          let alive = fewOf(inSight, within, mostOf, (probes) => ~bits(probes));
          alive = fewOf(alive, outline, () => MOST_ALIKE, bits);
          for (; alive !== 0 && looks < MOST_LOOKS; alive &= alive - 1) {
            looks++;
            const pose = { x: 31 - Math.clz32(alive & -alive) + 0.5, y: y + 0.5, reach, mirror };
            const apart = templateDifference(product, cells, pose);
            if (apart < most) keep(best, { ...pose, apart });
          }
        }
      }
    }
  }
  return best;
};

const rounded = (value: number): number => Math.max(-FAR, Math.min(FAR, Math.floor(value + 0.5)));

/** Returns the bits at which at most so many probes fail, fewer among the first few. */
const fewOf = (
  bits: number,
  probes: readonly Probe[],
  mostOf: (k: number) => number,
  of: (probes: Probe) => number,
): number => {
  let [alive, ones, twos] = [bits, 0, 0];
  for (const [k, each] of probes.entries()) {
    if (alive === 0) break;
    const [has, most] = [of(each), mostOf(k)];
    alive &= ~(has & (most & 1 ? ones : ~ones) & (most & 2 ? twos : ~twos));
    twos ^= ones & has;
    ones ^= has;
  }
  return alive;
};

const keep = (best: ScoredPose[], next: ScoredPose): void => {
  const same = best.findIndex(
    ({ x, y, reach, mirror }) =>
      mirror === next.mirror &&
      (x - next.x) ** 2 + (y - next.y) ** 2 < ONE_PLACE * ONE_PLACE * next.reach * next.reach &&
      Math.abs(reach / next.reach - 1) < ONE_SIZE,
  );
  if (same >= 0) {
    if ((best[same]?.apart ?? 0) <= next.apart) return;
    best.splice(same, 1);
  }
  const at = best.findIndex(({ apart }) => apart > next.apart);
  best.splice(at < 0 ? best.length : at, 0, next);
  if (best.length > POSES_PER_PRODUCT) best.pop();
};
