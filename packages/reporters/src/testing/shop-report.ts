import { createHash } from 'node:crypto';
import {
  type Box,
  compareText,
  type Finding,
  type Outcome,
  type Policy,
  type Report,
  type RuleReport,
  type Severity,
  type SubjectReport,
} from '@listing-lint/core';
import { fixtureRules } from './fixture-rules.ts';

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

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

/** A finding with the fingerprints that the engine would give it. */
export const fixtureFinding = (
  rule: RuleReport,
  path: string,
  message: string,
  more: Partial<Finding> = {},
): Finding => ({
  ruleId: rule.id,
  severity: rule.severity,
  outcome: 'fail',
  subject: { scope: rule.scope, path },
  message,
  causes: [],
  related: [],
  fingerprint: sha(`${rule.id} ${path}`).slice(0, 32),
  contentFingerprint: sha(`${rule.id} ${sha(path)}`).slice(0, 32),
  ...more,
});

const rule = (id: string): RuleReport => {
  const found = fixtureRules.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no rule "${id}" in the fixture`);
  return found;
};

/** What goes wrong with the picture `picture` of the listing `listing`, by a fixed pattern: about a third of the pictures has something. */
const imageFindings = (path: string, listing: number, picture: number, other: string): readonly Finding[] => {
  const n = listing * 7 + picture * 3;
  const findings: Finding[] = [];
  if (n % 11 === 3) {
    findings.push(
      fixtureFinding(rule('watermark-present'), path, 'no watermark found (best score 0.41)', {
        causes: [
          {
            fact: 'watermark',
            path: 'status',
            operator: 'equal',
            actual: 'absent',
            expected: 'present',
            message: 'no watermark found (best score 0.41)',
          },
        ],
      }),
    );
  }
  if (n % 13 === 5) {
    findings.push(
      fixtureFinding(rule('hash-unique'), path, 'the same picture is used for another product', {
        causes: [
          {
            fact: 'copies',
            path: 'nearest.distance',
            operator: 'greaterThan',
            actual: 4,
            expected: 31,
            message: 'the same picture is used for another product',
          },
        ],
        related: [
          {
            path: other,
            message: 'mirrored copy, distance 4 of 256',
            turn: { mirror: true, quarterTurns: 0 },
            parts: { subject: FRAMED, related: { x: 0, y: 0, width: 1, height: 1 } },
          },
        ],
      }),
    );
  }
  if (n % 17 === 6) {
    findings.push(fixtureFinding(rule('privacy-gps'), path, 'the file says where it was taken (48.2082, 16.3738)'));
  }
  if (n % 19 === 7) {
    findings.push(fixtureFinding(rule('exif-edit-software'), path, 'edited with "Adobe Photoshop 25.1"'));
  }
  if (n % 101 === 8) {
    findings.push(
      fixtureFinding(rule('image-readable'), path, 'the file ends too early: 12,288 of 48,113 bytes decode'),
      fixtureFinding(rule('watermark-present'), path, 'cannot be judged: the picture cannot be read', {
        outcome: 'inconclusive',
        blockedBy: 'image-readable',
        causes: [
          {
            fact: 'watermark',
            path: 'status',
            operator: 'equal',
            actual: null,
            expected: 'present',
            unknown: 'premature end of JPEG image',
            message: 'the mark could not be looked for',
          },
        ],
      }),
    );
  }
  return findings;
};

/** Where the mark was found, or the best candidate where it was not. */
const markBox = (findings: readonly Finding[]): Box =>
  findings.some(({ ruleId }) => ruleId === 'watermark-present')
    ? { x: 0.1, y: 0.12, width: 0.24, height: 0.1, label: 'best candidate, score 0.41', kind: 'rejected' }
    : { x: 0.58, y: 0.72, width: 0.3, height: 0.12, label: 'mark.png, score 0.86', kind: 'found' };

const caseFindings = (path: string, index: number): readonly Finding[] =>
  index % 3 === 0
    ? [
        fixtureFinding(rule('legal-escalation'), path, 'past the point where a platform complaint is enough', {
          region: { startLine: 4, startColumn: 3, endLine: 6, endColumn: 18 },
          causes: [
            {
              fact: 'case',
              path: 'damages.usd',
              operator: 'lessThanInclusive',
              actual: 18_400,
              expected: 10_000,
              message: 'damages of USD 18,400 are over USD 10,000',
            },
            {
              fact: 'case',
              path: 'relistedAfterTakedown',
              operator: 'equal',
              actual: true,
              expected: false,
              message: 'the listing was back on 2026-10-02, after the removal of 2026-09-14',
            },
          ],
        }),
      ]
    : [];

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

/** A report over a made-up shop, the same bytes for the same size: every outcome, every scope, copies, exceptions, notices, a policy. */
/** Where a copy lies within its frame: a tenth of each side is frame. */
const FRAMED = { x: 0.1, y: 0.1, width: 0.8, height: 0.8 };

export const shopReport = ({ listings, picturesPerListing, cases = 3 }: ShopSize): Report => {
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
        sha256: sha(`${path}/listing.yaml`),
        bytes: 214,
      },
      listing % 5 === 2 ? [fixtureFinding(rule('listing-image-count'), path, '3 pictures, at least 4 are wanted')] : [],
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
          sha256: sha(file),
          bytes: 180_000 + ((listing * 7919 + picture * 104_729) % 400_000),
          boxes: chart ? [] : [markBox(found)],
        },
        found,
      );
    }
  }
  for (let index = 0; index < cases; index += 1) {
    const path = `cases/2026-${String(index + 1).padStart(3, '0')}.yaml`;
    add({ scope: 'case', path, sha256: sha(path), bytes: 640 }, caseFindings(path, index));
  }
  subjects.sort((a, b) => compareText(a.scope, b.scope) || compareText(a.path, b.path));
  const suppressed = fixtureFinding(
    rule('privacy-gps'),
    `${listingPath(0)}/1.jpg`,
    'the file says where it was taken (48.2082, 16.3738)',
  );
  return {
    schemaVersion: 1,
    tool: { name: 'listing-lint', version: '0.1.0' },
    config: { path: 'listing-lint.config.yaml', sha256: sha('config') },
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
    presets: [{ id: 'recommended', sha256: sha('recommended') }],
    rules: fixtureRules.map(({ id, severity }) => ({
      id,
      severity,
      options: id === 'hash-unique' ? { maxDistance: 31 } : id === 'listing-image-count' ? { minimum: 4 } : {},
      source: { id: `listing-lint:${id}.yaml`, sha256: sha(`id: ${id}\n`) },
    })),
    overrides: [{ channels: ['amazon'], roles: ['main'], rules: { 'watermark-present': 'off' } }],
    plugins: [{ name: 'listing-lint', version: '0.1.0' }],
    settings: { brand: { watermarks: ['brand/mark.png'] }, listings: ['listings/*'] },
    files: [{ id: 'brand/mark.png', sha256: sha('mark') }],
  };
  return { sha256: sha(JSON.stringify(body)), ...body };
};
