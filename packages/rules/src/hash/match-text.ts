import type { Verdict } from './compare.ts';
import type { MatchReport } from './match.ts';

/** How sure a verdict is, in words. */
export const SURENESS: { readonly [verdict in Verdict]: string } = {
  duplicate: 'a copy',
  variant: 'the same shapes in other colours, or with other content: look at both',
  suspect: 'perhaps: look at both',
};

const MOST_SHOWN = 10;

/** The report for a terminal. */
export const matchText = ({ compared, suspects, unreadable }: MatchReport): string => {
  const blocks = suspects.map(({ path, matches, problem }) => {
    if (problem !== null) return `${path}\n  not compared: ${problem}\n`;
    if (matches.length === 0) return `${path}\n  none of ours\n`;
    const lines = matches
      .slice(0, MOST_SHOWN)
      .map(({ description, verdict }) => `  ${description}${verdict === 'duplicate' ? '' : ` (${SURENESS[verdict]})`}`);
    const more = matches.length > MOST_SHOWN ? [`  and ${matches.length - MOST_SHOWN} more`] : [];
    return `${[path, ...lines, ...more].join('\n')}\n`;
  });
  const copies = suspects.filter(({ matches }) => matches.some(({ verdict }) => verdict === 'duplicate')).length;
  const failed = suspects.filter(({ problem }) => problem !== null).length;
  const summary = [
    `${copies} of ${suspects.length} ${suspects.length === 1 ? 'picture' : 'pictures'} ${copies === 1 ? 'copies' : 'copy'} one of ours (${compared} compared)`,
    ...(failed > 0 ? [`${failed} could not be compared`] : []),
    ...(unreadable.length > 0 ? [`${unreadable.length} of ours could not be read: ${unreadable[0]?.problem}`] : []),
  ].join('; ');
  return `${blocks.join('\n')}\n${summary}\n`;
};
