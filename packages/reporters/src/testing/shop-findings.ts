import { createHash } from 'node:crypto';
import type { Box, Finding, RuleReport } from '@listing-lint/core';
import { fixtureRules } from './fixture-rules.ts';

/** SHA-256, hex. */
export const fixtureHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Position of a copy inside its frame: the frame is a tenth of each side. */
const FRAMED = { x: 0.1, y: 0.1, width: 0.8, height: 0.8 };

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
  fingerprint: fixtureHash(`${rule.id} ${path}`).slice(0, 32),
  contentFingerprint: fixtureHash(`${rule.id} ${fixtureHash(path)}`).slice(0, 32),
  ...more,
});

/** A rule of the fixtures. Throws where there is none. */
export const fixtureRule = (id: string): RuleReport => {
  const found = fixtureRules.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no rule "${id}" in the fixture`);
  return found;
};

/** What goes wrong with the picture `picture` of the listing `listing`, by a fixed pattern: about a third of the pictures has something. */
export const imageFindings = (path: string, listing: number, picture: number, other: string): readonly Finding[] => {
  const n = listing * 7 + picture * 3;
  const findings: Finding[] = [];
  if (n % 11 === 3) {
    findings.push(
      fixtureFinding(fixtureRule('watermark-present'), path, 'no watermark found (best score 0.41)', {
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
      fixtureFinding(fixtureRule('hash-unique'), path, 'the same picture is used for another product', {
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
    findings.push(
      fixtureFinding(fixtureRule('privacy-gps'), path, 'the file says where it was taken (48.2082, 16.3738)'),
    );
  }
  if (n % 19 === 7) {
    findings.push(fixtureFinding(fixtureRule('exif-edit-software'), path, 'edited with "Adobe Photoshop 25.1"'));
  }
  if (n % 101 === 8) {
    findings.push(
      fixtureFinding(fixtureRule('image-readable'), path, 'the file ends too early: 12,288 of 48,113 bytes decode'),
      fixtureFinding(fixtureRule('watermark-present'), path, 'cannot be judged: the picture cannot be read', {
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
export const markBox = (findings: readonly Finding[]): Box =>
  findings.some(({ ruleId }) => ruleId === 'watermark-present')
    ? { x: 0.1, y: 0.12, width: 0.24, height: 0.1, label: 'best candidate, score 0.41', kind: 'rejected' }
    : { x: 0.58, y: 0.72, width: 0.3, height: 0.12, label: 'mark.png, score 0.86', kind: 'found' };

export const caseFindings = (path: string, index: number): readonly Finding[] =>
  index % 3 === 0
    ? [
        fixtureFinding(fixtureRule('legal-escalation'), path, 'past the point where a platform complaint is enough', {
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
