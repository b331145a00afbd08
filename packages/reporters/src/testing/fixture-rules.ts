import type { RuleReport } from '@listing-lint/core';

type Fixture = Pick<RuleReport, 'id' | 'scope' | 'severity' | 'title' | 'why' | 'fix'>;

const fixtures: readonly Fixture[] = [
  {
    id: 'exif-edit-software',
    scope: 'image',
    severity: 'info',
    title: 'The original was not saved by an editor',
    why: 'An original that went through an editor is weaker proof of who took it.',
    fix: 'Archive the file as it came from the camera and edit a copy.',
  },
  {
    id: 'hash-unique',
    scope: 'image',
    severity: 'error',
    title: 'A picture shows one product only',
    why: 'Platforms take down listings whose pictures are used elsewhere, and a re-used picture cannot prove which product is yours.',
    fix: 'Take a picture of this product, or give both listings the same `product` if they show one thing.',
  },
  {
    id: 'image-readable',
    scope: 'image',
    severity: 'error',
    title: 'Every picture can be read',
    why: 'What cannot be decoded cannot be checked, and buyers see a broken picture.',
    fix: 'Export the picture again from its original.',
  },
  {
    id: 'legal-escalation',
    scope: 'case',
    severity: 'warn',
    title: 'A dispute is past the point where a platform complaint is enough',
    why: 'Beyond these thresholds a complaint to the platform seldom stops the seller.',
    fix: 'Give the case file to counsel, with the originals and the notices sent so far.',
  },
  {
    id: 'listing-image-count',
    scope: 'listing',
    severity: 'warn',
    title: 'A listing has enough pictures',
    why: 'Buyers return less what they have seen from every side.',
    fix: 'Add pictures from other angles.',
  },
  {
    id: 'privacy-gps',
    scope: 'image',
    severity: 'warn',
    title: 'Published pictures do not say where they were taken',
    why: 'Coordinates in a published file can lead to a home or a workshop.',
    fix: 'Remove the GPS block from the published copy; keep it in the original.',
  },
  {
    id: 'watermark-present',
    scope: 'image',
    severity: 'error',
    title: 'Every listing picture carries the watermark of the seller',
    why: 'A visible mark whose position varies is cheap proof of ownership and cannot be cropped away in one batch.',
    fix: 'Run `listing-lint stamp` on the picture, or give it the role `chart`.',
  },
];

/** The rules of the fixtures, sorted by id. */
export const fixtureRules: readonly RuleReport[] = fixtures.map((fixture) => ({ ...fixture, references: [] }));
