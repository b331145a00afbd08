import type { RuleReport } from '@listing-lint/core';

const rule = (
  id: string,
  scope: string,
  severity: RuleReport['severity'],
  title: string,
  why: string,
  fix: string,
): RuleReport => ({ id, scope, severity, title, why, fix, references: [] });

/** The rules of the fixtures, sorted by id. */
export const fixtureRules: readonly RuleReport[] = [
  rule(
    'exif-edit-software',
    'image',
    'info',
    'The original was not saved by an editor',
    'An original that went through an editor is weaker proof of who took it.',
    'Archive the file as it came from the camera and edit a copy.',
  ),
  rule(
    'hash-unique',
    'image',
    'error',
    'A picture shows one product only',
    'Platforms take down listings whose pictures are used elsewhere, and a re-used picture cannot prove which product is yours.',
    'Take a picture of this product, or give both listings the same `product` if they show one thing.',
  ),
  rule(
    'image-readable',
    'image',
    'error',
    'Every picture can be read',
    'What cannot be decoded cannot be checked, and buyers see a broken picture.',
    'Export the picture again from its original.',
  ),
  rule(
    'legal-escalation',
    'case',
    'warn',
    'A dispute is past the point where a platform complaint is enough',
    'Beyond these thresholds a complaint to the platform seldom stops the seller.',
    'Give the case file to counsel, with the originals and the notices sent so far.',
  ),
  rule(
    'listing-image-count',
    'listing',
    'warn',
    'A listing has enough pictures',
    'Buyers return less what they have seen from every side.',
    'Add pictures from other angles.',
  ),
  rule(
    'privacy-gps',
    'image',
    'warn',
    'Published pictures do not say where they were taken',
    'Coordinates in a published file can lead to a home or a workshop.',
    'Remove the GPS block from the published copy; keep it in the original.',
  ),
  rule(
    'watermark-present',
    'image',
    'error',
    'Every listing picture carries the watermark of the seller',
    'A visible mark whose position varies is cheap proof of ownership and cannot be cropped away in one batch.',
    'Run `listing-lint stamp` on the picture, or give it the role `chart`.',
  ),
];
