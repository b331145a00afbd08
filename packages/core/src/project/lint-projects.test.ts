import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { lint } from '../lint/lint.ts';
import type { Report } from '../model/report.ts';
import { lintProjects, reportOf } from './lint-projects.ts';
import { builtin, CONFIG, computed, testFolder, YAML } from './test-folder.ts';

const TOOL = { name: 'listing-lint', version: 'test' };
const folder = testFolder();

const lintAll = async (paths: readonly string[]): Promise<Report> => {
  const all = await folder.open(paths);
  return reportOf(all, TOOL, await lintProjects({ opened: all, tool: TOOL, asOf: '2026-01-01' }));
};
describe('linting projects', () => {
  beforeEach(() => {
    folder.write('brands/a/cup/1.jpg');
  });

  it('keeps their sets apart, and their fingerprints those that they have by themselves', async () => {
    const joined = await lintAll(['brands']);
    expect(joined.findings.map(({ subject, related }) => [subject.path, ...related.map(({ path }) => path)])).toEqual([
      ['a/cup/1.jpg', 'a/mug/1.jpg'],
      ['a/mug/1.jpg', 'a/cup/1.jpg'],
    ]);
    expect(joined.findings[0]?.message).toContain('"a/mug/1.jpg"');
    expect(joined.findings[0]?.related[0]?.message).toBe('the same as a/mug/1.jpg');
    expect(joined.projects?.map(({ path, summary }) => [path, summary.errors])).toEqual([
      ['a', 2],
      ['b', 0],
    ]);
    const [a] = (await folder.open(['brands/a'])).projects;
    if (a === undefined) throw new Error('there is no project');
    const alone = await lint({ config: a.config, tool: TOOL, asOf: '2026-01-01' });
    const prints = ({ findings }: Report) =>
      findings.map(({ fingerprint, contentFingerprint }) => [fingerprint, contentFingerprint]);
    expect(prints(joined)).toEqual(prints(alone.report));
    expect(alone.report.projects).toBeUndefined();
    expect(joined.projects?.[0]?.policy).toEqual(alone.report.policy);
  });

  it('joins the sets of listed projects, and measures each subject once', async () => {
    folder.write(YAML, `projects: ["brands/*"]\nsharedSet: true\n${CONFIG}`);
    folder.write('mug/1.jpg');
    const joined = await lintAll(['.']);
    const related = Object.fromEntries(
      joined.findings.map(({ subject, related: others }) => [subject.path, others.map(({ path }) => path).sort()]),
    );
    const all = ['brands/a/cup/1.jpg', 'brands/a/mug/1.jpg', 'brands/b/mug/1.jpg', 'mug/1.jpg'];
    expect(related).toEqual(Object.fromEntries(all.map((path) => [path, all.filter((other) => other !== path)])));
    expect([...computed].sort()).toEqual(all.map((path) => join(folder.path, path)));
  });

  it('joins them where one alone is linted, too', async () => {
    folder.write(YAML, `projects: ["brands/*"]\nsharedSet: true\n${CONFIG}`);
    const report = await lintAll(['brands/b']);
    expect(report.subjects.map(({ path }) => path)).toEqual(['mug/1.jpg']);
    expect(report.findings[0]?.related.map(({ path }) => path)).toEqual(['../a/cup/1.jpg', '../a/mug/1.jpg']);
  });

  it('tells of a project that is empty, and ends where all are', async () => {
    folder.write(`brands/c/${YAML}`, CONFIG);
    const report = await lintAll(['brands']);
    expect(report.notices).toEqual([
      {
        level: 'warning',
        code: 'no-subjects',
        message: 'nothing was linted: there is no picture',
        project: 'c',
      },
    ]);
    for (const path of ['a/cup', 'a/mug', 'b/mug']) rmSync(join(folder.path, 'brands', path), { recursive: true });
    await expect(lintAll(['brands'])).rejects.toMatchObject({ code: 'no-subjects' });
  });

  it('keeps rules of one id apart that projects define otherwise', async () => {
    const rule = (title: string): string =>
      (builtin.rules?.[0]?.text ?? '').replace('no-twins', 'own').replace('No twins', title);
    for (const brand of ['a', 'b']) {
      folder.write(`brands/${brand}/own.yaml`, rule(`of ${brand}`));
      folder.write(`brands/${brand}/${YAML}`, 'ruleFiles: [own.yaml]\n');
    }
    const { rules } = await lintAll(['brands']);
    expect(rules.map(({ id, title, project }) => [id, title, project])).toEqual([
      ['own', 'of a', undefined],
      ['own', 'of b', 'b'],
    ]);
  });
});
