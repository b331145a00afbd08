import { expect, it } from 'vitest';
import { fixtureContext } from '../testing/context.ts';
import { hostileReport } from '../testing/hostile-report.ts';
import { shopReport } from '../testing/shop-report.ts';
import { unmarkedReport } from '../testing/shop-variants.ts';
import { github } from './github.ts';

const COMMAND = /^::(error|warning|notice) ([^:]*)::(.*)$/;

/** Reads commands as the runner does: one a line, `%` escapes undone in values. */
const commands = (output: string): readonly { level: string; file: string | undefined; message: string }[] =>
  output.split(/\r\n|\r|\n/).flatMap((line) => {
    const [, level = '', properties = '', message = ''] = COMMAND.exec(line) ?? [];
    if (level === '') return [];
    const file = /(?:^|,)file=([^,]*)/.exec(properties)?.[1];
    return [
      { level, file: file === undefined ? undefined : decodeURIComponent(file), message: decodeURIComponent(message) },
    ];
  });

it('prints the worst first and says how many more there are', async () => {
  const report = shopReport({ listings: 60, picturesPerListing: 6 });
  const all = commands(await github.render(report, fixtureContext()));
  const errors = all.filter(({ level }) => level === 'error');
  expect(errors).toHaveLength(10);
  const shown = errors.slice(0, -1).map(({ message }) => Number(/^(\d+) (?:of \d+ )?images: /.exec(message)?.[1] ?? 1));
  expect(Math.max(...shown)).toBeGreaterThan(1);
  const more = report.summary.errors - shown.reduce((sum, weight) => sum + weight);
  expect(errors.at(-1)?.message).toBe(`${more} more errors: see the job summary or the report`);
  expect(all.map(({ level }) => level)).toEqual(
    all.map(({ level }) => level).toSorted((a, b) => 'ewn'.indexOf(a.charAt(0)) - 'ewn'.indexOf(b.charAt(0))),
  );
});

it('says nothing about more where all fit', async () => {
  const report = shopReport({ listings: 6, picturesPerListing: 5 });
  const all = commands(await github.render(report, fixtureContext({ options: { github: { prefix: 'shop/' } } })));
  expect(all).toHaveLength(report.findings.length + (report.notices ?? []).length);
  expect(all[0]?.file).toBe('shop/listings/blue-mug/2.jpg');
});

it('lets no file name or message begin a command or add a property', async () => {
  const report = hostileReport();
  const output = await github.render(report, fixtureContext());
  const lines = output.split(/\r\n|\r|\n/).filter((line) => line !== '');
  expect(lines.filter((line) => !COMMAND.test(line))).toEqual([expect.stringMatching(/^\d+ errors, /)]);
  expect(lines.filter((line) => line.startsWith('##['))).toEqual([]);
  expect(
    commands(output)
      .map(({ level }) => level)
      .filter((level) => level === 'error'),
  ).toHaveLength(10);
  for (const line of lines)
    expect(line.match(/(?:^::\w+ |,)(?:file|title|line|col)=/g)?.length ?? 0).toBeLessThanOrEqual(4);
});

it('says once, of no file, what is true of all pictures', async () => {
  const report = unmarkedReport({ listings: 30, picturesPerListing: 5 });
  const [first, ...others] = commands(await github.render(report, fixtureContext()));
  expect(first).toEqual({ level: 'error', file: undefined, message: 'all 150 images: no watermark found' });
  expect(others.some(({ message }) => message.includes('no watermark found'))).toBe(false);
});
