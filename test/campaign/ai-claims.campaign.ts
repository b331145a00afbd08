// npm run campaign ai-claims DIR…
// Lints every picture below the folders by the rule `ai-label`, and counts those of which it says that a model had a part in them. On photos
// of cameras and catalogues none should be: exit 1 where one is. What is skipped has no trace, which says nothing.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';

const program = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const PICTURES = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif', '.heic', '.tif', '.tiff', '.gif']);

interface ReportedSubject {
  readonly path: string;
  readonly outcomes: Readonly<Record<'pass' | 'fail' | 'skip' | 'inconclusive', readonly string[]>>;
}

const picturesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => PICTURES.has(extname(path).toLowerCase()))
    .map((path) => join(folder, path));

/** How often the rule said what, and of which pictures it claims something. */
const claimsOn = (
  pictures: readonly string[],
  root: string,
): { readonly counts: ReadonlyMap<string, number>; readonly claims: readonly string[] } => {
  const folder = join(root, 'listings', 'all');
  mkdirSync(folder, { recursive: true });
  for (const [i, path] of pictures.entries()) copyFileSync(path, join(folder, `${i}-${basename(path)}`));
  writeFileSync(join(root, 'listing-lint.config.yaml'), 'listings: ["listings/*"]\nrules: { ai-label: error }\n');
  const report = join(root, 'report.json');
  spawnSync(process.execPath, [program, 'lint', '-f', `json:${report}`], { cwd: root, stdio: 'ignore' });
  const { subjects }: { readonly subjects: readonly ReportedSubject[] } = JSON.parse(readFileSync(report, 'utf8'));
  const counts = new Map<string, number>();
  const claims: string[] = [];
  for (const { path, outcomes } of subjects.filter((each) => each.path.startsWith('listings/all/'))) {
    const said = (['pass', 'fail', 'skip', 'inconclusive'] as const).find((each) =>
      outcomes[each].includes('ai-label'),
    );
    counts.set(said ?? 'not judged', (counts.get(said ?? 'not judged') ?? 0) + 1);
    const picture = pictures[Number(/\/(\d+)-/.exec(path)?.[1])] ?? path;
    if (said === 'pass' || said === 'fail') claims.push(picture);
  }
  return { counts, claims };
};

const folders = process.argv.slice(2).map((folder) => resolve(process.env['INIT_CWD'] ?? '.', folder));
const all = { pictures: 0, claims: 0 };
process.stdout.write(
  '| folder | pictures | claims | nothing known | inconclusive | not judged |\n|---|---|---|---|---|---|\n',
);
for (const folder of folders) {
  const pictures = picturesIn(folder);
  const root = mkdtempSync(join(tmpdir(), 'listing-lint-ai-claims-'));
  try {
    const { counts, claims } = claimsOn(pictures, root);
    const of = (outcome: string): number => counts.get(outcome) ?? 0;
    process.stdout.write(
      `| ${basename(folder)} | ${pictures.length} | ${claims.length} | ${of('skip')} | ${of('inconclusive')} | ${of('not judged')} |\n`,
    );
    for (const claim of claims) process.stderr.write(`claimed: ${claim}\n`);
    all.pictures += pictures.length;
    all.claims += claims.length;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
process.stdout.write(`| all | ${all.pictures} | ${all.claims} | | | |\n`);
process.exitCode = all.claims > 0 || all.pictures === 0 ? 1 : 0;
