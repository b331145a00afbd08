import type { Policy, Report } from '@listing-lint/core';
import { describe, expect, it } from 'vitest';
import { shopReport } from '../testing/shop-report.ts';
import { type Change, compareAudits } from './compare.ts';
import { describeChange } from './describe.ts';

const before = shopReport({ listings: 4, picturesPerListing: 4 });
const policy = before.policy;
if (!policy) throw new Error('the fixture has no policy');

/** The least change of a hash: its last bit. */
const bit = (hash: string | undefined): string =>
  `${(hash ?? '').slice(0, -1)}${(Number.parseInt((hash ?? '0').slice(-1), 16) ^ 1).toString(16)}`;

const withPolicy = (more: Partial<Policy>): Report => ({
  ...before,
  policy: { ...policy, ...more, sha256: bit(policy.sha256) },
});
const changes = (after: Report): readonly string[] => compareAudits(before, after).map(describeChange);
const kinds = (after: Report): readonly (readonly [Change['kind'], Change['what'], string])[] =>
  compareAudits(before, after).map(({ kind, what, name }) => [kind, what, name]);

it('finds nothing where nothing changed', () => {
  expect(compareAudits(before, structuredClone(before))).toEqual([]);
});

describe('one bit of', () => {
  it('a picture', () => {
    const path = 'listings/blue-mug/2.jpg';
    const after = {
      ...before,
      subjects: before.subjects.map((one) => (one.path === path ? { ...one, sha256: bit(one.sha256) } : one)),
    };
    expect(kinds(after)).toEqual([['file', 'changed', path]]);
    expect(changes(after)[0]).toMatch(
      /^file changed: listings\/blue-mug\/2\.jpg \(sha256 [0-9a-f]{16}… → [0-9a-f]{16}…\)$/,
    );
  });

  it('a listing’s manifest', () => {
    const after = {
      ...before,
      subjects: before.subjects.map((one) =>
        one.path === 'listings/blue-mug' ? { ...one, sha256: bit(one.sha256) } : one,
      ),
    };
    expect(kinds(after)).toEqual([['file', 'changed', 'listings/blue-mug/listing.yaml']]);
  });

  it('a rule’s text', () => {
    const after = withPolicy({
      rules: policy.rules.map((rule) =>
        rule.id === 'hash-unique' ? { ...rule, source: { ...rule.source, sha256: bit(rule.source.sha256) } } : rule,
      ),
    });
    expect(kinds(after)).toEqual([['rule', 'changed', 'hash-unique']]);
  });

  it('an option', () => {
    const after = withPolicy({
      rules: policy.rules.map((rule) => (rule.id === 'hash-unique' ? { ...rule, options: { maxDistance: 30 } } : rule)),
    });
    expect(changes(after)).toEqual(['option changed: hash-unique.maxDistance (31 → 30)']);
  });

  it('a preset, a brand mark, a plugin', () => {
    const after = withPolicy({
      presets: policy.presets.map((one) => ({ ...one, sha256: bit(one.sha256) })),
      files: policy.files.map((one) => ({ ...one, sha256: bit(one.sha256) })),
      plugins: policy.plugins.map((one) => ({ ...one, sha256: 'ab'.repeat(32) })),
    });
    expect(kinds(after).map(([kind, , name]) => `${kind} ${name}`)).toEqual([
      'preset recommended',
      'plugin listing-lint',
      'policy-file brand/mark.png',
    ]);
  });
});

it('says nothing of what was not there, as a log that nobody has begun', () => {
  const outcomes = { pass: [], fail: [], skip: [], inconclusive: [] };
  const log = { scope: 'monitoring-log', path: 'monitoring', absent: true as const, outcomes };
  expect(compareAudits({ ...before, subjects: [...before.subjects, log] }, before)).toEqual([]);
});

it('names a severity, an override and a setting', () => {
  const after = withPolicy({
    rules: policy.rules.map((rule) => (rule.id === 'privacy-gps' ? { ...rule, severity: 'off' } : rule)),
    overrides: [],
    settings: { brand: { watermarks: ['brand/other.png'] }, listings: ['listings/*'] },
  });
  expect(changes(after)).toEqual([
    'severity of changed: privacy-gps (warn → off)',
    'override removed: overrides #1 ({"channels":["amazon"],"roles":["main"],"rules":{"watermark-present":"off"}})',
    'setting changed: brand.watermarks (["brand/mark.png"] → ["brand/other.png"])',
  ]);
});

it('names files that came and went, and verdicts that turned', () => {
  const [first, ...rest] = before.subjects.filter(({ scope }) => scope === 'image');
  const others = before.subjects.filter(({ scope }) => scope !== 'image');
  const second = rest[0];
  if (!first || !second) throw new Error('too few pictures');
  const turned = {
    ...second,
    outcomes: { ...second.outcomes, pass: second.outcomes.pass.slice(1), fail: [second.outcomes.pass[0] ?? ''] },
  };
  const after = {
    ...before,
    subjects: [...others, turned, ...rest.slice(1), { ...first, path: 'listings/blue-mug/new.jpg' }],
  };
  const found = kinds(after);
  expect(found).toContainEqual(['file', 'removed', first.path]);
  expect(found).toContainEqual(['file', 'added', 'listings/blue-mug/new.jpg']);
  expect(found).toContainEqual(['verdict', 'changed', `${second.outcomes.pass[0]} on ${second.path}`]);
});

it('names an exception that was given, and another version of the tool', () => {
  const exceptions =
    before.exceptions?.map((one, index) => (index === 0 ? { ...one, expires: '2099-01-01' } : one)) ?? [];
  expect(changes({ ...before, exceptions, tool: { ...before.tool, version: '9.0.0' } })).toEqual([
    expect.stringMatching(
      /^exception changed: privacy-gps on listings\/blue-mug\/1\.jpg .*2027-03-31.* → .*2099-01-01/,
    ),
    'tool changed: listing-lint (0.1.0 → 9.0.0)',
  ]);
});

it('does not take what an exception did for a change of it', () => {
  const exceptions = before.exceptions?.map((one) => ({ ...one, findings: 99, state: 'used' as const })) ?? [];
  expect(changes({ ...before, exceptions })).toEqual([]);
});
