// npm run campaign monitor-photos THEIRS OURS [mark]
// Looks through a folder of photos of others for those of another folder, and tells CPU a picture beyond decoding and beyond what any run costs. With `mark`
// the shop has a mark, which is on none of them. Exit 1 where a picture costs more than 40 ms without marks, or 120 ms with them.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { decodeCanonical } from '@listing-lint/rules/image';
import { monitor } from 'listing-lint';
import { markPng } from '../watermark/shop.ts';

const [, , theirs = '', ours = '', third] = process.argv;
const hasMark = third === 'mark';
const MOST = hasMark ? 120 : 40;
const ROUNDS = 2;
const PICTURES = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif']);
const from = process.env['INIT_CWD'] ?? '.';

const photosIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => PICTURES.has(extname(name).toLowerCase()))
    .sort()
    .map((name) => join(folder, name));

const cpuOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const root = mkdtempSync(join(tmpdir(), 'monitor-photos-'));
// Beside the shop and not in it, where each would be one of ours.
const web = mkdtempSync(join(tmpdir(), 'monitor-web-'));
try {
  const files = photosIn(resolve(from, theirs));
  const lay = (folder: string, some: readonly string[]): void => {
    mkdirSync(folder, { recursive: true });
    for (const [n, file] of some.entries()) cpSync(file, join(folder, `${n}${extname(file).toLowerCase()}`));
  };
  lay(join(root, 'originals'), photosIn(resolve(from, ours)));
  lay(join(web, 'theirs'), files);
  lay(join(web, 'one'), files.slice(0, 1));
  mkdirSync(join(root, 'brand'));
  writeFileSync(join(root, 'brand/mark.png'), await markPng());
  const mark = hasMark ? 'brand: { watermarks: [brand/mark.png] }\n' : '';
  writeFileSync(join(root, 'listing-lint.config.yaml'), `extends: [recommended]\noriginals: ["originals/*"]\n${mark}`);
  const look = (source: string) => async () => {
    const { report } = await monitor({ cwd: root, sources: [join(web, source)], dryRun: true });
    const told = report.checks.flatMap(({ found = [] }) => found).length;
    if (told > 0)
      throw new Error(`${told} pictures of ${source} are told: this measures crawls of what is none of ours`);
  };
  const decode = async (): Promise<void> => {
    for (let at = 0; at < files.length; at += 4)
      await Promise.all(files.slice(at, at + 4).map((file) => decodeCanonical(readFileSync(file), 50e6)));
  };
  // What is made once a machine, or once a process, is not counted.
  await look('one')();
  process.stdout.write(
    '| photos | all, ms | any run, ms | decode | CPU ms a picture | beyond decode |\n|---|---|---|---|---|---|\n',
  );
  const beyond: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const any = await cpuOf(look('one'));
    const all = await cpuOf(look('theirs'));
    const decoded = (await cpuOf(decode)) / files.length;
    const each = (all - any) / Math.max(1, files.length - 1);
    beyond.push(each - decoded);
    const numbers = [decoded, each, each - decoded].map((value) => value.toFixed(1));
    process.stdout.write(`| ${files.length} | ${all.toFixed(0)} | ${any.toFixed(0)} | ${numbers.join(' | ')} |\n`);
  }
  process.exitCode = Math.min(...beyond) > MOST ? 1 : 0;
} finally {
  for (const folder of [root, web]) rmSync(folder, { recursive: true, force: true });
}
