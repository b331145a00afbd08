import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from 'listing-lint';
import { expect, it } from 'vitest';

it('tells cases of one id of each other, of very many a few', async () => {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-ids-')));
  try {
    mkdirSync(join(cwd, 'cases'));
    writeFileSync(
      join(cwd, 'listing-lint.config.yaml'),
      'cases: ["cases/*.yaml"]\nrules: { case-consistent: error }\n',
    );
    const write = (name: string, id: string): void =>
      writeFileSync(join(cwd, `cases/${name}.yaml`), `id: ${id}\nstatus: closed\n`);
    for (let index = 100; index < 130; index += 1) write(`many-${index}`, 'many');
    for (const name of ['a', 'b']) write(name, 'two');
    write('one', 'one');
    const { report } = await lint({ cwd, asOf: '2026-11-26' });
    const toldAt = new Map(report.findings.map(({ subject, causes }) => [subject.path, causes[0]?.actual]));
    expect(toldAt.size).toBe(32);
    expect([toldAt.get('cases/a.yaml'), toldAt.get('cases/b.yaml')]).toEqual([['cases/b.yaml'], ['cases/a.yaml']]);
    const all = Array.from({ length: 30 }, (_, index) => `cases/many-${index + 100}.yaml`);
    expect(toldAt.get('cases/many-100.yaml')).toEqual(all.slice(1, 21));
    expect(toldAt.get('cases/many-129.yaml')).toEqual(all.slice(0, 20));
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
});
