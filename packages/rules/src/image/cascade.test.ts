import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lint, loadConfig, type Report } from '@listing-lint/core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtinPlugin } from '../test-plugin.ts';
import { tiffOf } from './test-files.ts';

const root = mkdtempSync(join(tmpdir(), 'cascade-'));
const put = (path: string, bytes: string | Buffer): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
};
let report: Report;

const RAW = tiffOf({
  271: 'Acme',
  272: 'One',
  50706: 1,
  34665: { 36867: '2026:05:01 10:20:30' },
});

beforeAll(async () => {
  const jpeg = await sharp({
    create: {
      width: 1200,
      height: 1200,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer();
  put('originals/a.dng', RAW);
  put('listings/mug/1.jpg', jpeg);
  put('listings/mug/2.jpg', jpeg.subarray(0, jpeg.length / 3));
  put('listings/mug/3.dng', RAW);
  put('listings/mug/4.jpg', 'no picture at all');
  put('listings/mug/listing.yaml', 'title: Mug\nroles: { 1.jpg: Main }\n');
  put(
    'listing-lint.config.yaml',
    'extends: strict\nlistings: ["listings/*"]\noriginals: [originals]\nrules:\n  listing-image-count: off\n',
  );
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root });
  ({ report } = await lint({ config, tool: { name: 'test', version: '0' }, asOf: '2026-01-01' }));
});
afterAll(() => rmSync(root, { recursive: true }));

const subject = (path: string) => report.subjects.find((one) => one.path === path);
const findings = (path: string) => report.findings.filter((finding) => finding.subject.path === path);

describe('what cannot be read', () => {
  it('is one finding of a picture; rules that need its pixels are inconclusive and silent', () => {
    for (const path of ['listings/mug/2.jpg', 'listings/mug/4.jpg']) {
      expect(
        findings(path).map(({ ruleId }) => ruleId),
        path,
      ).toEqual(['image-readable']);
      expect(subject(path)?.outcomes.inconclusive).toContain('hash-unique');
    }
    expect(findings('listings/mug/2.jpg')[0]?.message).toMatch(/^cannot be read: the file is cut off/);
    expect(findings('listings/mug/4.jpg')[0]?.message).toBe('cannot be read: not a picture format that is known here');
  });

  it('does not keep the header of a cut-off picture from being judged', () => {
    expect(subject('listings/mug/2.jpg')?.outcomes.pass).toEqual(
      expect.arrayContaining(['image-extension', 'privacy-gps']),
    );
  });

  it('is no fault of a camera-raw original, whose metadata are judged', () => {
    expect(findings('originals/a.dng')).toEqual([]);
    expect(subject('originals/a.dng')?.outcomes.pass).toEqual(
      expect.arrayContaining(['image-readable', 'exif-original-complete']),
    );
  });

  it('is a fault of a camera-raw file among the pictures of a listing', () => {
    expect(findings('listings/mug/3.dng').map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([
      'image-readable: cannot be read: the pixels of RAW files cannot be read here; that is enough for an original, but not for the role gallery',
    ]);
  });

  it('in a listing.yaml is a finding at its line', () => {
    expect(findings('listings/mug')).toMatchObject([
      {
        ruleId: 'listing-file-valid',
        severity: 'error',
        region: { startLine: 2 },
        related: [{ path: 'listings/mug/listing.yaml' }],
      },
    ]);
  });
});
