import { escapeControls, type Finding, type Suppressed } from '@listing-lint/core';
import type { Result } from 'sarif';
import { count, relatedSentence, unsaid, unsaidCauses } from '../format/phrases.ts';
import { levelOf, sentence } from './descriptors.ts';
import type { Places } from './places.ts';

/** One finding as SARIF: one location, our own fingerprints, other files as related locations. */
export const resultOf = (finding: Finding, ruleIndex: number, places: Places): Result => {
  const file = places.fileOf(finding.subject);
  return {
    ruleId: finding.ruleId,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: levelOf(finding.severity),
    message: { text: messageOf(finding, file) },
    locations: [{ physicalLocation: places.location(file, finding.region) }],
    // Without a hash of ours the upload hashes the bytes of a picture as if they were text, and most pictures get the same.
    partialFingerprints: {
      primaryLocationLineHash: `${finding.fingerprint}:1`,
      'listingLint/v1': finding.contentFingerprint,
    },
    ...(finding.related.length === 0
      ? {}
      : {
          relatedLocations: finding.related.map((related, id) => ({
            id: id + 1,
            message: { text: sentence(noLinks(escapeControls(relatedSentence(related))), related.path) },
            physicalLocation: places.location(related.path, undefined),
          })),
        }),
    properties: {
      outcome: finding.outcome,
      subject: { scope: finding.subject.scope, path: finding.subject.path },
      // SARIF's own `fixes` are texts to be put in the place of others: what is done to a picture file has no such form.
      ...(finding.fix === undefined ? {} : { fix: { ...finding.fix } }),
      ...(finding.blockedBy === undefined ? {} : { blockedBy: finding.blockedBy }),
      ...(finding.causes.length === 0 ? {} : { causes: finding.causes }),
    },
  };
};

/** A finding that was taken out, for readers that understand suppressions. */
export const suppressedResult = (suppressed: Suppressed, ruleIndex: number, places: Places): Result => {
  const { reason, owner, expires } = suppressed;
  const words = [
    reason,
    owner === undefined ? undefined : `owner: ${owner}`,
    expires === undefined ? undefined : `until ${expires}`,
  ].filter((word) => word !== undefined);
  return {
    ...resultOf(suppressed.finding, ruleIndex, places),
    suppressions: [
      {
        kind: 'external',
        status: 'accepted',
        justification: words.length === 0 ? `by ${suppressed.by}` : escapeControls(words.join('; ')),
      },
    ],
  };
};

const messageOf = (finding: Finding, file: string): string => {
  const where = file === finding.subject.path ? '' : `${escapeControls(finding.subject.path)}: `;
  const more = (finding.relatedCount ?? 0) - finding.related.length;
  const others = unsaid(finding).map(relatedSentence);
  const parts = [
    `${where}${escapeControls(finding.message)}`,
    ...[...unsaidCauses(finding), ...others].map(escapeControls),
    ...(more > 0 ? [`and ${count(more, 'other')}`] : []),
  ];
  return noLinks(parts.map((part) => sentence(part, finding.ruleId)).join(' '));
};

/** SARIF reads `[words](address)` in a message as a link; a file name must not be able to make one. */
const noLinks = (text: string): string => text.replaceAll('](', '] (');
