import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@listing-lint/core';
import { afterAll, describe, expect, it } from 'vitest';
import { builtinPlugin } from '../../test-plugin.ts';
import { aiLabels, aiLabelsSchema, dutiesOn, type LabelKind } from './ai-duties.ts';

const on = (day: string, id: string, ...kinds: readonly (LabelKind | null)[]) =>
  dutiesOn(
    day,
    aiLabels.jurisdictions.filter((each) => each.id === id),
    kinds,
  );

describe('duties for pictures that a model made', () => {
  it('says where, from when, by which source and how certain', () => {
    expect(aiLabelsSchema.parse(aiLabels)).toEqual(aiLabels);
    expect(aiLabels.jurisdictions.map(({ id }) => id)).toEqual(['cn', 'eu', 'google-merchant']);
    expect(on('2025-09-01', 'cn').unmet).toEqual([
      expect.stringMatching(
        /^China asks since 2025-09-01 for the label .*GB 45438; read \d{4}-\d\d-\d\d, certainty B\)$/,
      ),
    ]);
  });

  it('is in sentences that no message cuts', () => {
    const days = ['2025-10-01', '2026-08-03', '2027-01-01'];
    const sentences = days.flatMap((day) =>
      aiLabels.jurisdictions.flatMap(({ id }) => [...on(day, id).asked, ...Object.values(on(day, id).keeping).flat()]),
    );
    expect(sentences.filter((sentence) => sentence.length > 160)).toEqual([]);
  });

  it.each([
    ['2025-08-31', 'cn', 0, 0],
    ['2025-09-01', 'cn', 1, 0],
    ['2026-08-01', 'eu', 0, 0],
    ['2026-08-02', 'eu', 0, 1],
    ['2026-12-01', 'eu', 0, 1],
    ['2026-12-02', 'eu', 1, 0],
    ['2026-12-02', 'google-merchant', 1, 0],
  ])('on %s in %s: %i unmet, %i open', (day, id, unmet, open) => {
    const duties = on(day, id);
    expect([duties.unmet.length, duties.open.length]).toEqual([unmet, open]);
  });

  it.each([
    ['cn', 'AIGC of GB 45438', true],
    ['cn', 'IPTC digital source type', false],
    ['eu', 'C2PA source type', true],
    ['google-merchant', 'C2PA source type', false],
    ['google-merchant', 'IPTC digital source type', true],
  ] as const)('%s takes the label %s: %s', (id, kind, isTaken) => {
    const { unmet, asked } = on('2027-01-01', id, kind);
    expect(asked).toHaveLength(1);
    expect(unmet).toHaveLength(isTaken ? 0 : 1);
  });

  it('states for whom a duty begins later, and leaves it open until then', () => {
    expect(on('2026-08-02', 'eu').open[0]).toMatch(
      /of systems placed on the market before 2 August 2026 only from 2026-12-02/,
    );
  });

  it('is not known to be unmet where a block that was not understood may hold the label', () => {
    expect(on('2026-01-01', 'cn', null)).toMatchObject({ unmet: [], open: [expect.stringMatching(/not understood/)] });
    expect(on('2026-01-01', 'cn', null, 'AIGC of GB 45438')).toMatchObject({ unmet: [], open: [] });
  });

  it('asks to keep what the original says', () => {
    expect(on('2026-01-01', 'cn').keeping['AIGC of GB 45438']).toHaveLength(1);
    expect(on('2025-01-01', 'cn').keeping['AIGC of GB 45438']).toEqual([]);
    expect(on('2026-01-01', 'google-merchant').keeping['C2PA source type']).toHaveLength(1);
  });
});

describe('a jurisdiction that is not listed', () => {
  const root = mkdtempSync(join(tmpdir(), 'listing-lint-duties-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('is an error of the config, with the nearest name', async () => {
    const text = 'listings: ["*"]\nrules:\n  ai-label:\n    severity: warn\n    jurisdictions: [cn, google-merchnat]\n';
    writeFileSync(join(root, 'listing-lint.config.yaml'), text);
    await expect(loadConfig({ builtin: builtinPlugin, cwd: root })).rejects.toMatchObject({
      problems: [expect.objectContaining({ hint: 'did you mean "google-merchant"?' })],
    });
  });
});
