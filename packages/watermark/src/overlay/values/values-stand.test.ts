// Measurements of small synthetic pictures: numbers in many combinations, most of them near a bound. Values for the same input are fixed (the texts next to this file)
// until the version of the fact that they are a part of is raised.

import type { RgbImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import { expect, it } from 'vitest';
import { directionField } from '../direction-field.ts';
import { likeness, stretched } from '../repeated/alike.ts';
import { addTo, agreeingRegions, agreementWith, newSums } from '../repeated/consensus.ts';
import { groundAround, standsFree } from '../text/free-ground.ts';
import { letterRow } from '../text/letter-row.ts';
import { linksOfIslands, linksWithin, plainRegions, shrunk } from '../text/plain-ground.ts';
import { productHulls } from '../text/product.ts';
import { components } from '../text/regions.ts';
import { rowsOf } from '../text/rows.ts';
import { rowsOnPlate } from '../text/sticker.ts';
import { textEvidence } from '../text/text-rows.ts';

type Random = () => number;
const whole = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from + 1));

const plain = (width: number, height: number, level: number): RgbImage => ({
  width,
  height,
  data: new Uint8Array(3 * width * height).fill(level),
});

const paint = (image: RgbImage, [left, top, right, bottom]: readonly number[], colour: readonly number[]): void => {
  for (let y = Math.max(0, top ?? 0); y < Math.min(image.height, bottom ?? 0); y++) {
    for (let x = Math.max(0, left ?? 0); x < Math.min(image.width, right ?? 0); x++) {
      for (let c = 0; c < 3; c++) image.data[3 * (y * image.width + x) + c] = colour[c] ?? colour[0] ?? 0;
    }
  }
};

/** Strokes of a made-up letter, in px: an upright, and up to two bars. */
const letter = (image: RgbImage, random: Random, [x = 0, y = 0, tall = 0, ink = 0]: readonly number[]): number => {
  const stroke = whole(random, 1, Math.max(1, Math.round(tall / 4)));
  const wide = whole(random, stroke, Math.ceil(tall * 0.9));
  const kind = whole(random, 0, 5);
  paint(image, [x, y, x + stroke, y + tall], [ink]);
  if (kind > 0) paint(image, [x, y, x + wide, y + stroke], [ink]);
  if (kind > 2) paint(image, [x, y + tall - stroke, x + wide, y + tall], [ink]);
  if (kind > 4) paint(image, [x, y + (tall >> 1), x + wide, y + (tall >> 1) + stroke], [ink]);
  return kind === 0 ? stroke : wide;
};

const words = (
  image: RgbImage,
  random: Random,
  [left = 0, top = 0, tall = 0, ink = 0]: readonly number[],
): number[] => {
  let x = left;
  const count = whole(random, 2, 7);
  for (let k = 0; k < count; k++) {
    const low = random() < 0.15 ? whole(random, 1, 2) : 0;
    const own = Math.max(3, tall - (random() < 0.2 ? whole(random, 1, tall >> 1) : 0));
    x += letter(image, random, [x, top + low + (tall - own), own, ink + (random() < 0.1 ? whole(random, -30, 30) : 0)]);
    x += whole(random, 1, Math.max(2, tall >> 1));
  }
  return [left, top, x, top + tall];
};

const boxed = ([left = 0, top = 0, right = 0, bottom = 0]: readonly number[], grow = 0) => ({
  left: Math.max(0, left - grow),
  top: Math.max(0, top - grow),
  right: right + grow,
  bottom: bottom + grow,
});

const short = (value: number): string => String(Number(value.toFixed(4)));
const numbered = (count: number, value: (random: Random, seed: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, seed) => value(seededRandom(seed + 1), seed));

const letterRows = () =>
  numbered(500, (random) => {
    const tall = whole(random, 5, 22);
    const image = plain(180, 34, 200);
    const box = words(image, random, [6, 5, tall, whole(random, 120, 190) - (random() < 0.7 ? 80 : 0)]);
    const row = letterRow(image, boxed(box, whole(random, 0, 2)), whole(random, 3, 4));
    return row === undefined ? '-' : `${row.shapes}/${row.contrast}`;
  });

