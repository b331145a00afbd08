import type { Report } from '@listing-lint/core';
import { expect, it } from 'vitest';
import { fixtureRules } from '../testing/fixture-rules.ts';
import { fixtureFinding } from '../testing/shop-findings.ts';
import { shopReport, summarise } from '../testing/shop-report.ts';
import { conformanceOf } from './conformance.ts';

const shop = shopReport({ listings: 6, picturesPerListing: 5 });

/** The shop with these findings, nothing left out and nothing to warn of. */
const withFindings = (findings: Report['findings'], more: Partial<Report['summary']> = {}): Report => ({
  ...shop,
  findings,
  notices: [],
  summary: summarise(shop.subjects, findings, more),
});
const finding = (id: string, path: string, more: Parameters<typeof fixtureFinding>[3] = {}) => {
  const rule = fixtureRules.find((each) => each.id === id);
  if (rule === undefined) throw new Error(`no rule "${id}"`);
  return fixtureFinding(rule, path, 'not so', more);
};
const conformanceText = (report: Report) => {
  const { state, reasons } = conformanceOf(report);
  return [state, ...reasons.map(({ word, text }) => `${word} ${text}`.trim())];
};

it('conforms where nothing was found, left out or passed over', () => {
  expect(conformanceText(withFindings([]))).toEqual(['conforms']);
});

it('has reservations where nothing was judged, or only a part', () => {
  const nothing = { ...withFindings([]), subjects: [], summary: summarise([], []) };
  expect(conformanceText(nothing)).toEqual(['reserved', 'Nothing was judged.']);
  expect(conformanceText({ ...nothing, partial: true })).toEqual(['reserved', 'Nothing was judged.']);
  expect(conformanceText({ ...withFindings([]), partial: true })).toEqual([
    'reserved',
    'Only a part of what is configured was judged: what was named, or has changed.',
  ]);
});

it.each(['warn', 'info'] as const)('has reservations where something was found that is no error: %s', (severity) => {
  const [state, reason] = conformanceText(withFindings([finding('privacy-gps', 'a.jpg', { severity })]));
  expect(state).toBe('reserved');
  expect(reason).toContain('not so for 1 image (privacy-gps)');
});

it('has reservations where something was left out, not checked for want of a setting, or warned of', () => {
  expect(conformanceText(withFindings([], { suppressed: 2 }))).toEqual([
    'reserved',
    '2 findings left out by an exception or the baseline.',
  ]);
  expect(
    conformanceText(withFindings([], { notChecked: [{ ruleId: 'rights', requires: 'brand.copyright' }] })),
  ).toEqual(['reserved', 'rights was not checked: `brand.copyright` is not set in the config.']);
  const notice = { code: 'link', message: 'the link was not followed', path: 'listings/old' };
  expect(conformanceText({ ...withFindings([]), notices: [{ ...notice, level: 'warning' }] })).toEqual([
    'reserved',
    'listings/old: the link was not followed',
  ]);
  expect(conformanceText({ ...withFindings([]), notices: [{ ...notice, level: 'note' }] })).toEqual(['conforms']);
  const elsewhere = { ruleId: 'amazon-image', requires: 'channels', channel: 'amazon' };
  expect(conformanceText(withFindings([], { notChecked: [elsewhere] }))).toEqual(['conforms']);
});

it('does not conform where there is an error, and names disputes first, then the most severe', () => {
  const found = [
    finding('exif-edit-software', 'a.jpg', { severity: 'info' }),
    finding('watermark-present', 'a.jpg', { severity: 'error' }),
    finding('watermark-present', 'b.jpg', { severity: 'error', outcome: 'inconclusive' }),
    finding('legal-escalation', 'cases/1.yaml', { severity: 'warn' }),
  ];
  expect(conformanceText(withFindings(found))).toEqual([
    'fails',
    expect.stringMatching(/^warning .*: not so for 1 case \(legal-escalation\)$/),
    expect.stringMatching(/^error .*: not so for 1 image, could not be judged for 1 image \(watermark-present\)$/),
    expect.stringMatching(/^info .*: not so for 1 image \(exif-edit-software\)$/),
  ]);
});

it('does not conform where all that is wrong could not be judged', () => {
  const blind = finding('watermark-present', 'a.jpg', { severity: 'error', outcome: 'inconclusive' });
  expect(conformanceText(withFindings([blind]))[0]).toBe('fails');
});
