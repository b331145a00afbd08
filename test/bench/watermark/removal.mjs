// Takes stamped marks off photos in five ways, covers them, crops them away, leaves them, and uses unmarked copies; asks what became of the mark.
//   node test/bench/watermark/removal.mjs make PHOTOS FOLDER [forced]     stamps every photo of the folder and makes the copies; forced: opacities 0.1–0.6
//   node test/bench/watermark/removal.mjs measure FOLDER OUT.jsonl        asks as the command `match` does, of each copy against its original
//   node test/bench/watermark/removal.mjs report OUT.jsonl…
//   node test/bench/watermark/removal.mjs all PHOTOS FOLDER [forced]      the three, one after the other
// THRIFTY=1 asks as the command `monitor` does.
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { decodeCanonical, wilson } from './detector.mjs';
import { boxOf, CHAINS, HONEST, kindNames, makeCopies, OPACITIES, REMOVALS } from './removal-copies.mjs';

sharp.concurrency(1);
sharp.cache(false);
const built = new URL('../../../packages/rules/dist/', import.meta.url);
const load = (path) => import(new URL(path, built).href);
const { openBytesMatch } = await load('hash/match/match-files.js');
const { fractionMapOf } = await load('proof/mark-state/fraction-map.js');
const { measureRemoval } = await load('proof/mark-state/removal/measure-removal.js');
const { markStateOf } = await load('proof/mark-state/removal/mark-state.js');
const { lumaOf } = await load('image/read/raster.js');

const rowsOf = (file) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const make = async (photos, folder, mode) => {
  const files = readdirSync(photos)
    .filter((name) => name.endsWith('.jpg'))
    .sort()
    .map((name) => join(photos, name));
  const rows = await makeCopies(files, folder, { forced: mode === 'forced', say: console.error });
  writeFileSync(join(folder, 'rows.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
};

/** What is measured at the mark's place of a copy, where `match` says that ours lies. */
const measured = async (row, bytes, match, { clean, marked }) => {
  const suspect = lumaOf(await decodeCanonical(bytes));
  const inFractions = fractionMapOf(match);
  const map = (u, v) => {
    const [x, y] = inFractions((u + 0.5) / clean.width, (v + 0.5) / clean.height);
    return [x * suspect.width - 0.5, y * suspect.height - 0.5];
  };
  const start = process.cpuUsage();
  const r = measureRemoval({ clean, marked, box: boxOf(row.place, clean), suspect, map });
  const { user, system } = process.cpuUsage(start);
  return { verdict: match.verdict, ms: (user + system) / 1000, r };
};

const measure = async (folder, out) => {
  const rows = rowsOf(join(folder, 'rows.jsonl'));
  writeFileSync(out, '');
  for (const name of new Set(rows.map((row) => row.name))) {
    const file = join(folder, 'originals', name);
    const luma = async (part) => lumaOf(await decodeCanonical(readFileSync(join(folder, part, name))));
    const ours = { clean: await luma('originals'), marked: await luma('listings') };
    const matcher = await openBytesMatch([{ file, name }], { thrifty: process.env.THRIFTY === '1' });
    for (const row of rows.filter((each) => each.name === name)) {
      const bytes = readFileSync(join(folder, row.found));
      const { matches } = await matcher.match(bytes, row.found);
      const match = matches.find(({ verdict }) => verdict === 'duplicate' || verdict === 'variant');
      const said = match === undefined ? {} : await measured(row, bytes, match, ours);
      appendFileSync(out, `${JSON.stringify({ ...row, ...said })}\n`);
    }
    matcher.close();
  }
};

const STATES = ['there', 'from-unmarked', 'removed', 'covered', 'cropped-away', 'unknown'];
const percent = (value) => (100 * value).toFixed(1);
const rate = (hits, n) =>
  `${hits}/${n} (${percent(hits / Math.max(1, n))} %, ${wilson(hits, n).map(percent).join('–')})`;

const report = (files) => {
  const rows = files.flatMap(rowsOf).map((row) => ({
    ...row,
    state: row.r === undefined ? 'not found' : markStateOf(row.r).state,
  }));
  const isRemoval = ({ kind }) => REMOVALS.includes(kind);
  const countOf = (of, state) => of.filter((row) => row.state === state).length;
  console.log(`| made | n | ${STATES.join(' | ')} | picture not found | said removed (95 %) |`);
  console.log(`|---|${'---|'.repeat(STATES.length + 3)}`);
  for (const kind of kindNames) {
    const of = rows.filter((row) => row.kind === kind);
    const counts = [...STATES, 'not found'].map((state) => countOf(of, state));
    console.log(`| ${kind} | ${of.length} | ${counts.join(' | ')} | ${rate(countOf(of, 'removed'), of.length)} |`);
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
  const honest = rows.filter(({ kind }) => HONEST.includes(kind));
  const accused = honest.filter(({ state }) => state === 'removed' || state === 'covered');
  console.log(`\nHonest copies called removed or covered: ${rate(accused.length, honest.length)}`);
  for (const { kind, found, chain, opacity, state, r } of accused)
    console.log(`- ${kind}, ${CHAINS[chain]}, opacity ${opacity.toFixed(2)}: ${state} ${found} ${JSON.stringify(r)}`);
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
  await make(photos, folder, mode);
  await measure(folder, join(folder, 'measured.jsonl'));
  report([join(folder, 'measured.jsonl')]);
}
