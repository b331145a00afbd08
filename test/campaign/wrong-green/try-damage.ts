import { lstatSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Damage, SECRET } from './damages/damage.ts';
import { greener, newStatements, newWords, type Observation } from './greener.ts';
import type { RunOptions } from './observe.ts';
import type { Workshop } from './shop.ts';
import { snapshot, touched } from './untouched.ts';

/** What became of a run on a damaged shop. */
export interface Trial {
  readonly seen: Observation;
  /** What is wrong with it: greener than the healthy run, not said, or a file of the shop was changed. Empty where all is as it must be. */
  readonly wrong: readonly string[];
  /** What the run said of the damage, in one line. */
  readonly said: string;
}

export type Lint = (root: string, options: RunOptions) => Promise<Observation>;

/** What must not be said whatever the damage: that the tool is to blame, or where in it. Where in a plugin it is may be said. */
const BLAME = /this is a bug|Maximum call stack|\n\s+at (?!.*plugin\.mjs).*:\d+:\d+/;

/** Damages a copy of the healthy shop, lints it and compares. */
export const tryDamage = async (
  workshop: Workshop,
  healthy: Observation,
  damage: Damage,
  lint: Lint,
): Promise<Trial> => {
  const root = workshop.copy();
  try {
    await damage.damage(root);
    const before = snapshot(root);
    const seen = await lint(root, damage);
    const trial = damage.command === undefined ? judge(healthy, seen, damage) : judgeCommand(seen, damage);
    const after = snapshot(root);
    const added = [...after.keys()].filter((path) => !before.has(path));
    const changes = touched(before, after, [...(damage.args ?? []), ...(damage.writes ?? [])]);
    return { ...trial, wrong: [...trial.wrong, ...changes, ...leaksIn(root, added)] };
  } finally {
    damage.undo?.(root);
    rmSync(dirname(root), { recursive: true, force: true });
  }
};

const judge = (healthy: Observation, seen: Observation, damage: Damage): Trial => {
  const { says, red, ...allowance } = damage;
  const words = newWords(healthy, seen);
  return {
    seen,
    said: says instanceof RegExp ? excerpt(newStatements(healthy, seen), words, says) : '',
    wrong: [
      ...greener(healthy, seen, says instanceof RegExp ? { ...allowance, says } : allowance),
      ...notTold(healthy, seen, words, says),
      ...(red === true && seen.exit === 0 ? ['it ended with 0'] : []),
      ...faultsOf(seen),
    ],
  };
};

/** Judges a command that has no report to compare: it must fail and name the damage. */
const judgeCommand = (seen: Observation, { says }: Damage): Trial => {
  if (!(says instanceof RegExp)) throw new Error('a damage with a command must be named by it');
  const words = seen.said.replace(/\s+/g, ' ');
  return {
    seen,
    said: excerpt(seen.said.split('\n'), words, says),
    wrong: [
      ...(seen.exit === 1 || seen.exit === 2 ? [] : [`it ended with ${seen.exit}`]),
      ...(says.test(words) ? [] : ['it does not name the damage']),
      ...faultsOf(seen),
    ],
  };
};

/** What no run may print: that the tool is to blame, or what a file says that is not of the shop. */
const faultsOf = ({ said, report }: Observation): string[] => {
  const blame = BLAME.exec(said)?.[0].trim();
  return [
    ...(blame === undefined ? [] : [`it says ${JSON.stringify(blame)}`]),
    ...(`${said}${JSON.stringify(report)}`.includes(SECRET)
      ? ['it prints the contents of a file outside the shop']
      : []),
  ];
};

/** The new files that repeat what a file says that is not of the shop. */
const leaksIn = (root: string, paths: readonly string[]): readonly string[] =>
  paths
    .filter((path) => lstatSync(join(root, path)).isFile() && readFileSync(join(root, path)).includes(SECRET))
    .map((path) => `it writes the contents of a file outside the shop into ${path}`);

const notTold = (healthy: Observation, seen: Observation, words: string, says: Damage['says']): string[] => {
  if (says === 'nothing') return differences(healthy, seen);
  if (says === 'exit code') return seen.exit === 2 ? [] : [`it ended with ${seen.exit}`];
  return says.test(words) ? [] : ['it does not name the damage'];
};

/** What a reader of two reports would see to be different. */
const differences = (healthy: Observation, seen: Observation): string[] => {
  const essence = ({ exit, report }: Observation): string =>
    JSON.stringify([
      exit,
      report?.subjects.map(({ path, outcomes }) => [path, outcomes]),
      report?.findings.map(({ ruleId, subject, message }) => [ruleId, subject.path, message]),
      report?.summary,
    ]);
  return essence(healthy) === essence(seen) ? [] : ['its report is another one than that of the healthy shop'];
};

const EXCERPT = 140;

/** The statement that names the damage; where it is long, the part that does. */
const excerpt = (statements: readonly string[], words: string, says: RegExp): string => {
  const text = statements.find((statement) => says.test(statement)) ?? words;
  const at = text.search(says);
  if (at < 0 || text.length <= EXCERPT) return at < 0 ? '' : text;
  const start = at < EXCERPT / 2 ? 0 : text.lastIndexOf(' ', at - EXCERPT / 4) + 1;
  const part = text.slice(start, start + EXCERPT);
  return `${start > 0 ? '… ' : ''}${part}${start + EXCERPT < text.length ? ' …' : ''}`;
};
