// @module-tag full
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAMAGES, lackingHere, tryAll } from './campaign.ts';
import { combinations } from './combinations.ts';
import { GROUPS } from './damages/all.ts';
import type { Damage } from './damages/damage.ts';
import type { Observation } from './greener.ts';
import { lintApart } from './observe.ts';
import { lintHere } from './observe-here.ts';
import { OPEN } from './open.ts';
import { pageOf, resultsIn } from './page.ts';
import { openWorkshop, type Workshop } from './shop.ts';
import type { Trial } from './try-damage.ts';

/** Of all damages the suite tries each fifth; `npm run campaign wrong-green` tries all. */
const EVERY = 5;
const sample = DAMAGES.filter((_, index) => index % EVERY === 0);
const lacking = lackingHere(sample);
for (const [{ name }, what] of lacking) process.stderr.write(`skipped: ${name} (it needs ${what})\n`);
const tried = sample.filter((damage) => !lacking.has(damage));
// Quick ones only: what hangs or fills a disk is tried alone.
const together = combinations(
  DAMAGES.filter(({ how }) => how !== 'process'),
  6,
  20261125,
);

describe('a damaged shop', () => {
  let workshop: Workshop;
  let healthy: Observation;
  const trials = new Map<string, Trial>();
  beforeAll(async () => {
    workshop = await openWorkshop();
    healthy = await lintHere(workshop.healthy);
    const lintFor = ({ how }: Damage) => (how === 'process' ? lintApart : lintHere);
    await tryAll([...tried, ...together], { workshop, healthy, lintFor }, ({ name }, trial) => trials.set(name, trial));
  }, 300_000);
  afterAll(() => workshop.done());

  it('was healthy: passes, a warning that stands, and findings that are taken out', () => {
    const { exit, report } = healthy;
    expect(exit).toBe(0);
    expect(report?.summary).toMatchObject({ errors: 0, warnings: 3, suppressed: 2, notChecked: [] });
    expect(report?.subjects.length).toBe(11);
    // Its own rules are about no channel, and the preset of this one is not extended.
    expect((report?.notices ?? []).map(({ code }) => code)).toEqual(['channel-unchecked']);
  });

  it.each(tried)('$name: the run is no greener, ends and says so', ({ name }) => {
    const wrong = trials.get(name)?.wrong;
    if (OPEN[name] === undefined) expect(wrong).toEqual([]);
    else expect(wrong, 'it holds now: take it out of open.ts').not.toEqual([]);
  });

  it.each(together)('$name, at once: the run is no greener, ends and names one of them', ({ name }) => {
    expect(trials.get(name)?.wrong).toEqual([]);
  });
});

describe('docs/wrong-green.md', () => {
  const page = readFileSync('docs/wrong-green.md', 'utf8');
  it('has a row and a result for each group of damages, with their present numbers', () => {
    const intro = readFileSync('test/campaign/wrong-green/intro.md', 'utf8');
    expect(pageOf(resultsIn(page), intro)).toBe(page);
    expect([...resultsIn(page).keys()]).toEqual(GROUPS.map(({ title }) => title));
    for (const result of resultsIn(page).values()) expect(result).toMatch(/^[012] \| `.+` \|$/);
  });
  it('names each damage once; what is listed as open exists', () => {
    const names = DAMAGES.map(({ name }) => name);
    expect(new Set(names).size).toBe(DAMAGES.length);
    expect(DAMAGES.length).toBeGreaterThanOrEqual(80);
    expect(Object.keys(OPEN).filter((name) => !names.includes(name))).toEqual([]);
  });
});
