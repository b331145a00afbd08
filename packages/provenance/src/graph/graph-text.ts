import { escapeControls } from '@listing-lint/core/plugin';
import type { FamilyGraph, FamilyMember, FamilyStep } from './family-graph.ts';

/** How a step is known, in words. */
export const stepWords = ({ how, certainty, distance }: Pick<FamilyStep, 'how' | 'certainty' | 'distance'>): string => {
  if (how === 'declared') return 'as declared';
  if (how === 'listing') return 'as its listing.yaml says';
  if (how === 'name-and-time') return 'by name and time, likely';
  return certainty === 'certain' ? 'the same picture data' : `by fingerprint, likely; distance ${distance}`;
};

/** What is said of a member beside its path. */
export const memberLines = ({ stage, captured, at, by, documents }: FamilyMember): readonly string[] => [
  `${stage}${captured === null ? '' : `, taken ${captured.local}${captured.offset ?? ' (zone unknown)'}`}`,
  `archived ${at}${by === null ? '' : ` by ${by}`}`,
  ...documents.map(({ kind, path }) => `${kind}: ${path}`),
];

/** A family as text: what was made from a picture stands under it; one with several parents stands under each, and its own children under the first. */
export const graphText = ({ members, steps, of }: FamilyGraph): string => {
  const shown = new Set<string>();
  const linesOf = (member: FamilyMember, depth: number, step: FamilyStep | undefined): readonly string[] => {
    const indent = '  '.repeat(depth);
    const mark = member.sha256 === of ? '  ←' : '';
    const how = step === undefined ? '' : `  (${stepWords(step)})`;
    const head = `${indent}${depth === 0 ? '' : '└ '}${member.paths.join(' = ')}${how}${mark}`;
    if (shown.has(member.sha256)) return [head];
    shown.add(member.sha256);
    const children = steps
      .filter(({ parent }) => parent === member.sha256)
      .flatMap((each) => {
        const child = members.find(({ sha256 }) => sha256 === each.child);
        return child === undefined ? [] : linesOf(child, depth + 1, each);
      });
    return [head, ...memberLines(member).map((line) => `${indent}    ${line}`), ...children];
  };
  const roots = members.filter(({ sha256 }) => !steps.some(({ child }) => child === sha256));
  // In a circle, which only declarations can make, nobody is first.
  const first = roots.length > 0 ? roots : members.slice(0, 1);
  return `${first
    .flatMap((member) => linesOf(member, 0, undefined))
    .map(escapeControls)
    .join('\n')}\n`;
};
