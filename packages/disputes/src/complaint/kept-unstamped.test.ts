import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lint, loadConfig } from '@listing-lint/core';
import { UNSTAMPED } from '@listing-lint/rules/watermark';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { builtinPlugin } from '../test-plugin.ts';

let root = '';
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]);
const put = (path: string, text: string | Buffer): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kept-unstamped-'));
  put(
    'listing-lint.config.yaml',
    'extends: [recommended]\ncases: ["cases/*.yaml"]\nrules: { complaint-evidence: error }\n',
  );
  put(
    'cases/1.yaml',
    [
      'id: a',
      'status: open',
      'platform: aliexpress',
      'notice: { to: alibaba-ipp }',
      'infringements: [{ listing: "https://www.aliexpress.com/item/1.html", firstSeen: 2026-06-01, watermarkRemoved: true }]',
      'works: [{ id: 1, images: [{ path: ./listings/a/1.jpg }] }, { id: 2, images: [{ path: listings/a/2.jpg }] }]',
      '',
    ].join('\n'),
  );
});
afterEach(() => rmSync(root, { recursive: true }));

const messages = async (): Promise<string> => {
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root, allowCode: false });
  const tool = { name: 'listing-lint', version: '0.0.0' };
  const { report } = await lint({ config, asOf: '2026-06-09', concurrency: 1, tool });
  return JSON.stringify(report.findings);
};

it('names what is kept of a stamped picture where a case names no original of its work', async () => {
  const bare = await messages();
  expect(bare).toContain('collect first: no original of 1, 2; neither');
  put(`${UNSTAMPED}/listings/a/1.jpg`, JPEG);
  const told = await messages();
  const kept = '.listing-lint/unstamped/listings/a/1.jpg';
  expect(told).toContain(
    `collect first: no original of 1, 2 is named (kept without our mark: ${kept}; where that is as the camera wrote it, name it as rawOriginal); neither`,
  );
  expect(told).toContain(`captureDate: <YYYY-MM-DD> } (kept without our mark: ${kept}; it may be that)`);
  expect(told).toContain(
    'work 2 has no original: add rawOriginal: { path: <the file as the camera wrote it>, captureDate: <YYYY-MM-DD> }"',
  );
});
