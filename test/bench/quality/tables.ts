import { FAULTS } from './faults.ts';
import type { ShopPicture } from './lay-out.ts';
import type { PeerIssues } from './peers.ts';

export interface Judged extends ShopPicture {
  readonly isHeldOut: boolean;
  readonly rules: readonly { readonly ruleId: string; readonly outcome: string }[];
}

/** The issue of cleanvision that is nearest to a kind of fault. */
const PEERS: { readonly [kind: string]: keyof PeerIssues } = {
  defocus: 'blurry',
  motion: 'blurry',
  dark: 'dark',
  bright: 'light',
  blank: 'lowInformation',
};
const Z = 1.96;

/** `k/n (share, Wilson's interval at 95 %)`. */
export const share = (k: number, n: number): string => {
  if (n === 0) return '–';
  const p = k / n;
  const centre = (p + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half = (Z / (1 + (Z * Z) / n)) * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n));
  const percent = (value: number): string => (100 * Math.max(0, Math.min(1, value))).toFixed(1);
  return `${k}/${n} (${percent(p)} %, ${percent(centre - half)}–${percent(centre + half)})`;
};

export const reports = ({ rules }: Judged, rule: string): boolean =>
  rules.some(({ ruleId, outcome }) => ruleId === rule && outcome === 'fail');
const isUnknown = ({ rules }: Judged, rule: string): boolean =>
  rules.some(({ ruleId, outcome }) => ruleId === rule && outcome === 'inconclusive');
const among = (judged: readonly Judged[], is: (each: Judged) => boolean): string =>
  share(judged.filter(is).length, judged.length);

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const honestTable = (judged: readonly Judged[]): string => {
  const honest = judged.filter(({ fault }) => fault === null);
  const parts = [true, false].map((heldOut) => honest.filter(({ isHeldOut }) => isHeldOut === heldOut));
  const rules = [...new Set(FAULTS.map(({ rule }) => rule))];
  const rows = rules.map((rule) => {
    const peer = PEERS[FAULTS.find((fault) => fault.rule === rule)?.kind ?? ''];
    return [
      `\`${rule}\``,
      ...parts.map((part) => among(part, (each) => reports(each, rule))),
      ...parts.slice(0, 1).map((part) => among(part, (each) => isUnknown(each, rule))),
      peer === undefined ? '–' : among(parts[0] ?? [], ({ peer: issues }) => issues[peer]),
    ];
  });
  return table(
    ['rule', 'found, held out', 'found, bounds set here', 'unknown, held out', 'cleanvision, held out'],
    rows,
  );
};

const faultTable = (judged: readonly Judged[]): string => {
  const rows = FAULTS.map(({ rule, kind, grade, isClear }, index) => {
    const peer = PEERS[kind];
    const of = judged.filter(({ fault, isHeldOut }) => fault === index && isHeldOut);
    return [
      `\`${rule}\``,
      kind,
      grade,
      isClear ? 'yes' : '',
      among(of, (each) => reports(each, rule)),
      peer === undefined ? '–' : among(of, ({ peer: issues }) => issues[peer]),
    ];
  });
  return table(['rule', 'fault', 'grade', 'clear', 'found, held out', 'cleanvision'], rows);
};

const clearTable = (judged: readonly Judged[]): string => {
  const keys = [...new Set(FAULTS.filter(({ isClear }) => isClear).map(({ rule, kind }) => `${rule} ${kind}`))];
  const rows = keys.map((key) => {
    const of = (heldOut: boolean) =>
      judged.filter(({ fault, isHeldOut }) => {
        const planted = fault === null ? undefined : FAULTS[fault];
        return isHeldOut === heldOut && planted?.isClear === true && `${planted.rule} ${planted.kind}` === key;
      });
    const [rule = '', ...kind] = key.split(' ');
    const reported = (part: readonly Judged[]): string => among(part, (each) => reports(each, rule));
    return [`\`${rule}\``, kind.join(' '), reported(of(true)), reported(of(false))];
  });
  return table(['rule', 'clear faults', 'found, held out', 'found, bounds set here'], rows);
};

/** Rules with labels by eye: those of a picture by itself, except for cut products, of which a hundred were reviewed (docs/bench-quality.md). */
const LABELLED = new Set(FAULTS.map(({ rule }) => rule).filter((rule) => rule !== 'product-cut'));

/** What of that is labelled. */
export const labelledPhotos = (judged: readonly Judged[]): ReturnType<typeof reportedPhotos> =>
  reportedPhotos(judged).filter(({ rule }) => LABELLED.has(rule));

/** Unchanged photos with a finding. */
const reportedPhotos = (
  judged: readonly Judged[],
): readonly { readonly rule: string; readonly shop: string; readonly photo: string }[] =>
  judged
    .filter(({ fault }) => fault === null)
    .flatMap(({ rules, shop, photo }) =>
      rules.filter(({ outcome }) => outcome === 'fail').map(({ ruleId }) => ({ rule: ruleId, shop, photo })),
    );

/** The tables of docs/bench-quality.md, and the unchanged photos with findings. */
export const qualityTables = (judged: readonly Judged[]): string => {
  const reported = reportedPhotos(judged).map(({ rule, shop, photo }) => `${rule}\t${shop}/${photo}`);
  return [
    `## Photos as they are\n\n${honestTable(judged)}`,
    `## Clear faults\n\n${clearTable(judged)}`,
    `## By grade\n\n${faultTable(judged)}`,
    `## Findings of unchanged photos\n\n${reported.sort().join('\n')}`,
  ].join('\n\n');
};
