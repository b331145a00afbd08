import { expect, it } from 'vitest';
import type { Io } from './output/io.ts';
import { run } from './run.ts';

const command = async (...argv: string[]): Promise<{ code: number; out: string; err: string }> => {
  const written = { out: '', err: '' };
  const io: Io = {
    cwd: '/',
    env: {},
    stdout: (text) => {
      written.out += text;
    },
    stderr: (text) => {
      written.err += text;
    },
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    columns: 80,
    now: () => new Date(2026, 10, 24),
  };
  return { code: await run(argv, io), ...written };
};

it.each([[], ['lint'], ['case'], ['case', 'new']])('shows of %j what --help does', async (...names: string[]) => {
  const help = await command('help', ...names);
  expect(help).toMatchObject({ code: 0, err: '' });
  expect(help.out).toContain(`Usage: ${['listing-lint', ...names].join(' ')} [options]`);
  expect(help).toEqual(await command(...names, '--help'));
});

it.each([
  ['match', 'a.jpg', '--nope'],
  ['case', 'new', '--nope'],
])('tells of what a command does not know as all errors are told: %j', async (...argv: string[]) => {
  expect(await command(...argv)).toEqual({ code: 2, out: '', err: "listing-lint: unknown option '--nope'\n" });
});

it.each([
  [['inspct'], 'listing-lint has no command "inspct"\n  did you mean "inspect"?\n'],
  [['nonsense'], 'listing-lint has no command "nonsense"\n  listing-lint --help lists them\n'],
  [['case', 'leter'], 'listing-lint case has no command "leter"\n  did you mean "letter"?\n'],
  [['lint', 'photos'], 'listing-lint lint has no command "photos"\n  listing-lint lint --help lists them\n'],
])('gives the nearest name for %j', async (names, said) => {
  expect(await command('help', ...names)).toEqual({ code: 2, out: '', err: `listing-lint: ${said}` });
});
