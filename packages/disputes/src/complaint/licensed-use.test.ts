import { describe, expect, it } from 'vitest';
import { readCaseFile } from '../case/file/case-file.ts';
import { complainedWhileLicensed } from '../case/file/licensees.ts';

const filedOn = (text: string): string | undefined => {
  const listing = '{ listing: A, seller: harbour, firstSeen: 2026-03-01, lastSeen: 2026-08-01 }';
  const head = `id: c1\nstatus: open\ninfringements: [${listing}]\n`;
  const { value } = readCaseFile({ path: 'a.yaml', text: head + text });
  const [one] = value?.infringements ?? [];
  if (value === null || one === undefined) throw new Error('no value');
  return complainedWhileLicensed(one, value)?.filed;
};

describe('a complaint while the licence of a listing ran (17 U.S.C. 512(f))', () => {
  const until = (day: string): string => `licensees: [{ name: Harbour Homes, seller: harbour, until: ${day} }]\n`;

  it.each([
    ['filed on its last day', `${until('2026-04-10')}notice: { filedAt: 2026-04-10 }`, '2026-04-10'],
    ['filed a day later', `${until('2026-04-10')}notice: { filedAt: 2026-04-11 }`, undefined],
    ['of an event', `${until('2026-04-10')}events: [{ type: filed, at: 2026-04-01 }]`, '2026-04-01'],
    ['of another listing', `${until('2026-04-10')}events: [{ type: filed, at: 2026-04-01, listing: B }]`, undefined],
    ['where the licence runs on', `${until('2026-09-01')}notice: { filedAt: 2026-04-10 }`, undefined],
    ['where we are accused', `direction: accused\n${until('2026-04-10')}notice: { filedAt: 2026-04-10 }`, undefined],
  ])('%s', (_name, text, expected) => {
    expect(filedOn(text)).toBe(expected);
  });
});