const plates = () =>
  numbered(250, (random) => {
    const image = plain(190, 60, whole(random, 100, 255));
    const [left, top] = [whole(random, 0, 6), whole(random, 0, 6)];
    const tall = whole(random, 7, 12);
    const plate = [left, top, left + whole(random, 60, 180), top + tall + whole(random, 4, 16)];
    paint(image, plate, [whole(random, 40, 200), whole(random, 40, 200), 60]);
    words(image, random, [left + whole(random, 0, 8), top + whole(random, 1, 5), tall, whole(random, 0, 255)]);
    return rowsOnPlate(image, boxed(plate), random() < 0.5, 3)
      .map(({ shapes, contrast, box }) => `${shapes}/${contrast}@${box.left},${box.top},${box.right},${box.bottom}`)
      .join(' ');
  });

const stepped = (random: Random, width: number, height: number, steps: readonly number[]): RgbImage => {
  const image = plain(width, height, 0);
  for (let i = 0; i < image.data.length; i++) image.data[i] = 100 + (steps[whole(random, 0, steps.length - 1)] ?? 0);
  return image;
};

const grounds = () =>
  numbered(200, (random) => {
    const image = stepped(random, 14, 11, [0, 0, 0, 3, 5, 6, 20, 21]);
    const ground = plainRegions(image);
    const islands = components(14, 11, linksOfIslands(ground), 2).blobs;
    const holes = components(14, 11, linksWithin(ground, ground.regions.slice(0, 2), 14)).blobs;
    const box = {
      left: whole(random, 0, 6),
      top: whole(random, 0, 4),
      right: whole(random, 7, 14),
      bottom: whole(random, 5, 11),
    };
    const label = whole(random, 0, 2);
    return [
      ground.regions.map(({ left, top, right, bottom, area }) => `${left}${top}${right}${bottom}=${area}`).length,
      ground.regions
        .slice(0, 3)
        .map(({ left, top, right, bottom, area }) => `${left},${top},${right},${bottom}=${area}`)
        .join(' '),
      short(ground.share),
      islands.length,
      holes.map(({ area }) => area).join(),
      groundAround(
        box,
        ground.of.map((of) => (of > 3 ? 0 : 1)),
        14,
        11,
      ),
      standsFree(image, ground.of, label, box),
    ].join('|');
  });

/** Boxes on a plain ground with other things between them and the edges. */
const free = () =>
  numbered(300, (random) => {
    const image = plain(60, 50, 200);
    const of = new Int32Array(3000).fill(1);
    for (let k = 0; k < 8; k++) {
      const [x, y] = [whole(random, 0, 55), whole(random, 0, 45)];
      const size = [x, y, x + whole(random, 1, 20), y + whole(random, 1, 20)];
      paint(image, size, [200 + (random() < 0.5 ? whole(random, 9, 12) : -whole(random, 9, 12))]);
      if (random() < 0.4)
        for (let at = y; at < Math.min(50, size[3] ?? 0); at++)
          of.fill(2, at * 60 + x, Math.min(at * 60 + 60, at * 60 + (size[2] ?? 0)));
    }
    const [left, top] = [whole(random, 0, 40), whole(random, 0, 40)];
    const box = { left, top, right: left + whole(random, 2, 20), bottom: top + whole(random, 2, 10) };
    return `${groundAround(box, of, 60, 50)}${standsFree(image, of, 1, box) ? 'f' : '-'}`;
  });

const blobs = () =>
  numbered(200, (random) => {
    const made = Array.from({ length: 8 }, (_, k) => {
      const [left, top] = [whole(random, 0, 40), whole(random, 0, 12)];
      return {
        label: k + 1,
        left,
        top,
        right: left + whole(random, 1, 9),
        bottom: top + whole(random, 3, 17),
        area: 9,
      };
    });
    return rowsOf(made, 100)
      .map((row) => row.map(({ label }) => label).join(''))
      .join(' ');
  });

const hulls = () =>
  numbered(120, (random) => {
    const mask = new Uint8Array(40 * 30);
    for (let k = 0; k < 5; k++) {
      const [x, y, w, h] = [whole(random, 0, 36), whole(random, 0, 26), whole(random, 1, 4), whole(random, 1, 4)];
      for (let at = y; at < Math.min(30, y + h); at++)
        mask.fill(31, at * 40 + x, Math.min(at * 40 + 40, at * 40 + x + w));
    }
    const labelled = components(40, 30, mask);
    return productHulls(labelled, new Set([whole(random, 1, 3)]), 40, 30)
      .map((hull) => hull.map(({ x, y }) => `${x},${y}`).join(' '))
      .join('; ');
  });

