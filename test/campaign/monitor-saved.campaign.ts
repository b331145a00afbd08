// npm run campaign monitor-saved [PAGES=500] [PHOTOS…]
// Saved pages in eight formats and eleven layouts of marketplaces, a tenth of them thefts, over four weeks in which nothing changes. With files or folders of
// photos the first 10 are the works, and all others stand on the pages. Exit 1 where a theft is neither found nor named as unread, a seller is wrong, more
// than 0.5 % of the innocent pages are hits, or a later week is not quiet.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { baseOfFile, distinct } from '../bench/thefts/photos.ts';
import { lookAtSavedWeb } from './monitor/saved-web.ts';
import { sceneOf } from './monitor/synthetic-web.ts';

const WORKS = 10;
const MOST_INNOCENT = 0.005;
const pages = Number(process.argv[2] ?? 500);
const thefts = Math.round(pages / 10);
const from = process.env['INIT_CWD'] ?? '.';
const photos = await distinct(process.argv.slice(3).map((path) => resolve(from, path)));
const [ours, others] = [photos.slice(0, WORKS), photos.slice(WORKS)];
const works =
  photos.length === 0
    ? await Promise.all(Array.from({ length: WORKS }, (_, n) => sceneOf(n + 1, 800)))
    : await Promise.all(ours.map(baseOfFile));
const other = async (n: number) => {
  const photo = others[n % others.length];
  return photo === undefined ? sceneOf(2_000_000 + n, 500) : baseOfFile(photo);
};
const root = mkdtempSync(join(tmpdir(), 'monitor-saved-'));
try {
  const weeks = await lookAtSavedWeb(root, { pages, thefts, works, other, side: 500 });
  process.stdout.write(
    '| week | pictures | hits | missed | wrong seller | innocent | gone | faults | exit |\n|---|---|---|---|---|---|---|---|---|\n',
  );
  for (const { week, pictures, hits, missed, wrong, innocent, gone, faults, isRed } of weeks)
    process.stdout.write(
      `| ${week} | ${pictures} | ${hits.length} of ${thefts} | ${missed.length} | ${wrong.length} | ${innocent.length} of ${pages - thefts} | ${gone} | ${faults.length} | ${isRed ? 1 : 0} |\n`,
    );
  for (const line of weeks.flatMap(({ missed, wrong, innocent, faults }) => [
    ...missed,
    ...wrong,
    ...innocent,
    ...faults,
  ]))
    process.stdout.write(`${line}\n`);
  const isBad = weeks.some(
    ({ missed, wrong, innocent, hits, gone, isRed }, at) =>
      missed.length + wrong.length + gone > 0 ||
      innocent.length > MOST_INNOCENT * (pages - thefts) ||
      (at > 0 && (hits.length > 0 || isRed)),
  );
  process.exitCode = isBad ? 1 : 0;
} finally {
  rmSync(root, { recursive: true, force: true });
}
