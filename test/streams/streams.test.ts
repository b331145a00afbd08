// @module-tag full
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';

const MAIN = join(import.meta.dirname, '../../packages/cli/dist/main.js');
const canRun = existsSync(MAIN) && existsSync('/dev/full');
if (!canRun) process.stderr.write('No built command, or no /dev/full: the tests of broken streams are skipped.\n');

const shop = mkdtempSync(join(tmpdir(), 'listing-lint-streams-'));
beforeAll(async () => {
  await writePicture(shop, 'mug/1.jpg', pictureSchema.parse({ seed: 1 }));
  writeFileSync(join(shop, 'listing-lint.config.yaml'), 'rules: { image-readable: error }\n');
});
afterAll(() => rmSync(shop, { recursive: true }));

/** Runs the built command with what a shell does to its streams. */
const shell = (args: string, streams: string) => {
  const command = `set -o pipefail; "${process.execPath}" "${MAIN}" ${args} ${streams}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    cwd: shop,
    encoding: 'utf8',
    timeout: 50_000,
  });
  return { status, stdout, stderr };
};

describe.skipIf(!canRun)('streams that cannot be written', () => {
  it.each(['', '-f json', '--help'])('a full disk behind stdout is told, and is no success: %s', (args) => {
    const { status, stderr } = shell(args, '> /dev/full');
    expect(stderr).toBe('listing-lint: cannot write to stdout: no space left\n');
    expect(status).toBe(2);
  });

  it('a full disk behind stderr gives no other code than the mistake itself', () => {
    expect(shell('--no-such-option', '2> /dev/full').status).toBe(2);
    expect(shell('', '> /dev/full 2> /dev/full').status).toBe(2);
  });

  it('a reader that goes away is no crash, and no success', () => {
    expect(shell('rules', '| { exec <&-; sleep 3; }')).toEqual({ status: 2, stdout: '', stderr: '' });
  });

  it('closed streams do no harm: the exit code says what was found', () => {
    // Node puts /dev/null in the place of a closed stream before any of our code runs, as do programs that want the exit code alone.
    expect(shell('', '2>&-')).toMatchObject({ status: 0, stdout: expect.stringContaining('no findings') });
    expect(shell('no-such-file', '<&- >&- 2>&-').status).toBe(2);
    writeFileSync(join(shop, 'mug/2.jpg'), 'no picture');
    expect(shell('', '>&- 2>&-').status).toBe(1);
    rmSync(join(shop, 'mug/2.jpg'));
  });

  it('a report that cannot be written is told and takes none of the others with it', () => {
    const outputs = '-f json:/dev/full -f csv:out/report.csv -f html:mug/1.jpg/x.html -f text --cache';
    const { status, stdout, stderr } = shell(outputs, '');
    expect(status).toBe(2);
    expect(stderr).toBe(`listing-lint: wrote out/report.csv: no findings
listing-lint: cannot write /dev/full: no space left
  free space on its disk, or write to another one, and run the command again
listing-lint: cannot write mug/1.jpg/x.html: a part of the path is a file
`);
    expect(stdout).toContain('no findings');
    expect(readFileSync(join(shop, 'out/report.csv'), 'utf8')).toMatch(/^"severity"/);
  });

  it('a cache that cannot be written is told after the report', () => {
    const { status, stdout, stderr } = shell('--cache-location mug/1.jpg/cache', '');
    expect(stdout).toContain('no findings');
    expect(stderr).toBe(`listing-lint: cannot write ${shop}/mug/1.jpg/cache: a part of the path is a file\n`);
    expect(status).toBe(2);
  });
});
