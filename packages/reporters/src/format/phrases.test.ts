import type { Cause } from '@listing-lint/core';
import { expect, it } from 'vitest';
import { judged, unsaidCauses } from './phrases.ts';

it.each([
  [{}, 'nothing'],
  [{ image: 1200, listing: 1 }, '1 listing and 1,200 images'],
  [{ page: 2, 'monitoring-log': 1, case: 5 }, '5 cases, 1 monitoring log and 2 pages'],
])('says of %j what was judged', (subjects, expected) => {
  expect(judged(subjects)).toBe(expected);
});

const cause = (message: string, unknown?: string): Cause => ({
  ...{ fact: 'exif', operator: 'exists', actual: null, expected: true, message },
  ...(unknown === undefined ? {} : { unknown }),
});

it.each<[string, string, readonly Cause[], readonly string[]]>([
  ['nothing that the sentence says', 'no camera', [cause('no camera')], []],
  ['what it does not say, once', 'no camera', [cause('no time'), cause('no time')], ['no time']],
  [
    'of those that are unknown for one reason those that it leaves out',
    'maker and model could not be judged: the file is gone',
    ['maker', 'model', 'time'].map((label) =>
      cause(`${label} could not be judged: the file is gone`, 'the file is gone'),
    ),
    ['time could not be judged: the file is gone'],
  ],
  [
    'one that is unknown for another reason',
    'maker could not be judged: the file is gone',
    [cause('maker could not be judged: it is damaged', 'it is damaged')],
    ['maker could not be judged: it is damaged'],
  ],
  ['why it is unknown, where its own words do not', 'asked', [cause('no mark', 'too small')], ['no mark: too small']],
])('tells under a finding %s', (_name, message, causes, expected) => {
  expect(unsaidCauses({ message, causes })).toEqual(expected);
});
