import { expect, it } from 'vitest';
import { reporters } from './reporters.ts';
import { fixtureContext } from './testing/context.ts';
import { HOSTILE } from './testing/hostile-report.ts';
import { joinedReport } from './testing/shop-variants.ts';

const joined = joinedReport({ listings: 6, picturesPerListing: 5 });
const render = async (id: string, report = joined): Promise<string> => {
  const reporter = reporters.find((each) => each.id === id);
  if (reporter === undefined) throw new Error(`no reporter "${id}"`);
  return reporter.render(report, fixtureContext());
};

it.each(['text', 'html', 'markdown', 'audit'])('%s names every project', async (id) => {
  const output = await render(id);
  const missing = (joined.projects ?? []).filter(({ path }) => !output.includes(`${path}/`));
  expect(missing).toEqual([]);
  expect(/6 projects|>Projects</.test(output)).toBe(true);
});

it('lets no name of a folder act in a report', async () => {
  const hostile = { ...joined, projects: (joined.projects ?? []).map((each) => ({ ...each, path: HOSTILE.join('') })) };
  const isPlain = (text: string): boolean =>
    !/[\p{Cc}\p{Cs}\u200f\u202a-\u202e\u2066-\u2069]/u.test(text.replaceAll('\n', ''));
  expect(isPlain(await render('text', hostile))).toBe(true);
  expect(isPlain(await render('markdown', hostile))).toBe(true);
  const page = await render('html', hostile);
  const elements = page.slice(page.indexOf('<body'), page.lastIndexOf('<script>'));
  expect(/<(img|script|svg|iframe)\b/i.test(elements)).toBe(false);
});
