import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { writePicture } from './scenarios/pictures.ts';
import { runIn } from './scenarios/scenario.ts';

const GUIDE = join(import.meta.dirname, '../docs/rules-guide.md');
const BLOCK = /^```(yaml title="([^"]+)"|console)\n([\s\S]*?)^```$/gm;

/**
 * Goes through the guide from top to bottom in a small shop: a titled block is written as a file, a console block is run and must print
 * what stands under its command. `vitest -u` writes the outputs anew.
 */
it('the guide to rules is true', async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-guide-')));
  const text = readFileSync(GUIDE, 'utf8');
  try {
    const picture = { seed: 1, mirror: false, quality: 85 };
    await writePicture(root, 'listings/mug/1.jpg', { ...picture, width: 1200, height: 900 });
    await writePicture(root, 'listings/mug/2.jpg', { ...picture, seed: 2, width: 1200, height: 900 });
    await writePicture(root, 'listings/lamp/1.jpg', { ...picture, seed: 3, width: 1000, height: 1000 });
    await writePicture(root, 'rules/examples/small.jpg', { ...picture, width: 300, height: 300 });
    const written: string[] = [];
    let end = 0;
    for (const match of text.matchAll(BLOCK)) {
      const [block, , title, body = ''] = match;
      written.push(text.slice(end, match.index));
      end = match.index + block.length;
      if (title !== undefined) {
        mkdirSync(dirname(join(root, title)), { recursive: true });
        writeFileSync(join(root, title), body);
        written.push(block);
      } else {
        written.push(`\`\`\`console\n${await runBlock(root, body)}\`\`\``);
      }
    }
    written.push(text.slice(end));
    await expect(written.join('')).toMatchFileSnapshot(GUIDE);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

/** The command of a block and what it prints. */
const runBlock = async (root: string, body: string): Promise<string> => {
  const command = body.split('\n', 1)[0] ?? '';
  const [dollar, program, ...args] = command.split(' ');
  expect([dollar, program]).toEqual(['$', 'listing-lint']);
  const { stdout, stderr } = await runIn(root, args);
  return `${command}\n${stdout}${stderr}`;
};
