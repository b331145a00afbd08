// npm run campaign c2pa-samples DIR
// Holds what the fact `c2pa` says of the public test files of C2PA (c2pa-org/public-testfiles) against what their names say was done to them: `E-dat`
// and `X`: the picture was changed, `E-uri`: an assertion was, `I`: no manifest, else all holds. Others are listed. Exit 1 where one differs.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { z } from 'zod';

const program = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const inspected = z.looseObject({
  subject: z.looseObject({ path: z.string() }),
  facts: z.looseObject({
    c2pa: z.looseObject({
      present: z.boolean().nullable(),
      state: z.string().nullable(),
      faults: z.array(z.string()).nullable(),
    }),
  }),
});
/** Of pictures; a listing has no such fact. */
const inspections = (text: string) =>
  z
    .array(z.unknown())
    .parse(JSON.parse(text))
    .flatMap((each) => inspected.safeParse(each).data ?? []);

/** The faults that a name promises; undefined for names that promise nothing, null for files without a manifest. */
const expectedOf = (name: string): readonly string[] | null | undefined => {
  const [, code] = /^adobe-\d+-([A-Za-z-]+)$/.exec(name) ?? [];
  if (code === undefined) return undefined;
  if (code === 'I') return null;
  if (code.startsWith('E-dat') || code.startsWith('X')) return ['assertion.dataHash.mismatch'];
  return code.startsWith('E-uri') ? ['assertion.hashedURI.mismatch'] : [];
};

const [given] = process.argv.slice(2);
if (given === undefined) {
  process.stderr.write('usage: npm run campaign c2pa-samples DIR\n');
  process.exit(2);
}
const root = mkdtempSync(join(tmpdir(), 'c2pa-samples-'));
let wrong = 0;
try {
  mkdirSync(join(root, 'all'));
  for (const name of readdirSync(resolve(given))) copyFileSync(join(given, name), join(root, 'all', name));
  writeFileSync(join(root, 'listing-lint.config.yaml'), 'listings: ["all"]\nrules: { c2pa-valid: warn }\n');
  const { stdout } = spawnSync(process.execPath, [program, 'inspect', 'all'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2e8,
  });
  for (const { subject, facts } of inspections(stdout)) {
    const name = basename(subject.path, extname(subject.path));
    const expected = expectedOf(name);
    const { present, state, faults } = facts.c2pa;
    const isRight =
      expected === undefined ||
      (expected === null ? present === false : JSON.stringify(faults) === JSON.stringify(expected));
    if (!isRight) wrong++;
    const said = present === true ? `${state}: ${faults?.join(', ') ?? 'not checked'}` : 'no manifest';
    process.stdout.write(`${expected === undefined ? 'no word' : isRight ? 'as made' : 'DIFFERS'}  ${name}  ${said}\n`);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
process.stdout.write(`${wrong} ${wrong === 1 ? 'file differs' : 'files differ'}\n`);
process.exitCode = wrong === 0 ? 0 : 1;
