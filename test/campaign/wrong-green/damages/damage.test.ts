import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { append, cutWithin, write } from './damage.ts';

const root = mkdtempSync(join(tmpdir(), 'damage-'));
afterAll(() => rmSync(root, { recursive: true }));

it.skipIf(process.platform === 'win32')('is done to files alone: what never ends is not read or waited for', () => {
  symlinkSync('/dev/null', join(root, 'device'));
  for (const damage of [append('device', 'more'), cutWithin('device'), write('device', '')])
    expect(() => damage(root)).toThrow('device is no file');
  expect(() => write('new', '')(root)).not.toThrow();
});
