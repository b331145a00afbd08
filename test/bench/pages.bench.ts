// Measures how many of our pictures `match` finds in a screenshot of a page of results with many of them, and the cost.
//   npm run bench pages -- --photos DIR… --foreign DIR… [--pages 24] [--layout NAME…] [--out FOLDER] [--trace]
// Photos of `--photos` are ours; three of four pictures on each page are of these, in the order of hashes of their names, the rest is of `--foreign`. A match
// of a product that is not on the page is false. Of a page of `--foreign` alone, the last row, nothing is ours.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ANYWHERE } from '@listing-lint/core';
import { openBytesMatch } from '@listing-lint/vision';
import { PAGE_LAYOUTS, type PageCell, type PageLayout, resultsPage } from './thefts/page-scenes.ts';
import { baseOfFile, distinct, productsOf, seededBy, wilson } from './thefts/photos.ts';
import { cpu, megabytes, quantile } from './thefts/usage.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', multiple: true },
    foreign: { type: 'string', multiple: true },
    pages: { type: 'string', default: '24' },
    layout: { type: 'string', multiple: true },
    out: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
});

const orderOf = (file: string): string =>
  createHash('sha256').update(file.split('/').slice(-2).join('/')).digest('hex');
const inOrder = async (folders: readonly string[]): Promise<readonly string[]> =>
  (await distinct(folders)).toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));

const photos = await inOrder(values.photos ?? []);
const foreign = await inOrder(values.foreign ?? []);
const productOf = await productsOf(photos, undefined);
const layouts = PAGE_LAYOUTS.filter(({ name }) => values.layout?.includes(name) ?? true);

/** One picture of ours on a page. */
interface PagePicture {
  readonly source: string;
  /** Its shorter side, px of the screen. */
  readonly side: number;
  readonly said: string;
}
interface PageResult {
  readonly layout: string;
  readonly isForeign: boolean;
  readonly visible: readonly PagePicture[];
  readonly wrong: readonly string[];
  readonly unseen: string;
  readonly ms: number;
}

type Match = Awaited<ReturnType<typeof openBytesMatch>>['match'];

/** Pictures of a page, those of ours by their position. */
const sourcesOf = (page: number, { columns, rows }: PageLayout, isForeign: boolean): readonly string[] =>
  Array.from({ length: columns * rows }, (_, k) => {
    const isOurs = !isForeign && k % 4 !== 3;
    const from = isOurs ? photos : foreign;
    return from[(page * 24 + k * (isOurs ? 1 : 5)) % Math.max(1, from.length)] ?? '';
  });

const matchPage = async (match: Match, page: number, layout: PageLayout, isForeign: boolean): Promise<PageResult> => {
  const sources = sourcesOf(page, layout, isForeign);
  const scene = await resultsPage(
    layout,
    await Promise.all(sources.map(baseOfFile)),
    seededBy(`page ${page} ${layout.name}`),
  );
  if (values.out !== undefined)
    writeFileSync(join(values.out, `${isForeign ? 'foreign-' : ''}${page}.jpg`), scene.bytes);
  const before = cpu();
  const result = await match(scene.bytes, `page-${page}.jpg`);
  const ms = cpu() - before;
  const products = new Set(sources.map(productOf));
  const matched = result.matches.filter(({ verdict }) => verdict === 'duplicate' || verdict === 'variant');
  const visible = sources.flatMap((source, k): PagePicture[] => {
    if (!photos.includes(source)) return [];
    const cell = scene.cells[k];
    const side = cell === undefined ? 0 : Math.min(cell.width, cell.height);
    const own = matched.filter(
      ({ path, box }) => productOf(path) === productOf(source) && cell !== undefined && isInCell(box, cell, scene),
    );
    const said = own.find(({ verdict }) => verdict === 'duplicate')?.verdict ?? own[0]?.verdict;
    return [{ source, side, said: said ?? 'nothing' }];
  });
  const wrong = matched.flatMap(({ path, verdict, description }) =>
    products.has(productOf(path)) ? [] : [`${verdict}: ${description}`],
  );
  const unseen = JSON.stringify('unseenPictures' in result ? result.unseenPictures : undefined) ?? '';
  return { layout: layout.name, isForeign, visible, wrong, unseen, ms };
};

