import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../../run-in.ts';
import { COMPLETION_SCRIPTS } from './completion-action.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'completion-'));
  writeFileSync(join(folder, 'listing-lint.config.yaml'), 'extends: recommended\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const complete = async (...words: readonly string[]): Promise<{ code: number; found: readonly string[] }> => {
  const { code, out } = await runIn(folder, ['complete', '--', ...words]);
  return { code, found: out.split('\n').filter(Boolean) };
};

describe('completions', () => {
  it.each([
    ['a command', ['ch'], ['check', 'channels']],
    ['a command of a group', ['case', 'st'], ['status']],
    ['an option of lint without a command', ['--fix'], ['--fix', '--fix-dry-run']],
    ['an option of a command, after an operand', ['export', 'ebay', '--to'], ['--to']],
    ['the choices of an option', ['--cache-strategy', ''], ['metadata', 'content']],
    ['a format', ['-f', 'js'], ['json']],
    ['a rule', ['explain', 'hash-u'], ['hash-unique']],
    ['a rule of an option', ['lint', '--only', 'hash-u'], ['hash-unique']],
    ['a marketplace', ['export', 'ama'], ['amazon']],
    ['a marketplace of an option', ['channels', '--channel', 'ama'], ['amazon']],
    ['a shell', ['completion', 'z'], ['zsh']],
  ])('of %s', async (_, words, found) => {
    expect(await complete(...words)).toEqual({ code: 0, found });
  });

  it.each([
    ['a path', ['listings/']],
    ['a path after a command', ['match', 'found/']],
    ['the file of an option', ['--baseline', 'l']],
  ])('of %s are left to the shell', async (_, words) => {
    expect(await complete(...words)).toEqual({ code: 1, found: [] });
  });

  it('name no rules where the config cannot be read', async () => {
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'listing-lint.config.yaml'), 'extends: [');
    expect(await runIn(broken, ['complete', '--', 'explain', 'h'])).toMatchObject({ code: 1, out: '', err: '' });
  });
});

/** What a shell does with `listing-lint ch<TAB>`, and with a word that only a file completes. */
const SESSIONS = {
  bash: `source script; COMP_WORDS=(listing-lint "$1"); COMP_CWORD=1; _listing_lint; echo "\${COMPREPLY[@]}"`,
  zsh: `compdef() { :; }; compadd() { print -l -- \${(P)2}; }; _files() { print files; }; source ./script; words=(listing-lint $1); CURRENT=2; _listing_lint`,
  fish: `source script; complete -C "listing-lint $argv[1]"`,
} as const;

describe.each(['bash', 'zsh', 'fish'] as const)('the script for %s', (shell) => {
  const isThere = spawnSync(shell, ['-c', 'true']).status === 0;

  it.skipIf(!isThere)('completes a command, and leaves files to the shell', () => {
    const place = join(folder, shell);
    mkdirSync(place);
    writeFileSync(join(place, 'script'), COMPLETION_SCRIPTS[shell]);
    writeFileSync(join(place, 'mug.jpg'), '');
    writeFileSync(
      join(place, 'listing-lint'),
      '#!/bin/sh\nfor word; do :; done\ncase "$word" in ch) echo channels ;; *) exit 1 ;; esac\n',
    );
    chmodSync(join(place, 'listing-lint'), 0o755);
    const session = (word: string): string =>
      execFileSync(shell, shell === 'fish' ? ['-c', SESSIONS[shell], word] : ['-c', SESSIONS[shell], shell, word], {
        cwd: place,
        encoding: 'utf8',
        env: { ...process.env, PATH: `${place}:${process.env['PATH']}`, HOME: place },
      }).trim();
    expect(session('ch')).toBe('channels');
    expect(session('mu')).toBe({ bash: '', zsh: 'files', fish: 'mug.jpg' }[shell]);
  });
});
