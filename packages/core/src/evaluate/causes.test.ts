import { expect, it } from 'vitest';
import type { Cause } from '../model/report.ts';
import { messageOf } from './causes.ts';

const cause = (message: string, unknown?: string): Cause => ({
  ...{ fact: 'exif', operator: 'exists', actual: null, expected: true, message },
  ...(unknown === undefined ? {} : { unknown }),
});
const unjudged = (label: string, reason: string): Cause => cause(`${label} could not be judged: ${reason}`, reason);

it.each<[string, readonly Cause[], string]>([
  ['each sentence once', [cause('no camera'), cause('no time'), cause('no camera')], 'no camera; no time'],
  [
    'one reason once, for all that it leaves open',
    [unjudged('maker', 'gone'), cause('no time'), unjudged('model', 'gone'), unjudged('maker', 'gone')],
    'maker and model could not be judged: gone; no time',
  ],
  [
    'another reason apart',
    [unjudged('maker', 'gone'), unjudged('model', 'damaged')],
    'maker could not be judged: gone; model could not be judged: damaged',
  ],
  ['an own sentence as it stands', [cause('no mark is told', 'too small')], 'no mark is told'],
])('joins %s', (_name, causes, expected) => {
  expect(messageOf(causes)).toBe(expected);
});