const fields = () =>
  numbered(120, (random) => {
    const [width, height] = [whole(random, 3, 9), whole(random, 3, 7)];
    const { codes } = directionField(stepped(random, width, height, [0, 2, 5, 5, 7, 12]));
    return [...codes].join('');
  });

const pictures = () =>
  numbered(110, (random) => {
    const image = plain(220, 160, 230);
    if (random() < 0.6)
      paint(image, [60, 40, whole(random, 100, 170), whole(random, 80, 130)], [whole(random, 60, 226)]);
    const at = [
      [whole(random, 0, 30), whole(random, 0, 20)],
      [whole(random, 0, 90), whole(random, 125, 148)],
    ][whole(random, 0, 1)] ?? [0, 0];
    const [left = 0, top = 0] = at;
    const tall = whole(random, 7, 14);
    if (random() < 0.6) {
      const band = random() < 0.5 ? [0, top - 4, 220, top + tall + 4] : [left - 4, top - 4, left + 90, top + tall + 4];
      paint(image, band, [whole(random, 20, 120), 60, whole(random, 20, 225)]);
    }
    words(image, random, [left, top, tall, whole(random, 0, 255)]);
    const { rows, examined } = textEvidence(image);
    const lines = rows.map(
      ({ x, y, width, height, shapes, contrast, on }) =>
        `${on} ${[x, y, width, height].map(short).join()} ${shapes}/${contrast}`,
    );
    return [short(examined), ...lines].join(' · ');
  });

const laid = () =>
  numbered(24, (random) => {
    const sums = newSums();
    const size = whole(random, 20, 40);
    const alignments = Array.from({ length: 14 }, () => {
      const image = plain(size, size, 120);
      for (let k = 0; k < 3; k++) {
        const [x, y] = [whole(random, 0, size), whole(random, 0, size)];
        paint(image, [x, y, x + 6, y + 5], [whole(random, 0, 255)]);
      }
      paint(image, [4, 4, 10, 9], [220]);
      paint(image, [12, 4, 13, 12], [20]);
      return {
        field: directionField(image),
        scale: whole(random, 2, 5),
        offsetX: whole(random, -6, 90),
        offsetY: whole(random, -6, 90),
      };
    });
    const same = alignments.map((each) => ({ ...each, scale: 3, offsetX: 8, offsetY: 5 }));
    const used = random() < 0.7 ? same : alignments;
    for (const each of used) addTo(sums, each);
    const limits = { level: 0.22, surprise: 4.5, pictures: 12, gap: whole(random, 1, 3), bias: 0.7, parallel: 0.8 };
    const regions = agreeingRegions(sums, limits);
    const grids = used.slice(0, 3).map(({ field }) => stretched(field));
    return [
      ...regions.map(({ left, top, right, bottom, pixels, level, bias, parallel }) => {
        const box = `${left},${top},${right},${bottom}`;
        return `${box} ${pixels.length} ${[level, bias, parallel].map(short).join()}`;
      }),
      ...regions.slice(0, 1).flatMap((region) =>
        used.slice(0, 3).map((each) => {
          const agreement = agreementWith(sums, region, each, random() < 0.5);
          return agreement === null ? 'none' : `${short(agreement.signed)}/${short(agreement.axial)}`;
        }),
      ),
      grids.map((grid) => short(likeness(grids[0] ?? grid, grid))).join(),
    ].join(' · ');
  });

const shrinks = () =>
  numbered(6, (random, seed) => {
    const [width, height] = [
      [640, 3],
      [641, 3],
      [3, 1281],
      [1280, 4],
      [1281, 5],
      [2, 640],
    ][seed] ?? [1, 1];
    const { width: w, height: h, data } = shrunk(stepped(random, width ?? 1, height ?? 1, [0, 10, 50, 155]));
    return `${w}x${h} ${data.reduce((sum, each) => sum + each, 0)} ${data.slice(0, 9).join()}`;
  });

const rooms = { letterRows, plates, grounds, free, blobs, hulls, fields, pictures, laid, shrinks };

it.each(Object.entries(rooms))('values of %s stand', { tags: 'full' }, async (name, values) => {
  const lines = values();
  const isShort = lines.every((line) => line.length < 10);
  const text = isShort ? lines.join(' ') : lines.map((line, k) => `${k + 1}: ${line}`).join('\n');
  await expect(`${text}\n`).toMatchFileSnapshot(`./${name}.txt`);
});
