import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { CommandContext, PluginCommand } from '../model/command.ts';
import { Guard } from './guard.ts';
import { guardCommand } from './guarded-command.ts';
import { Owner } from './owner.ts';

const context: CommandContext = {
  cwd: '/',
  today: '2026-11-25',
  project: { root: '/', settings: undefined, findSubjects: async () => [] },
  print: () => undefined,
  notice: () => undefined,
  progress: () => undefined,
  writeReport: () => delay(1200),
};
const run = (work: PluginCommand['run'], timeoutMs = 800) =>
  guardCommand(
    { name: 'list', summary: 'Lists.', run: work },
    new Owner(new Guard({ timeoutMs }), 'the plugin "acme"', '/acme.js'),
  ).run({}, context);

it('passes on the exit code, and refuses any other value', async () => {
  await expect(run(async () => 1)).resolves.toBe(1);
  // @ts-expect-error no compiler has looked at it
  await expect(run(async () => 7)).rejects.toThrow(
    'the plugin "acme" failed: its command "list" gave what it must not',
  );
});

it('ends a command that takes longer than its time', async () => {
  await expect(run(() => delay(5000, 0))).rejects.toMatchObject({ code: 'plugin-timeout' });
});

it('lets no time pass while a file is written', async () => {
  await expect(
    run(async (_input, { writeReport }) => {
      await writeReport('a.txt', '');
      return 0;
    }),
  ).resolves.toBe(0);
});

it('gives a command its time again where it reports progress', async () => {
  await expect(
    run(async (_input, { progress }) => {
      for (let done = 0; done < 6; done++) {
        await delay(200);
        progress(done, 6);
      }
      return 0;
    }),
  ).resolves.toBe(0);
});
