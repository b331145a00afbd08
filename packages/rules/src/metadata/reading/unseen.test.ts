import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lint, loadConfig, type Report } from '@listing-lint/core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exifSegment, iptcSegment, thumbnailSegment, withSegments, xmpSegment } from '../../image/test-files.ts';
import { builtinPlugin } from '../../test-plugin.ts';

const root = mkdtempSync(join(tmpdir(), 'unseen-'));
const put = (path: string, bytes: string | Buffer): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
};
/** Rules about facts of metadata, by their id; each holds of a file without any. */
const RULES = {
  'no-xmp': ['xmp', 'present', 'false'],
  'no-iptc': ['iptc', 'present', 'false'],
  'no-profile': ['icc', 'present', 'false'],
  'no-preview': ['thumbnail', 'count', '0'],
  'no-reserve': ['rights', 'miningReserved', 'false'],
  'no-trace': ['origin', 'aiTrace', 'false'],
  'no-exif': ['exif', 'hasExif', 'false'],
  'no-xmp-beside-exif': ['exif', 'hasXmp', 'false'],
  'no-jpeg': ['jpeg', 'present', 'false'],
} as const;
const BUILT_IN = ['rights-consistent', 'rights-stated', 'privacy-thumbnail-leak'];
let report: Report;

beforeAll(async () => {
  const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: '#468' } });
  const png = await picture.clone().png().toBuffer();
  put('m/clean.png', png);
  put('m/cut.png', png.subarray(0, png.length - 16));
  const named = await picture
    .clone()
    .withExif({ IFD0: { Make: 'Acme' } })
    .png()
    .toBuffer();
  put('m/cut-with-exif.png', named.subarray(0, named.length - 16));
  put('m/pointer.jpg', `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`);
  put('m/text.jpg', 'hello\n');
  put('m/layers.psd', Buffer.from('8BPS\0\x01\0\0\0\0\0\0\0\x03', 'latin1'));
  const jpeg = await picture.clone().jpeg().toBuffer();
  const line = exifSegment({ 33432: '© Acme' });
  const half = xmpSegment('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF');
  put('m/half-xmp.jpg', withSegments(jpeg, [line, half]));
  const other = iptcSegment([[2, 116, Buffer.from('© Other Ltd')]]);
  put('m/two-owners.jpg', withSegments(jpeg, [line, other, half]));
  put('m/half-inside.jpg', withSegments(jpeg, [thumbnailSegment({ 33432: '© Acme' }, withSegments(jpeg, [half]))]));
  put('m/whole.jpg', withSegments(jpeg, [line]));
  for (const [id, [fact, path, value]] of Object.entries(RULES)) {
    const what = `{ fact: ${fact}, path: ${path}, operator: equal, value: ${value} }`;
    put(
      `rules/${id}.yaml`,
      `id: ${id}\nscope: image\nseverity: error\ntitle: t\nwhy: w\nfix: f\nassert:\n  all: [${what}]\n`,
    );
  }
  const rules = BUILT_IN.map((id) => `  ${id}: error\n`).join('');
  put(
    'listing-lint.config.yaml',
    `listings: [m]\nruleFiles: ["rules/*.yaml"]\nbrand: { copyright: © Acme }\nrules:\n${rules}`,
  );
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root });
  ({ report } = await lint({ config, tool: { name: 'test', version: '0' }, asOf: '2026-01-01' }));
});
afterAll(() => rmSync(root, { recursive: true }));

const outcomes = (path: string) => report.subjects.find((each) => each.path === path)?.outcomes;

describe('metadata of a file that was not walked', () => {
  it.each([
    ['m/pointer.jpg', /^a Git LFS pointer stands in place of the picture/, []],
    ['m/text.jpg', /^not a picture format that is known here/, []],
    // Whatever it holds, it is no JPEG.
    ['m/layers.psd', /^the PSD: where this format keeps its metadata is not known here/, ['no-jpeg']],
  ])('are unknown, not absent: %s', (path, reason, known) => {
    expect(outcomes(path)).toMatchObject({ pass: known, fail: [], skip: [] });
    const unknown = [...Object.keys(RULES), ...BUILT_IN].filter((id) => !known.includes(id));
    expect(outcomes(path)?.inconclusive).toEqual(unknown.sort());
    for (const { causes, fix } of report.findings.filter(({ subject }) => subject.path === path)) {
      expect(fix).toBeUndefined();
      if (causes[0]?.fact !== 'origin') expect(causes[0]?.unknown).toMatch(reason);
    }
  });

  it('are unknown where a file ends before it should', () => {
    expect(outcomes('m/cut.png')).toMatchObject({ pass: ['no-jpeg'], fail: [], skip: [] });
    expect(outcomes('m/cut-with-exif.png')?.fail).toContain('no-exif');
    expect(outcomes('m/cut-with-exif.png')?.inconclusive).toContain('no-xmp-beside-exif');
  });

  it('are unknown to rights where XMP is there that cannot be read, whatever else says', () => {
    const ruleIds = ['no-reserve', 'rights-consistent', 'rights-stated'];
    expect(outcomes('m/half-xmp.jpg')?.inconclusive).toEqual(expect.arrayContaining(ruleIds));
    const causes = report.findings
      .filter(({ subject, ruleId }) => subject.path === 'm/half-xmp.jpg' && ruleIds.includes(ruleId))
      .map((finding) => finding.causes[0]?.unknown);
    expect(causes).toEqual(ruleIds.map(() => expect.stringMatching(/^XMP in APP1 segment .no. 2.: unclosed tag/)));
    expect(outcomes('m/whole.jpg')?.pass).toEqual(expect.arrayContaining(ruleIds));
  });

  it('contradict each other whatever else says, and are not left open by a preview that cannot be read', () => {
    expect(outcomes('m/two-owners.jpg')?.fail).toContain('rights-consistent');
    expect(outcomes('m/half-inside.jpg')?.pass).toEqual(expect.arrayContaining(['rights-consistent', 'rights-stated']));
  });

  it('are absent where the whole file was walked', () => {
    expect(outcomes('m/clean.png')).toMatchObject({ fail: ['rights-stated'], inconclusive: [] });
    expect(report.findings.filter(({ subject }) => subject.path === 'm/clean.png')).toHaveLength(1);
  });
});
