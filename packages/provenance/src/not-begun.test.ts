import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint, loadConfig } from '@listing-lint/core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtinPlugin } from './test-plugin.ts';

const root = mkdtempSync(join(tmpdir(), 'not-begun-'));
beforeAll(async () => {
  const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#456' } })
    .jpeg()
    .toBuffer();
  for (const folder of ['originals', 'monitoring', 'listings/a']) mkdirSync(join(root, folder), { recursive: true });
  for (const path of ['originals/1.jpg', 'listings/a/1.jpg']) writeFileSync(join(root, path), picture);
  writeFileSync(join(root, 'monitoring/.gitkeep'), '');
  const rules = ['original-unchanged', 'ledger-valid', 'infringement-answered', 'monitoring-file-valid'];
  const config = `listings: ["listings/*"]\noriginals: ["originals/**"]\nmonitoring: ["monitoring/*.yaml"]\nprovenance: {}\n`;
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    `${config}rules: { monitoring-due: warn, ${rules.map((id) => `${id}: error`).join(', ')} }\n`,
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const judged = async () => {
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root, allowCode: false });
  const tool = { name: 'listing-lint', version: '0.0.0' };
  return (await lint({ config, asOf: '2026-11-24', concurrency: 2, tool })).report;
};

it('passes nothing, and counts nothing, of a ledger and a log that nobody has begun', async () => {
  const { subjects, summary, findings } = await judged();
  expect(subjects.flatMap(({ outcomes }) => outcomes.pass)).toEqual([]);
  expect(subjects.find(({ path }) => path === 'originals/1.jpg')?.outcomes.skip).toContain('original-unchanged');
  const log = subjects.find(({ scope }) => scope === 'monitoring-log');
  expect([log?.absent, log?.outcomes.skip]).toEqual([true, ['infringement-answered', 'monitoring-file-valid']]);
  expect(summary.subjects).toEqual({ image: 2, listing: 1 });
  expect(findings.map(({ ruleId, subject }) => [ruleId, subject.path])).toEqual([['monitoring-due', 'monitoring']]);
});

it('judges a ledger as soon as anything is there of it', async () => {
  mkdirSync(join(root, 'provenance/entries/ab'), { recursive: true });
  writeFileSync(join(root, 'provenance/entries/ab/x.json'), '{}');
  const { subjects, summary } = await judged();
  expect(summary.subjects).toEqual({ image: 2, ledger: 1, listing: 1 });
  expect(subjects.find(({ scope }) => scope === 'ledger')?.outcomes.fail).toEqual(['ledger-valid']);
});
