import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandIn } from './test-command.ts';

const CASES = {
  0: 'id: 2026-000\nstatus: open\n',
  1: `id: 2026-001
status: open
platform: ebay
jurisdiction: US
timeZone: America/New_York
counterparty: { timeZone: America/New_York }
events: [{ type: filed, at: 2026-11-10 }, { type: counter-forwarded, at: 2026-11-20T12:00-05:00 }]
`,
  2: 'id: 2026-002\nstatus: open\ndirection: accused\ntimeZone: Europe/London\naccusation: { receivedAt: 2026-11-23T10:00Z, respondBy: 2026-12-01T12:00Z }\n',
  3: 'id: 2026-003\nstatus: open\nplatform: aliexpress\ntimeZone: Asia/Shanghai\nevents: [{ type: filed, at: 2026-11-24 }]\n',
  4: 'id: 2026-004\nstatus: closed\n',
  5: 'id: 2026-005\nstatus: closed\n',
};
let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-times-')));
  writeFileSync(join(root, 'listing-lint.config.yaml'), 'extends: recommended\ncases: ["*.case.yaml"]\n');
  for (const [name, text] of Object.entries(CASES)) writeFileSync(join(root, `${name}.case.yaml`), text);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const command = (...argv: string[]) => commandIn(root, 'case', ...argv, '--as-of', '2026-11-26');

describe('case status', () => {
  it('is as the page shows it', async () => {
    const { code, out, err } = await command('status');
    expect([code, err]).toEqual([0, '']);
    const page = readFileSync(new URL('../../../../../docs/case-command.md', import.meta.url), 'utf8');
    expect(/```text status\n\$ [^\n]+\n([\s\S]*?)```/.exec(page)?.[1]).toBe(out);
  });
  it('is data with sources, of what is named alone', async () => {
    const { out } = await command('status', '2026-001', '-f', 'json');
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      asOf: '2026-11-26',
      open: [
        {
          id: '2026-001',
          next: { actor: 'us', due: { earliest: '2026-12-07' } },
          deadlines: [{ source: { certainty: 'C' } }],
        },
      ],
    });
  });
  it('leaves out what has mistakes, and says so', async () => {
    writeFileSync(join(root, '3.case.yaml'), 'id: 2026-003\nstatus: ajar\n');
    const { code, out, err } = await command('status');
    expect([code, out.split('\n').length]).toEqual([1, 7]);
    expect(err).toContain('3.case.yaml is left out: ');
    writeFileSync(join(root, '3.case.yaml'), 'id: 2026-003\nstatus: "ajar\\u202e"\n');
    const acting = await command('status');
    expect(acting.err).toContain('\\u{202e}');
    expect(acting.err).not.toContain('\u202e');
    expect(await command('status', '3.case.yaml')).toMatchObject({
      code: 2,
      err: expect.stringContaining('has mistakes'),
    });
  });
  it('counts by the options of the rules about deadlines, as lint does', async () => {
    writeFileSync(
      join(root, '6.case.yaml'),
      'id: 2026-006\nstatus: open\nplatform: amazon\ntimeZone: America/New_York\nevents: [{ type: filed, at: 2026-11-10T12:00-05:00 }]\n',
    );
    const config = (rules: string) =>
      writeFileSync(join(root, 'listing-lint.config.yaml'), `cases: ["*.case.yaml"]\nrules: ${rules}\n`);
    config('{ response-due: error }');
    expect((await command('status', '2026-006')).out).toContain('2026-006  2026-11-21  5 days ago  the platform');
    // Veterans Day and Thanksgiving are no business days.
    config('{ response-due: { severity: error, answerDays: 12 } }');
    expect((await command('status', '2026-006')).out).toContain('2026-006  2026-11-30  4 days  the platform');
    expect((await command('timeline', '2026-006')).out).toContain('12 business days (US)');
    const due = async () => {
      const { out } = await commandIn(root, 'lint', '-f', 'json', '--as-of', '2026-11-26');
      const { subjects } = JSON.parse(out);
      const docket = subjects.find(({ path }: { path: string }) => path === '6.case.yaml').particulars.value;
      return docket.deadlines.map(({ state, until }: { state: string; until: string }) => `${state} ${until}`);
    };
    expect(await due()).toEqual(['due-soon 2026-11-30']);
    config('{ response-due: { severity: off, answerDays: 12 }, response-due-soon: { severity: error, days: 2 } }');
    expect(await due()).toEqual(['open 2026-11-30']);
    expect((await command('status', '2026-006')).out).toContain('2026-006  2026-11-30  4 days  the platform');
    // A preset of the user's own counts as well.
    writeFileSync(join(root, 'own.yaml'), 'rules: { response-due: { severity: error, answerDays: 12 } }\n');
    writeFileSync(join(root, 'listing-lint.config.yaml'), 'extends: ./own.yaml\ncases: ["*.case.yaml"]\n');
    expect(await due()).toEqual(['due-soon 2026-11-30']);
    expect((await command('status', '2026-006')).out).toContain('2026-006  2026-11-30  4 days  the platform');
  });
  it('says what to do where there are no cases', async () => {
    writeFileSync(join(root, 'listing-lint.config.yaml'), 'extends: recommended\n');
    expect(await command('status')).toMatchObject({
      code: 2,
      err: expect.stringContaining('the config names no cases'),
    });
  });
});

