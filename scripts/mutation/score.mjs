// What came of a measurement: a file for programs, one for people, and the score.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EQUIVALENT, isEquivalent } from './equivalent.mjs';

const place = ({ file, line, column, before, after }) => {
  const short = (text) => text.replace(/\s+/g, ' ').slice(0, 160);
  return `${file}:${line}:${column}  ${short(before)}  →  ${short(after)}`;
};

/** Faults as lines: those that no test noticed, and why that may be. */
export const missedLines = (results, hits) =>
  results
    .filter(({ killed }) => !killed)
    .map((mutant) => {
      const known = isEquivalent(mutant) ? ' (changes nothing)' : '';
      return `${place(mutant)}${hits.get(mutant.id)?.count === 0 ? ' (no test comes by)' : known}`;
    });

/** `results.json`, for `--only`, and `missed.txt`; written after each round. */
export const writeResults = (folder, results, hits) => {
  const kept = results.map(({ id, start, end, ...rest }) => rest);
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(kept, undefined, 1)}\n`);
  writeFileSync(join(folder, 'missed.txt'), missedLines(results, hits).join('\n'));
};

/** Tells the score; 0 where it is 85 % or more, else 1. */
export const tellScore = (results) => {
  const equivalent = results.filter((mutant) => !mutant.killed && isEquivalent(mutant));
  const counted = results.length - equivalent.length;
  const killed = results.filter((mutant) => mutant.killed).length;
  for (const kind of [...new Set(results.map((mutant) => mutant.kind))].sort()) {
    const own = results.filter((mutant) => mutant.kind === kind);
    console.log(`${kind}: ${own.filter((mutant) => mutant.killed).length} of ${own.length}`);
  }
  console.log(`${equivalent.length} change nothing that can be seen (${EQUIVALENT.length} are known)`);
  console.log(`${killed} of ${counted} noticed: ${((100 * killed) / counted).toFixed(1)} %`);
  return killed / counted >= 0.85 ? 0 : 1;
};