type Size = Readonly<Record<'width' | 'height', number>>;
/** Whether the centre of a match is in a picture of the page. */
const isInCell = (
  box: Readonly<Record<'left' | 'top' | 'right' | 'bottom', number>>,
  cell: PageCell,
  { width, height }: Size,
): boolean => {
  const [x, y] = [((box.left + box.right) / 2) * width, ((box.top + box.bottom) / 2) * height];
  return x >= cell.left && x <= cell.left + cell.width && y >= cell.top && y <= cell.top + cell.height;
};

const report = (results: readonly PageResult[]): void => {
  console.log(
    '| pages | n | of ours visible | side, px | duplicate | variant | found, % (95 %) | false: duplicate | variant | CPU ms, p50 | most |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|---|');
  const row = (name: string, of: readonly PageResult[]): void => {
    if (of.length === 0) return;
    const visible = of.flatMap((each) => each.visible);
    const has = (verdict: string): number => visible.filter(({ said }) => said === verdict).length;
    const wrong = (verdict: string): number =>
      of.flatMap((each) => each.wrong.filter((said) => said.startsWith(verdict))).length;
    const matched = has('duplicate') + has('variant');
    const sides = visible.map(({ side }) => side);
    const percent =
      visible.length === 0
        ? '–'
        : `${((100 * matched) / visible.length).toFixed(1)} (${wilson(matched, visible.length)})`;
    const costs = of.map(({ ms }) => ms);
    const range = sides.length === 0 ? '–' : `${Math.min(...sides)}–${Math.max(...sides)}`;
    console.log(
      `| ${[name, of.length, visible.length, range, has('duplicate'), has('variant'), percent, wrong('duplicate'), wrong('variant'), quantile(costs, 0.5).toFixed(0), Math.max(...costs).toFixed(0)].join(' | ')} |`,
    );
  };
  const own = results.filter(({ isForeign }) => !isForeign);
  for (const { name } of layouts)
    row(
      name,
      own.filter(({ layout }) => layout === name),
    );
  row('all', own);
  const within = (from: number, to: number): readonly PageResult[] =>
    own.map((each) => ({ ...each, visible: each.visible.filter(({ side }) => side >= from && side < to) }));
  row('… pictures under 150 px', within(0, 150));
  row('… of 150 px and more', within(150, 1e9));
  row(
    'none of ours',
    results.filter(({ isForeign }) => isForeign),
  );
};

const trace = (results: readonly PageResult[]): void => {
  for (const { layout, visible, wrong, unseen, ms } of results) {
    console.log(`${layout}: ${ms.toFixed(0)} ms ${unseen}`);
    for (const { source, side, said } of visible)
      if (said === 'nothing') console.log(`   missed, ${side} px: ${source}`);
    for (const said of wrong) console.log(`   false, ${said}`);
  }
};

if (values.out !== undefined) mkdirSync(values.out, { recursive: true });
const { match, close } = await openBytesMatch(
  photos.map((file) => ({ file, name: file, within: ANYWHERE })),
  { thrifty: false },
);
// Compilation during the first match is not its cost.
const [first] = layouts;
if (first !== undefined) for (const page of [900, 901, 902]) await matchPage(match, page, first, false);
const results: PageResult[] = [];
for (let page = 0; page < Number(values.pages); page++) {
  const layout = layouts[page % layouts.length];
  if (layout === undefined) break;
  results.push(await matchPage(match, page, layout, false));
  if (page % 2 === 0 && foreign.length > 0) results.push(await matchPage(match, page, layout, true));
}
close();
report(results);
console.log(`\n${photos.length} photos of ours; ${megabytes()}`);
if (values.trace) trace(results);
