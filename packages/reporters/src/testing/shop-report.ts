import {
  compareText,
  type Finding,
  type Outcome,
  type Policy,
  type Report,
  type Severity,
  type SubjectReport,
} from '@listing-lint/core';
import { fixtureRules } from './fixture-rules.ts';
import { caseFindings, fixtureFinding, fixtureHash, fixtureRule, imageFindings, markBox } from './shop-findings.ts';

/** What `shopReport` makes up. */
export interface ShopSize {
  readonly listings: number;
  readonly picturesPerListing: number;
  readonly cases?: number;
}

const PRODUCTS = [
  'blue-mug',
  'oak-stool',
  'linen-tote',
  'wool-scarf',
  'desk-lamp',
  'canvas-shoe',
  'tea-tin',
  'wall-clock',
];

const listingPath = (index: number): string =>
  `listings/${PRODUCTS[index % PRODUCTS.length]}${index < PRODUCTS.length ? '' : `-${Math.floor(index / PRODUCTS.length) + 1}`}`;

const outcomes = (scope: string, findings: readonly Finding[], role?: string): SubjectReport['outcomes'] => {
  const by: Record<Outcome, string[]> = { pass: [], fail: [], skip: [], inconclusive: [] };
  for (const candidate of fixtureRules) {
    if (candidate.scope !== scope) continue;
    const finding = findings.find(({ ruleId }) => ruleId === candidate.id);
    by[finding?.outcome ?? (candidate.id === 'watermark-present' && role === 'chart' ? 'skip' : 'pass')].push(
      candidate.id,
    );
  }
  return by;
};

/** Counts as the engine makes them. */
export const summarise = (
  subjects: readonly SubjectReport[],
  findings: readonly Finding[],
  more: Partial<Report['summary']> = {},
): Report['summary'] => {
  const of = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const scopes: Record<string, number> = {};
  for (const { scope } of subjects) scopes[scope] = (scopes[scope] ?? 0) + 1;
  return {
    subjects: scopes,
    errors: of('error'),
    warnings: of('warn'),
    infos: of('info'),
    inconclusive: findings.filter(({ outcome }) => outcome === 'inconclusive').length,
    suppressed: 0,
    notChecked: [],
    ...more,
  };
};

/** A subject before it is judged. */
interface Plain {
  readonly scope: string;
  readonly path: string;
  readonly role?: string;
  readonly [key: string]: unknown;
}

/** What stands in the shop, and what was found of it. */
const judgedShop = ({
  listings,
  picturesPerListing,
  cases = 3,
}: ShopSize): { readonly subjects: readonly SubjectReport[]; readonly findings: readonly Finding[] } => {
  const subjects: SubjectReport[] = [];
  const findings: Finding[] = [];
  const add = (subject: Plain, found: readonly Finding[]): void => {
    subjects.push({ ...subject, outcomes: outcomes(subject.scope, found, subject.role) });
    findings.push(...found);
  };
  for (let listing = 0; listing < listings; listing += 1) {
    const path = listingPath(listing);
    add(
      {
        scope: 'listing',
        path,
        product: path,
        channels: ['aliexpress'],
        sha256: fixtureHash(`${path}/listing.yaml`),
        bytes: 214,
      },
      listing % 5 === 2
        ? [fixtureFinding(fixtureRule('listing-image-count'), path, '3 pictures, at least 4 are wanted')]
        : [],
    );
    for (let picture = 0; picture < picturesPerListing; picture += 1) {
      const file = `${path}/${picture + 1}.jpg`;
      const found = imageFindings(
        file,
        listing,
        picture,
        `${listingPath((listing + 1) % Math.max(2, listings))}/${picture + 1}.jpg`,
      );
      const chart = picture > 0 && picture === picturesPerListing - 1;
      add(
        {
          scope: 'image',
          path: file,
          role: picture === 0 ? 'main' : chart ? 'chart' : 'gallery',
          listing: path,
          product: path,
          channels: ['aliexpress'],
          sha256: fixtureHash(file),
          bytes: 180_000 + ((listing * 7919 + picture * 104_729) % 400_000),
          boxes: chart ? [] : [markBox(found)],
        },
        found,
      );
    }
  }
  for (let index = 0; index < cases; index += 1) {
    const path = `cases/2026-${String(index + 1).padStart(3, '0')}.yaml`;
    add({ scope: 'case', path, sha256: fixtureHash(path), bytes: 640 }, caseFindings(path, index));
  }
  subjects.sort((a, b) => compareText(a.scope, b.scope) || compareText(a.path, b.path));
  return { subjects, findings };
};

/** A report over a made-up shop, the same bytes for the same size: every outcome, every scope, copies, exceptions, notices, a policy. */
export const shopReport = (size: ShopSize): Report => {
  const { subjects, findings } = judgedShop(size);
  const suppressed = fixtureFinding(
    fixtureRule('privacy-gps'),
    `${listingPath(0)}/1.jpg`,
    'the file says where it was taken (48.2082, 16.3738)',
  );
  return {
    schemaVersion: 1,
    tool: { name: 'listing-lint', version: '0.1.0' },
    config: { path: 'listing-lint.config.yaml', sha256: fixtureHash('config') },
    asOf: '2026-11-25',
    summary: summarise(subjects, findings, {
      suppressed: 1,
      notChecked: [{ ruleId: 'metadata-copyright', requires: 'brand.copyright' }],
    }),
    rules: fixtureRules,
    subjects,
    findings,
    suppressed: [
      {
        finding: suppressed,
        by: 'exception',
        reason: 'the studio is a public address',
        owner: 'photo desk',
        expires: '2027-03-31',
      },
    ],
    exceptions: [
      {
        ruleId: 'privacy-gps',
        subject: `${listingPath(0)}/1.jpg`,
        reason: 'the studio is a public address',
        owner: 'photo desk',
        expires: '2027-03-31',
        state: 'used',
        findings: 1,
      },
      {
        ruleId: 'watermark-present',
        subject: 'listings/tea-tin/**',
        reason: 'marks are stamped after the relaunch',
        owner: 'brand team',
        expires: '2026-10-31',
        state: 'expired',
        findings: 0,
      },
    ],
    notices: [
      {
        level: 'warning',
        code: 'link-outside-root',
        message: 'the link leads out of the shop and was not followed',
        path: 'listings/old',
      },
    ],
    policy: fixturePolicy(),
  };
};

const fixturePolicy = (): Policy => {
  const body = {
    presets: [{ id: 'recommended', sha256: fixtureHash('recommended') }],
    rules: fixtureRules.map(({ id, severity }) => ({
      id,
      severity,
      options: id === 'hash-unique' ? { maxDistance: 31 } : id === 'listing-image-count' ? { minimum: 4 } : {},
      source: { id: `listing-lint:${id}.yaml`, sha256: fixtureHash(`id: ${id}\n`) },
    })),
    overrides: [{ channels: ['amazon'], roles: ['main'], rules: { 'watermark-present': 'off' } }],
    plugins: [{ name: 'listing-lint', version: '0.1.0' }],
    settings: { brand: { watermarks: ['brand/mark.png'] }, listings: ['listings/*'] },
    files: [{ id: 'brand/mark.png', sha256: fixtureHash('mark') }],
  };
  return { sha256: fixtureHash(JSON.stringify(body)), ...body };
};
