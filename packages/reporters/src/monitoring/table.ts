import { tableCell } from '../format/cells.ts';
import type { MonitoringHit, MonitoringRun } from './monitoring-run.ts';

const COLUMNS = [
  'state',
  'listing',
  'seller',
  'platform',
  'captured',
  'certainty',
  'reasons',
  'work',
  'transformation',
  'mark',
  'mark removed',
  'counterfeit',
  'repeat seller',
  'price',
  'currency',
  'units sold',
  'picture SHA-256',
  'picture file',
  'page file',
  'case',
] as const;
type Cells = { readonly [column in (typeof COLUMNS)[number]]?: string | number | boolean | null };

/** Returns a run as CSV (RFC 4180), one line per hit, the most harmful first, then removed ones. */
export const monitoringCsv = ({ hits, gone }: MonitoringRun): string => {
  const rows = [
    ...hits.map(hitCells),
    ...gone.map(
      ({ listing, seller, platform, at, why, case: id }): Cells => ({
        ...{ state: 'gone', listing, seller, platform, captured: at, reasons: why, case: id },
      }),
    ),
  ];
  const lines = rows.map((cells) => COLUMNS.map((column) => String(cells[column] ?? '')));
  return [[...COLUMNS], ...lines].map((cells) => `${cells.map(tableCell).join(',')}\r\n`).join('');
};

const hitCells = (hit: MonitoringHit): Cells => ({
  state: hit.state === 'relisted' ? 'back' : 'new',
  listing: hit.listing,
  seller: hit.seller,
  platform: hit.platform,
  captured: hit.capturedAt,
  certainty: hit.certainty,
  reasons: hit.reasons.join('; '),
  work: hit.work,
  transformation: hit.transformation,
  mark: hit.mark,
  'mark removed': hit.markRemoved,
  counterfeit: hit.counterfeit,
  'repeat seller': hit.repeatSeller,
  price: hit.price,
  currency: hit.currency,
  'units sold': hit.unitsSold,
  'picture SHA-256': hit.picture,
  'picture file': hit.pictureFile,
  'page file': hit.pageFile,
  case: hit.case,
});
