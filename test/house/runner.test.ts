import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kindOf, kindOfFile, rankOf } from '../../scripts/tests/kinds.mjs';

describe('files of tests', () => {
  const UNIT = 'packages/core/src/text/nearest.test.ts';

  it.each([
    "vi.mock('./decode.ts');",
    'vi.useFakeTimers();',
    "process.env['TZ'] = 'UTC';",
    'const before = process.memoryUsage().rss;',
    'const started = process.cpuUsage();',
    "process.on('exit', () => undefined);",
    'Object.assign(globalThis, { door });',
    "import { setFlagsFromString } from 'node:v8';",
  ])('have a process of their own where they hold: %s', (line) => {
    expect(kindOf(UNIT, `import { it } from 'vitest';\n${line}\n`)).toBe('apart');
  });

  it('share one with their like where they hold none of it', () => {
    const text = "import { expect, it } from 'vitest';\nprocess.stderr.write('no perl');\n";
    expect(kindOf(UNIT, text)).toBe('unit');
    expect(kindOf('test/fix/fix.test.ts', text)).toBe('scenario');
    expect(kindOf('test/config-page.test.ts', text)).toBe('scenario');
    for (const path of ['test/report/standing.test.ts', 'test/plugin/guide.test.ts', 'examples/shop/a.test.mjs'])
      expect(kindOf(path, text), path).toBe('apart');
    expect(kindOfFile(join(process.cwd(), 'packages/core/src/plugin/watchdog-thread.test.ts'))).toBe('apart');
  });

  it('begin with those that take longest, and those of one kind together', () => {
    const inOrder = [
      ['apart', 'test/clone/commands.test.ts'],
      ['apart', 'test/ledger/killed.test.ts'],
      ['scenario', 'test/ledger/seal.test.ts'],
      ['scenario', 'test/fix/fix.test.ts'],
      ['unit', 'packages/vision/src/compare/align/align.test.ts'],
      ['unit', UNIT],
    ] as const;
    const ranks = inOrder.map(([kind, path]) => rankOf(kind, path));
    expect([...new Set(ranks)].sort((a, b) => a - b)).toEqual(ranks);
  });
});

describe('toEqual', () => {
  const pixels = (): Uint8Array => new Uint8Array(10_000_000).fill(7);

  // Element by element that takes most of a minute.
  it('compares the bytes of pictures', { timeout: 15_000 }, () => {
    expect({ width: 5000, data: pixels() }).toEqual({ width: 5000, data: pixels() });
  });

  it('sees one byte that differs, another length, and another type', () => {
    const [bytes, other] = [Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2, 4)];
    expect({ bytes }).not.toEqual({ bytes: other });
    expect(bytes).not.toEqual(bytes.subarray(1));
    expect(other.subarray(0, 2)).toEqual(bytes.subarray(0, 2));
    expect(bytes).not.toEqual(Int8Array.from(bytes));
    expect(Float32Array.of(0.1)).not.toEqual(Float32Array.of(0.2));
    expect(Float32Array.of(Number.NaN, 1)).toEqual(Float32Array.of(Number.NaN, 1));
  });
});
