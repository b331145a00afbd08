// Takes stamped marks off photos in five ways, covers them, crops them away, leaves them, and uses unmarked copies; asks what became of the mark.
//   node test/bench/watermark/removal.mjs make PHOTOS FOLDER [MODE]       stamps every photo of the folder and makes the copies
//   node test/bench/watermark/removal.mjs measure FOLDER OUT.jsonl        asks as the command `match` does, of each copy against its original
//   node test/bench/watermark/removal.mjs report OUT.jsonl…
//   node test/bench/watermark/removal.mjs all PHOTOS FOLDER [MODE]        the three, photo by photo: what is cut short goes on where it was
// MODE: forced, opacities of 0.1 to 0.6; forced-no-grain, the same as versions without grain drew it.
// SHOPS=a,b takes photos whose names begin with these; MOST=150 stops after so many that have a place for a mark.
// THRIFTY=1 asks as the command `monitor` does; HONEST=1 makes honest copies alone; HONEST=2 and more so many of every kind, that
// went through more than copies of the others do. KINDS=further takes marks off in five other ways, and does nothing else; KINDS=smooth,covered makes
// copies of these kinds alone (half-filled and half-covered are made so alone). EDITS=11 makes so many honest
// copies of each photo that were edited (honest-edits.mjs), and nothing else; ENLARGED=12 so many that were made small and enlarged again
// (enlargings.mjs), and nothing else: eight photos have the whole grid.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { CHAINS } from './copy-chains.mjs';
import { decodeCanonical, wilson } from './detector.mjs';
import {
  boxOf,
  copiesOf,
  EDITED,
  ENLARGED,
  FURTHER_REMOVALS,
  HONEST,
  kindNames,
  OPACITIES,
  openCopies,
  REMOVALS,
} from './removal-copies.mjs';

sharp.concurrency(1);
sharp.cache(false);
const built = new URL('../../../packages/', import.meta.url);
const load = (path) => import(new URL(path, built).href);
const { openBytesMatch } = await load('vision/dist/match/match-files.js');
const { fractionMapOf } = await load('vision/dist/match/fraction-map.js');
const { measureMarkPlace } = await load('vision/dist/mark-state/removal/measure-mark-place.js');
const { markStateOf } = await load('vision/dist/mark-state/removal/mark-state.js');
const { colourCellsOf } = await load('vision/dist/mark-state/removal/alignment/colour-cells.js');
const { lumaOf } = await load('rules/dist/image/read/raster.js');

const rowsOf = (file) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Photos of a folder in an order that says nothing of them, so that a part of it is a sample of all. */
const photosOf = (folder) => {
  const shops = process.env.SHOPS?.split(',');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jpg') && (shops?.some((shop) => name.startsWith(shop)) ?? true))
    .map((name) => ({ file: join(folder, name), order: createHash('sha256').update(name).digest('hex') }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ file }) => file);
};

const selectedKinds = (kinds) => {
  if (kinds === undefined) return {};
  const selected = kinds === 'further' ? FURTHER_REMOVALS : kinds.split(',');
  const unknown = selected.find((kind) => !kindNames.includes(kind));
  if (unknown !== undefined) throw new Error(`KINDS: no "${unknown}" among ${kindNames.join(', ')}`);
  return { kinds: selected };
};

