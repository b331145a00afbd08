// A web of marketplace pages as people save it, a page a file, in all formats and layouts; and what `monitor` says of it over four weeks.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MONITOR_FORMATS } from '@listing-lint/monitor';
import { monitor } from 'listing-lint';
import sharp, { type Sharp } from 'sharp';
import type { Base } from '../../bench/hash/attacks.ts';
import { LAYOUTS } from './marketplace-pages.ts';
import { SAVED_FORMATS } from './saved-pages.ts';
import { encoded, WEEKS } from './synthetic-web.ts';

export interface SavedWebPlan {
  readonly pages: number;
  readonly thefts: number;
  /** Works of the shop, upright RGB. */
  readonly works: readonly Base[];
  /** The nth picture that shows none of them. */
  readonly other: (n: number) => Promise<Base>;
  /** Longer side of the pictures on pages, px. */
  readonly side: number;
}

export interface SavedWeek {
  readonly week: string;
  /** Thefts that are neither found nor named among what could not be read or decided, with their format. */
  readonly missed: readonly string[];
  /** Found with another seller, or at another address. */
  readonly wrong: readonly string[];
  /** Hits on pages without a theft. */
  readonly innocent: readonly string[];
  /** Listings and states. */
  readonly hits: readonly string[];
  readonly pictures: number;
  readonly faults: readonly string[];
  readonly gone: number;
  /** Works that too many listings show. */
  readonly quarantined: number;
  /** Whether the command would end with 1. */
  readonly isRed: boolean;
  /** Output formats that name the listing of a theft: none, once all are known. */
  readonly loud: readonly string[];
}

/** What somebody does to a picture before it is put up; all of it is found (docs/bench-hash.md). */
const EDITS: readonly ((picture: Sharp) => Sharp)[] = [
  (picture) => picture.jpeg({ quality: 55 }),
  (picture) => picture.flop().jpeg({ quality: 80 }),
  (picture) => picture.modulate({ saturation: 1.2 }).jpeg({ quality: 75 }),
  (picture) => picture.resize(260).jpeg({ quality: 80 }),
];

const pixels = ({ data, width, height }: Base): Sharp => sharp(data, { raw: { width, height, channels: 3 } });

const onPage = (base: Base, { side }: SavedWebPlan, n: number, theft?: number): Promise<Buffer> => {
  const small = pixels(base).resize(side, side, { fit: 'inside' });
  const edit = theft === undefined ? undefined : EDITS[theft % EDITS.length];
  return (edit?.(small) ?? small.jpeg({ quality: 60 + (n % 30) })).toBuffer();
};

/** Composes the shop and the saved pages below `root`, and runs four weeks over the same pages. */
export const lookAtSavedWeb = async (root: string, plan: SavedWebPlan): Promise<readonly SavedWeek[]> => {
  const put = (path: string, bytes: Buffer | string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  };
  for (const [n, work] of plan.works.entries()) put(`originals/work-${n}.jpg`, await encoded(work, 92));
  put(
    'listing-lint.config.yaml',
    'originals: ["originals/**"]\nignores: ["saved/**"]\nmonitoring: ["monitoring/*.yaml"]\nrules: { monitoring-due: off }\n',
  );
  const formats = Object.entries(SAVED_FORMATS);
  const layouts = Object.values(LAYOUTS);
  const thefts = new Map<string, { readonly seller: string; readonly format: string }>();
  for (let n = 0; n < plan.pages; n++) {
    const [format, save] = formats[(n + Math.floor(n / formats.length)) % formats.length] ?? [];
    const layout = layouts[n % layouts.length];
    if (format === undefined || save === undefined || layout === undefined) continue;
    const isTheft = Math.floor(((n + 1) * plan.thefts) / plan.pages) > Math.floor((n * plan.thefts) / plan.pages);
    const work = plan.works[thefts.size % plan.works.length];
    // So that each work meets each edit.
    const edit = isTheft ? thefts.size + Math.floor(thefts.size / plan.works.length) : undefined;
    const [shown, beside] = [2 * n, 2 * n + 1].map((picture) => `https://img.market.example/kf/${picture}.jpg`);
    const item = { number: n, seller: `seller-${n % 97}`, title: `Lamp ${n}`, picture: shown ?? '' };
    const address = layout.address(item);
    const base = isTheft && work !== undefined ? work : await plan.other(2 * n);
    const pictures = [
      { address: shown ?? '', bytes: await onPage(base, plan, n, edit) },
      { address: beside ?? '', bytes: await onPage(await plan.other(2 * n + 1), plan, n) },
    ];
    const html = layout.html(item).replace('</main>', `<img src="${beside}"></main>`);
    const page = { name: `page-${n}`, address, at: `${WEEKS[0]}T09:30:00Z`, html, pictures };
    for (const [path, bytes] of Object.entries(save(page))) put(`saved/${path}`, bytes);
    if (isTheft) thefts.set(address, { seller: item.seller, format });
  }
  const weeks: SavedWeek[] = [];
  for (const week of WEEKS) {
    const { report, hasNews, isCut, hasUnread, render } = await monitor({ cwd: root, sources: ['saved'], asOf: week });
    const [check] = report.checks;
    // Where a weekly job writes them, so that the next week meets them.
    const outputs = await Promise.all(MONITOR_FORMATS.map(async (format) => [format, await render(format)] as const));
    for (const [format, output] of outputs) put(`monitoring/report.${format}`, output);
    const { firstFaults, firstInconclusive, pictures = 0 } = check?.run?.looked ?? {};
    const found = new Map((check?.found ?? []).map(({ listing, seller }) => [String(listing), String(seller)]));
    const isFirst = week === WEEKS[0];
    const stated = [...(firstFaults ?? []), ...(firstInconclusive ?? [])].join('\n');
    const missed = [...thefts].filter(([address]) => isFirst && !found.has(address) && !stated.includes(address));
    weeks.push({
      week,
      missed: missed.map(([address, { format }]) => `${address} ${format}`),
      wrong: [...found].flatMap(([address, seller]) =>
        thefts.has(address) && thefts.get(address)?.seller !== seller ? `${address} ${seller}` : [],
      ),
      innocent: (check?.found ?? []).flatMap(({ listing, hit }) =>
        thefts.has(String(listing)) ? [] : [`${listing} ${hit?.certainty}: ${hit?.transformation}`],
      ),
      hits: (check?.found ?? []).map(({ listing, hit }) => `${listing} ${hit?.state}`),
      pictures,
      faults: firstFaults ?? [],
      gone: check?.run?.gone?.length ?? 0,
      quarantined: check?.run?.quarantined?.length ?? 0,
      isRed: hasNews || isCut || hasUnread,
      loud: outputs.flatMap(([format, output]) =>
        [...thefts.keys()].some((address) => output.includes(address)) ? [format] : [],
      ),
    });
  }
  return weeks;
};
