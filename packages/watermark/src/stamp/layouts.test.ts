import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finding, lint, loadConfig, type Report } from '@listing-lint/core';
import { createKernel, GENERIC, loadMarks, searchedMarks, writeCalibrations } from '@listing-lint/rules/watermark';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtinPlugin } from '../test-plugin.ts';

import { stampFiles } from './stamp-files.ts';

const SIGN = `<g fill="none" stroke="#fff" stroke-width="16" stroke-linejoin="round">
<path d="M20 220 L120 20 L220 220 Z M300 220 V20 H420 L300 120 H420 L330 220"/><circle cx="520" cy="120" r="66"/></g>`;
const PATTERN = `<g fill="none" stroke="#fff" stroke-width="18"><path d="M20 120 H180 M100 20 V220"/><ellipse cx="330" cy="120" rx="110" ry="90"/><path d="M470 210 L560 30 L590 210"/></g>`;
const drawing = (body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="620" height="240">${body}</svg>`;

/** A product on a plain ground, another one for each seed, with something drawn over it. */
const picture = (seed: number, overlay: string): Promise<Buffer> => {
  const shapes = Array.from({ length: 16 }, (_, i) => {
    const [x, y] = [250 + ((i * 173 + seed * 71) % 500), 180 + ((i * 97 + seed * 29) % 440)];
    return `<ellipse cx="${x}" cy="${y}" rx="${50 + ((i * 31) % 110)}" ry="${40 + ((i * 17) % 90)}" fill="hsl(${(i * 40 + seed * 60) % 360} 40% ${20 + ((i * 7) % 40)}%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="800"><rect width="100%" height="100%" fill="#b9c0c4"/>${shapes.join('')}${overlay}</svg>`;
  return sharp(Buffer.from(svg)).flatten().jpeg({ quality: 80 }).toBuffer();
};

const turned = (x: number, y: number): string =>
  `<g opacity=".6" transform="translate(${x} ${y}) rotate(30) scale(.4)">${SIGN}</g>`;
const repeated = Array.from({ length: 8 * 8 }, (_, i) => {
  const [column, row] = [i % 8, Math.floor(i / 8)];
  return `<g opacity=".18" transform="translate(${column * 230 - 100 + 115 * (row & 1)} ${row * 120 - 30}) scale(.26)">${PATTERN}</g>`;
}).join('');

const files: { readonly [path: string]: Promise<Buffer> } = {
  'listings/turned/1.jpg': picture(1, turned(300, 150)),
  'listings/turned/2.jpg': picture(2, turned(520, 420)),
  'listings/repeated/1.jpg': picture(3, repeated),
  'listings/repeated/2.jpg': picture(4, repeated),
  'listings/bare/1.jpg': picture(5, ''),
};

let root: string;
let report: Report;
const layouts = [
  { file: 'brand/sign.png', angles: [30] },
  { file: 'brand/pattern.png', tiled: true },
];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'layouts-'));
  for (const folder of ['brand', 'listings/turned', 'listings/repeated', 'listings/bare'])
    await mkdir(join(root, folder), { recursive: true });
  await writeFile(
    join(root, 'brand/sign.png'),
    await sharp(Buffer.from(drawing(SIGN)))
      .png()
      .toBuffer(),
  );
  await writeFile(
    join(root, 'brand/pattern.png'),
    await sharp(Buffer.from(drawing(PATTERN)))
      .png()
      .toBuffer(),
  );
  for (const [path, bytes] of Object.entries(files)) await writeFile(join(root, path), await bytes);
  await writeFile(
    join(root, 'listing-lint.config.yaml'),
    `listings: ["listings/*"]\nbrand: { watermarks: ${JSON.stringify(layouts)} }\nrules: { watermark-present: error, watermark-position-varies: warn, watermark-legible: warn, watermark-tiled-legible: warn }\n`,
  );
  const loaded = await loadMarks(createKernel(), root, layouts, 'usage');
  const calibration = {
    ...GENERIC,
    stages: { 384: { location: 3, scale: 1 }, 512: { location: 5, scale: 1 }, 768: { location: 7, scale: 1.5 } },
  };
  await writeCalibrations(
    root,
    Object.fromEntries(
      searchedMarks(loaded).map(({ template, tiled, key }) => [
        key,
        { name: template.mark.name, calibration: tiled ? calibration : GENERIC, selfTest: [] },
      ]),
    ),
  );
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root });
  report = (await lint({ config, tool: { name: 'listing-lint', version: '0.0.0' }, asOf: '2026-11-25' })).report;
});
afterAll(() => rm(root, { recursive: true, force: true }));

const findingsOf = (rule: string): string[] =>
  report.findings.filter(({ ruleId }: Finding) => ruleId === rule).map(({ subject }) => subject.path);
const boxesOf = (path: string) => report.subjects.find((subject) => subject.path === path)?.boxes ?? [];

describe('marks that are turned or repeated, over a shop', () => {
  it('are found, and missed only where they are not', () => {
    expect(findingsOf('watermark-present')).toEqual(['listings/bare/1.jpg']);
    expect(findingsOf('watermark-legible')).toEqual([]);
    expect(findingsOf('watermark-tiled-legible')).toEqual([]);
  });

  it('leave a box for the report: one around the turned mark, one for each copy', () => {
    const [box, ...others] = boxesOf('listings/turned/1.jpg');
    expect(others).toEqual([]);
    expect(box?.label).toMatch(/^brand\/sign\.png, turned by 30°, contrast \d+$/);
    expect(box?.kind).toBe('found');
    const copies = boxesOf('listings/repeated/1.jpg');
    expect(copies.length).toBeGreaterThan(8);
    expect(copies[0]?.label).toBe(
      `brand/pattern.png, repeated, ${copies.length} copies seen, contrast ${copies[0]?.label.split(' ').at(-1)}`,
    );
  });

  it('vary in place where they stand once; a repeated mark has no place', () => {
    expect(findingsOf('watermark-position-varies')).toEqual([]);
    const outcomes = report.subjects
      .filter(({ scope }) => scope === 'listing')
      .map(({ path, outcomes: { pass, skip } }) => [
        path,
        pass.includes('watermark-position-varies'),
        skip.includes('watermark-position-varies'),
      ]);
    expect(outcomes).toEqual([
      ['listings/bare', false, true],
      ['listings/repeated', false, true],
      ['listings/turned', true, false],
    ]);
  });

  it('are not what stamps put on pictures', async () => {
    const asIs = async (bytes: Buffer) => ({ bytes, removed: [], lost: [] });
    const options = { root, marks: layouts, key: 'key', inPlace: false, dryRun: true, clean: asIs };
    await expect(stampFiles([], options)).rejects.toMatchObject({ code: 'usage' });
    await expect(stampFiles([], { ...options, marks: [...layouts, 'brand/sign.png'] })).resolves.toEqual([]);
  });
});