/** Makes the copies of one photo after the other, and gives each its rows; processed photos are skipped. */
const make = async (photos, folder, mode, then = async () => {}) => {
  const copies = await openCopies(folder, {
    forced: mode !== undefined,
    grained: mode !== 'forced-no-grain',
    ...(process.env.HONEST === undefined ? {} : { kinds: HONEST }),
    ...selectedKinds(process.env.KINDS),
    honest: Number(process.env.HONEST ?? 0) > 1 ? Number(process.env.HONEST) : 0,
    edits: Number(process.env.EDITS ?? 0),
    enlarged: Number(process.env.ENLARGED ?? 0),
  });
  const seen = join(folder, 'photos.jsonl');
  const before = new Map((existsSync(seen) ? rowsOf(seen) : []).map((row) => [row.name, row.copies]));
  let used = 0;
  for (const [k, file] of photosOf(photos).entries()) {
    if (used >= Number(process.env.MOST ?? Number.POSITIVE_INFINITY)) break;
    const name = basename(file);
    const known = before.get(name);
    const rows = known === undefined ? await copiesOf(file, k, used, copies) : [];
    if (known === undefined) {
      if (rows.length === 0) console.error(`${name}: no place for a mark`);
      appendFileSync(join(folder, 'rows.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      appendFileSync(seen, `${JSON.stringify({ name, copies: rows.length })}\n`);
    }
    if ((known ?? rows.length) > 0) {
      used++;
      await then(name);
    }
  }
};

/** Measures of the mark's place of a copy, at the registration by `match`. */
const measured = async (row, bytes, match, { clean, marked }) => {
  const suspect = await decodeCanonical(bytes);
  const inFractions = fractionMapOf(match);
  const map = (u, v) => {
    const [x, y] = inFractions((u + 0.5) / clean.width, (v + 0.5) / clean.height);
    return [x * suspect.width - 0.5, y * suspect.height - 0.5];
  };
  const start = process.cpuUsage();
  const r = measureMarkPlace({
    ...{ clean: lumaOf(clean), marked: lumaOf(marked), suspect: lumaOf(suspect), box: boxOf(row.place, clean), map },
    colours: { clean: colourCellsOf(clean), marked: colourCellsOf(marked), suspect: colourCellsOf(suspect) },
  });
  const { user, system } = process.cpuUsage(start);
  return { verdict: match.verdict, ms: (user + system) / 1000, r };
};

/** Measures each copy of a photo that was not measured before. */
const measurePhoto = async (folder, out, rows) => {
  const done = new Set((existsSync(out) ? rowsOf(out) : []).map(({ found }) => found));
  const left = rows.filter(({ found }) => !done.has(found));
  const [first] = left;
  if (first === undefined) return;
  const file = join(folder, 'originals', first.name);
  const pixels = (part) => decodeCanonical(readFileSync(join(folder, part, first.name)));
  const ours = { clean: await pixels('originals'), marked: await pixels('listings') };
  const matcher = await openBytesMatch([{ file, name: first.name }], { thrifty: process.env.THRIFTY === '1' });
  for (const row of left) {
    const bytes = readFileSync(join(folder, row.found));
    const { matches } = await matcher.match(bytes, row.found);
    const match = matches.find(({ verdict }) => verdict === 'duplicate' || verdict === 'variant');
    const said = match === undefined ? {} : await measured(row, bytes, match, ours);
    appendFileSync(out, `${JSON.stringify({ ...row, ...said })}\n`);
  }
  matcher.close();
};

const measure = async (folder, out) => {
  const rows = rowsOf(join(folder, 'rows.jsonl'));
  for (const name of new Set(rows.map((row) => row.name)))
    await measurePhoto(
      folder,
      out,
      rows.filter((row) => row.name === name),
    );
};

const STATES = ['there', 'from-unmarked', 'removed', 'damaged', 'covered', 'cropped-away', 'unknown'];
const percent = (value) => (100 * value).toFixed(1);
const rate = (hits, n) =>
  `${hits}/${n} (${percent(hits / Math.max(1, n))} %, ${wilson(hits, n).map(percent).join('–')})`;

const report = (files) => {
  const rows = files.flatMap(rowsOf).map((row) => ({
    ...row,
    state: row.r === undefined ? 'not found' : markStateOf(row.r).state,
  }));
  const isRemoval = ({ kind }) => REMOVALS.includes(kind) || FURTHER_REMOVALS.includes(kind);
  const countOf = (of, state) => of.filter((row) => row.state === state).length;
  console.log(`| made | n | ${STATES.join(' | ')} | picture not found | said removed (95 %) |`);
  console.log(`|---|${'---|'.repeat(STATES.length + 3)}`);
  for (const kind of kindNames) {
    const of = rows.filter((row) => row.kind === kind);
    if (of.length === 0) continue;
    const counts = [...STATES, 'not found'].map((state) => countOf(of, state));
    console.log(`| ${kind} | ${of.length} | ${counts.join(' | ')} | ${rate(countOf(of, 'removed'), of.length)} |`);
  }
  const isOne = ({ kind }) => ENLARGED.includes(kind);
  const partsOf = ({ edit = [], ...row }) => (isOne(row) ? edit.split(', ') : edit);
  for (const edit of new Set(rows.flatMap(partsOf))) {
    const counts = [...EDITED, ...ENLARGED].map((kind) => {
      const of = rows.filter((row) => row.kind === kind && [partsOf(row)].flat().includes(edit));
      if (of.length === 0) return '';
      const said = [...STATES, 'not found'].flatMap((state) => {
        const n = countOf(of, state);
        return n > 0 ? `${n} ${state}` : [];
      });
      return `${kind.split(',')[0]} ${said.join(', ')}`;
    });
    console.log(`- ${edit}: ${counts.filter(Boolean).join('; ')}`);
  }
  const removals = rows.filter(isRemoval);
  const by = (title, groups) => {
    console.log(`\nRemovals said to be removed, by ${title}:`);
    for (const [name, isIn] of groups) {
      const of = removals.filter(isIn);
      if (of.length > 0) console.log(`- ${name}: ${rate(countOf(of, 'removed'), of.length)}`);
    }
  };
  by('all', [['all', () => true]]);
  by(
    'what the copy went through',
    CHAINS.map((name, k) => [name, ({ chain }) => chain === k]),
  );
  by(
    'mark',
    [...new Set(rows.map(({ mark }) => mark))].map((name) => [name, ({ mark }) => mark === name]),
  );
  const bounds = [0, ...OPACITIES.slice(1).map((opacity, k) => (opacity + OPACITIES[k]) / 2), 1.01];
  by(
    'opacity',
    bounds
      .slice(1)
      .map((most, k) => [
        `${bounds[k].toFixed(2)} to ${most.toFixed(2)}`,
        ({ opacity }) => opacity >= bounds[k] && opacity < most,
      ]),
  );
  const honest = rows.filter(({ kind }) => [...HONEST, ...EDITED, ...ENLARGED].includes(kind));
  const accused = honest.filter(({ state }) => ['removed', 'damaged', 'covered'].includes(state));
  console.log(`\nHonest copies called removed, damaged or covered: ${rate(accused.length, honest.length)}`);
  for (const { kind, edit, found, chain, opacity, state, r } of accused)
    console.log(
      `- ${edit ?? kind}, ${CHAINS[chain]}, opacity ${opacity.toFixed(2)}: ${state} ${found} ${JSON.stringify(r)}`,
    );
  const exonerated = removals.filter(({ state }) => state === 'from-unmarked' || state === 'there');
  console.log(`Removals called there or from an unmarked picture: ${rate(exonerated.length, removals.length)}`);
  const ms = rows.flatMap((row) => (row.ms === undefined ? [] : [row.ms])).sort((a, b) => a - b);
  console.log(`CPU ms a question, median ${ms[ms.length >> 1]?.toFixed(0)}`);
};

const [what, ...args] = process.argv.slice(2);
if (what === 'make') await make(...args);
else if (what === 'measure') await measure(...args);
else if (what === 'report') report(args);
else {
  const [photos, folder, mode] = args;
  const out = join(folder, 'measured.jsonl');
  await make(photos, folder, mode, (name) =>
    measurePhoto(
      folder,
      out,
      rowsOf(join(folder, 'rows.jsonl')).filter((row) => row.name === name),
    ),
  );
  report([out]);
}
