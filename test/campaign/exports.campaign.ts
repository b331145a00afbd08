// npm run campaign exports DIR…
// Exports the pictures of folders for every marketplace (the suite: two made pictures), and tells each finding that is an error. Exit 1 where one is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { channels, exportPictures } from 'listing-lint';

const folders = process.argv.slice(2);
const out = mkdtempSync(join(tmpdir(), 'listing-lint-exports-'));
let errors = 0;
try {
  for (const [index, folder] of folders.entries()) {
    const cwd = resolve(folder);
    const { report: known } = await channels({ cwd, channels: ['amazon'] });
    process.stdout.write(`${folder}: ${known.pictures.length} pictures\n`);
    const { report: all } = await channels({ cwd, paths: [known.pictures[0]?.path ?? '.'] });
    for (const { id } of all.channels) {
      const { report } = await exportPictures({ cwd, channel: id, to: join(out, String(index), id) });
      const count = (...kinds: readonly string[]): number =>
        report.outcomes.filter(({ kind }) => kinds.includes(kind)).length;
      const wrong = report.findings.filter(({ severity }) => severity === 'error');
      errors += wrong.length;
      process.stdout.write(
        `| ${id} | ${count('written', 'unchanged')} | ${count('refused')} | ${count('failed')} | ${wrong.length} | ${report.findings.length - wrong.length} |\n`,
      );
      for (const { path, message } of wrong) process.stdout.write(`${path}: ${message}\n`);
    }
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}
process.exitCode = errors === 0 ? 0 : 1;
