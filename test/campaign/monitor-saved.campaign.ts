// npm run campaign monitor-saved [PAGES=500] [OURS OTHERS…]
// Saved pages in eight formats and eleven layouts of marketplaces, a tenth of them thefts, over four weeks in which nothing changes. With folders of photos
// the works are the first 10 of the first, and those of the others stand on the pages; no product may be in both. Exit 1 where a theft is neither found nor
// named as unread, a work is set apart, a seller is wrong, more than 0.5 % of the innocent pages are hits, or a later week has news.
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
const [ours = [], others = []] = await Promise.all(
  [process.argv.slice(3, 4), process.argv.slice(4)].map((paths) => distinct(paths.map((path) => resolve(from, path)))),
);
const works =
  ours.length === 0
    ? await Promise.all(Array.from({ length: WORKS }, (_, n) => sceneOf(n + 1, 800)))
    : await Promise.all(ours.slice(0, WORKS).map(baseOfFile));
const other = async (n: number) => {
  const photo = others[n % others.length];
  return photo === undefined ? sceneOf(2_000_000 + n, 500) : baseOfFile(photo);
};
const root = mkdtempSync(join(tmpdir(), 'monitor-saved-'));
try {
  const weeks = await lookAtSavedWeb(root, { pages, thefts, works, other, side: 500 });
  process.stdout.write(
    '| week | pictures | hits | missed | wrong seller | innocent | gone | set apart | faults | exit |\n|---|---|---|---|---|---|---|---|---|---|\n',
  );
  for (const { week, pictures, hits, missed, wrong, innocent, gone, quarantined, faults, isRed } of weeks)
    process.stdout.write(
      `| ${week} | ${pictures} | ${hits.length} of ${thefts} | ${missed.length} | ${wrong.length} | ${innocent.length} of ${pages - thefts} | ${gone} | ${quarantined} | ${faults.length} | ${isRed ? 1 : 0} |\n`,
    );
  for (const line of weeks.flatMap(({ missed, wrong, innocent, faults }) => [
    ...missed,
    ...wrong,
    ...innocent,
    ...faults,
  ]))
    process.stdout.write(`${line}\n`);
  const isBad = weeks.some(
    ({ missed, wrong, innocent, hits, gone, quarantined }, at) =>
      missed.length + wrong.length + gone + quarantined > 0 ||
      innocent.length > MOST_INNOCENT * (pages - thefts) ||
      (at > 0 && hits.length > 0),
  );
  process.exitCode = isBad ? 1 : 0;
} finally {
  rmSync(root, { recursive: true, force: true });
}
