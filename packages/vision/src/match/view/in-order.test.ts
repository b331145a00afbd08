import { expect, it } from 'vitest';
import type { SuspectResult } from '../match.ts';
import type { OurPicture } from '../our-picture.ts';
import { contents, inOrder } from './in-order.ts';

const suspect = (path: string, ...verdicts: readonly OurPicture['verdict'][]): SuspectResult => ({
  ...{ path, sha256: null, problem: null },
  matches: verdicts.map((verdict) => ({ verdict }) as OurPicture),
});

it('puts copies first, whatever else a suspect shows, and says where each kind begins', () => {
  const kinds = inOrder([
    suspect('open.jpg', 'undecided'),
    suspect('none.jpg'),
    suspect('dyed.jpg', 'variant', 'suspect'),
    suspect('copy.jpg', 'undecided', 'duplicate'),
    suspect('other.jpg', 'undecided'),
  ]);
  expect(kinds.map(({ verdict, suspects }) => [verdict, ...suspects.map(({ path }) => path)])).toEqual([
    ['duplicate', 'copy.jpg'],
    ['variant', 'dyed.jpg'],
    ['undecided', 'open.jpg', 'other.jpg'],
  ]);
  expect(contents(kinds)).toContain('<li><a href="#undecided">Undecided</a>: 2</li>');
  expect(contents(kinds.slice(0, 1))).toBe('');
});
