import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layOut, readCommand, removeRoot, runIn } from './scenario.ts';

// A folder is a case: command.yaml, input/, stdout.txt, stderr.txt. `vitest -u` writes the two texts anew.
const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(import.meta.dirname, entry.name, 'command.yaml')))
  .map((entry) => entry.name)
  .sort();

describe('scenarios', () => {
  it.each(folders)('%s', async (name) => {
    const folder = join(import.meta.dirname, name);
    const command = readCommand(folder);
    const root = await layOut(folder, command);
    try {
      const { status, stdout, stderr } = await runIn(root, command.args, command);
      await expect(stdout).toMatchFileSnapshot(join(folder, 'stdout.txt'));
      await expect(stderr).toMatchFileSnapshot(join(folder, 'stderr.txt'));
      expect(status).toBe(command.status);
      expect(`${stdout}${stderr}`).not.toMatch(/\n\s+at .*:\d+:\d+\)?\n|node_modules|this is a bug/);
    } finally {
      removeRoot(root);
    }
  });
});
