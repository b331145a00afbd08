// Which thefts of products without detail `match` finds or names: each of ours that is too plain to be known in part, under all attacks of thefts.bench.ts and
// cut out and put on other backgrounds; and how many pictures that are none of ours are left open with them.
//   npm run bench plain-thefts -- --photos SHOP… --foreign OTHER-SHOP… [--most 60] [--cut-outs]
// `--cut-outs` leaves the attacks out; `--list FILE` stores the result of each.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ANYWHERE } from '@listing-lint/core';
import { openBytesMatch } from '@listing-lint/vision';

import { cutOutOf, GROUNDS, setOn } from './thefts/cut-outs.ts';
import { baseOfFile, distinct, seededBy, wilson } from './thefts/photos.ts';
import { THEFTS } from './thefts/theft-attacks.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', multiple: true },
    foreign: { type: 'string', multiple: true },
    most: { type: 'string', default: '1000' },
    'cut-outs': { type: 'boolean', default: false },
    list: { type: 'string' },
  },
});

const photos = await distinct(values.photos ?? []);
const foreign = await distinct(values.foreign ?? []);
const { tooPlain, match, close } = await openBytesMatch(
  photos.map((file) => ({ file, name: file, within: ANYWHERE })),
  { thrifty: false },
);
const plain = tooPlain.slice(0, Number(values.most));
console.log(`${photos.length} photos, ${tooPlain.length} of them too plain; ${foreign.length} photos of others`);
if (values.list !== undefined) writeFileSync(values.list, '');

type Answer = 'found' | 'named' | 'suspicion' | 'others called a copy' | 'others named' | 'nothing';
const ask = async (bytes: Buffer, ours: string | null): Promise<Answer> => {
  const { matches } = await match(bytes, 'theft.jpg');
  const isSure = (verdict: string): boolean => verdict === 'duplicate' || verdict === 'variant';
  const own = matches.filter(({ path }) => path === ours);
  if (own.some(({ verdict }) => isSure(verdict))) return 'found';
  if (own.length > 0) return own.some(({ verdict }) => verdict === 'undecided') ? 'named' : 'suspicion';
  if (matches.some(({ verdict }) => isSure(verdict))) return 'others called a copy';
  return matches.length > 0 ? 'others named' : 'nothing';
};

const rows = new Map<string, Answer[]>();
const note = (row: string, file: string, answer: Answer): void => {
  rows.set(row, [...(rows.get(row) ?? []), answer]);
  if (values.list !== undefined) appendFileSync(values.list, `${JSON.stringify({ row, file, answer })}\n`);
};

const others = await Promise.all(foreign.slice(0, 40).map(baseOfFile));
for (const [k, file] of plain.entries()) {
  const base = await baseOfFile(file);
  const cut = await cutOutOf(base);
  const other = others[k % Math.max(1, others.length)];
  for (const [name, ground] of Object.entries(GROUNDS)) {
    if (cut === null || other === undefined) continue;
    const random = seededBy(`${file} ${name}`);
    note(`cut out, on ${name}`, file, await ask(await setOn(await ground(random, other), cut, random), file));
  }
  for (const theft of values['cut-outs'] ? [] : THEFTS)
    note(theft.name, file, await ask(await theft.make(base, others, seededBy(file)), file));
}
for (const file of foreign) note('none of ours', file, await ask(readFileSync(file), null));
close();

const ANSWERS: readonly Answer[] = [
  ...(['found', 'named', 'suspicion', 'others called a copy', 'others named', 'nothing'] as const),
];
console.log(`\n| | n | ${ANSWERS.join(' | ')} | found or named |\n|---|---|${'---|'.repeat(ANSWERS.length + 1)}`);
for (const [row, answers] of rows) {
  const counts = ANSWERS.map((each) => answers.filter((answer) => answer === each).length);
  const said = answers.filter((answer) => answer === 'found' || answer === 'named').length;
  const rate = `${((100 * said) / answers.length).toFixed(1)} (${wilson(said, answers.length)})`;
  console.log(`| ${row} | ${answers.length} | ${counts.join(' | ')} | ${row === 'none of ours' ? '–' : rate} |`);
}