describe('case timeline', () => {
  it('cannot be written below a file, and says so', async () => {
    expect(await command('timeline', '--force', '-o', '1.case.yaml/b.txt')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^listing-lint: cannot write 1\.case\.yaml\/b\.txt/),
    });
  });
  it('writes text, and a calendar to a file that it does not write over', async () => {
    expect((await command('timeline', '2026-003')).out).toContain('2026-11-24  we          complaint filed\n');
    const first = await command('timeline', '-f', 'ics', '-o', 'due.ics');
    expect([first.code, first.err]).toEqual([
      0,
      'listing-lint: 1 duty has no day: the calendar shows it on the day of the run\n',
    ]);
    const calendar = readFileSync(join(root, 'due.ics'), 'utf8');
    expect(calendar.match(/^BEGIN:VEVENT/gm)).toHaveLength(4);
    expect(await command('timeline', '-f', 'ics', '-o', 'due.ics')).toMatchObject({ code: 2 });
    expect(await command('timeline', '-f', 'ics', '-o', 'due.ics', '--force')).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, 'due.ics'), 'utf8')).toBe(calendar);
  });
  it.each(['text', 'html', 'ics'])('with --force takes the place of what it wrote alone: %s', async (format) => {
    const there = (): string => readFileSync(join(root, 'out'), 'utf8');
    for (const own of ['mine', '<title>My page</title>', 'BEGIN:VCALENDAR\r\nPRODID:-//Mine//EN\r\n']) {
      writeFileSync(join(root, 'out'), own);
      const { code, err } = await command('timeline', '-f', format, '-o', 'out', '--force');
      expect([code, err, there()]).toEqual([2, expect.stringContaining('not an earlier output'), own]);
    }
    rmSync(join(root, 'out'));
    for (const flags of [[], ['--force']])
      expect(await command('timeline', '-f', format, '-o', 'out', ...flags)).toMatchObject({ code: 0 });
  });
  it('draws every open case on a page', async () => {
    const { code, out, err } = await command('timeline', '-f', 'html');
    expect([code, err]).toEqual([0, '']);
    expect([...out.matchAll(/<h2><bdi>(\S+)/g)].map(([, id]) => id).sort()).toEqual([
      '2026-000',
      '2026-001',
      '2026-002',
      '2026-003',
    ]);
  });
  it('makes no calendar of nothing', async () => {
    const events = 'events: [{ type: filed, at: 2026-11-01 }, { type: removed, at: 2026-11-03 }]';
    writeFileSync(join(root, 'removed.yaml'), `id: removed\nstatus: open\n${events}\n`);
    expect(await command('timeline', 'removed.yaml', '-f', 'ics')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('nobody has to do anything that is known'),
    });
  });
});
