import { secondsBetween } from '@listing-lint/rules/metadata';
import type { StatedTime } from '../record/stated-times.ts';
import { type ComparedPair, type ComparedPoint, listed, NAMES, SIDES, type Side, sided } from './point.ts';

const NOT_PROOF =
  'Times in a file are text: anyone who has the file can write others, and a camera whose clock is wrong writes wrong ones.';

/** What times without a zone may be apart and still be the same moment: from UTC−12 to UTC+14. */
const UNZONED_SECONDS = 26 * 3600;
const DAY = 86_400;

const isZoned = (time: string): boolean => /(?:Z|[+-]\d\d:\d\d)$/.test(time);

/** A time as a sentence has it. */
export const timeWords = (time: string): string => {
  const [, day = time, clock = '', zone = ''] =
    /^(\S{10})T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(time) ?? [];
  return clock === ''
    ? day
    : `${day} ${clock}${zone === '' ? ', zone not stated' : zone === 'Z' || zone === '+00:00' ? ' UTC' : ` UTC${zone}`}`;
};

/** Seconds that `second` is later than `first`, and by how much that may be off. */
const apart = (first: string, second: string): { readonly seconds: number; readonly slack: number } => ({
  seconds: secondsBetween(first, second),
  slack: isZoned(first) && isZoned(second) ? 0 : UNZONED_SECONDS,
});

/** A span as people say it. */
const spanWords = (seconds: number): string => {
  const span = Math.abs(seconds);
  const units: readonly (readonly [number, string])[] = [
    [365.25 * DAY, 'year'],
    [DAY, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ];
  const [size, name] = units.find(([unit]) => span >= 2 * unit) ?? units.at(-1) ?? [1, 'second'];
  const count = Math.floor(span / size);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
};

interface Placed {
  readonly time: StatedTime;
  readonly pointer: string;
}

const captureOf = (compared: ComparedPair, side: Side): Placed | undefined => {
  const index = compared[side].times.findIndex(({ kind }) => kind === 'captured');
  const time = compared[side].times[index];
  return time === undefined ? undefined : { time, pointer: `/${side}/times/${index}` };
};

const said = (placed: Placed | undefined): string =>
  placed === undefined ? 'none stated' : `${timeWords(placed.time.value)} (${placed.time.field})`;

/** When each says that it was taken. */
export const capturePoint = (compared: ComparedPair): ComparedPoint => {
  const [a, b] = [captureOf(compared, 'a'), captureOf(compared, 'b')];
  const ground = [a?.pointer ?? '/a/times', b?.pointer ?? '/b/times'];
  const head = { title: 'When taken, as stated', a: said(a), b: said(b), ground };
  if (a !== undefined && b !== undefined) return { ...head, ...bothStated(a.time.value, b.time.value) };
  if (a === undefined && b === undefined) {
    return {
      ...head,
      code: 'captured.neither',
      towards: null,
      shows: 'Neither file states when it was taken.',
      showsNot: 'It says nothing of which was first: most programs drop the time.',
    };
  }
  const side: Side = a === undefined ? 'b' : 'a';
  return {
    ...head,
    code: `captured.only-${side}`,
    towards: { side, sureness: 'stated' },
    shows: sided(
      '{this} states when it was taken; {that} does not. Copies that were saved by shops and web pages have mostly lost the time.',
      side,
    ),
    showsNot: NOT_PROOF,
  };
};

const bothStated = (a: string, b: string): Pick<ComparedPoint, 'code' | 'towards' | 'shows' | 'showsNot'> => {
  const { seconds, slack } = apart(a, b);
  if (Math.abs(seconds) < 1) {
    return {
      code: 'captured.same',
      towards: null,
      shows: 'Both state the same moment of capture, to the second, as a picture and its copies do.',
      showsNot: `It does not show which is the copy. ${NOT_PROOF}`,
    };
  }
  if (Math.abs(seconds) <= slack) {
    return {
      code: 'captured.order-open',
      towards: null,
      shows: `The stated times of capture are ${spanWords(seconds)} apart by their clocks, and at least one has no zone: their order is unknown.`,
      showsNot: NOT_PROOF,
    };
  }
  const side: Side = seconds > 0 ? 'a' : 'b';
  return {
    code: `captured.${side}-earlier`,
    towards: { side, sureness: 'stated' },
    shows: sided(
      `{this} states that it was taken ${spanWords(seconds)} before {that}${slack > 0 ? ', whatever the zones' : ''}.`,
      side,
    ),
    showsNot: `It does not show that this is so. ${NOT_PROOF}`,
  };
};

/** Times of one file that do not fit together. */
export const timesPoints = (compared: ComparedPair): readonly ComparedPoint[] => {
  const found = { a: oddities(compared.a.times, 'a'), b: oddities(compared.b.times, 'b') };
  return SIDES.filter((side) => found[side].length > 0).map((side): ComparedPoint => {
    const words = (which: Side): string =>
      found[which].length === 0 ? 'nothing noted' : `${found[which].length} noted`;
    return {
      code: `times.${side}-odd`,
      title: `Whether the times of ${NAMES[side]} fit together`,
      a: words('a'),
      b: words('b'),
      towards: null,
      shows: `${listed(found[side].map(({ sentence }) => sentence))}. At least one of the times is not that of an unchanged photograph, or a clock was wrong.`,
      showsNot:
        'It does not show which of them was changed, by whom, or that anybody meant to deceive: editors and phones write such times, too.',
      ground: [...new Set(found[side].flatMap(({ pointers }) => pointers))],
    };
  });
};

interface Oddity {
  readonly sentence: string;
  readonly pointers: readonly string[];
}

const MOST_ODDITIES = 6;

const oddities = (times: readonly StatedTime[], side: Side): readonly Oddity[] => {
  const placed = times.map((time, index): Placed => ({ time, pointer: `/${side}/times/${index}` }));
  const captured = placed.filter(({ time }) => time.kind === 'captured');
  const [first, ...others] = captured;
  if (first === undefined) return [];
  const oddity = (sentence: string, ...at: readonly Placed[]): Oddity => ({
    sentence,
    pointers: at.map(({ pointer }) => pointer),
  });
  const words = ({ time }: Placed): string => `${time.field} is ${timeWords(time.value)}`;
  const found: Oddity[] = [];
  for (const other of others) {
    const { seconds, slack } = apart(first.time.value, other.time.value);
    if (Math.abs(seconds) > Math.max(slack, 1))
      found.push(oddity(`${words(first)}, but ${words(other)}`, first, other));
  }
  for (const other of placed) {
    const { seconds, slack } = apart(first.time.value, other.time.value);
    const { kind } = other.time;
    if ((kind === 'changed' || kind === 'step') && seconds < -slack - 1)
      found.push(oddity(`${words(first)}, after ${other.time.field} (${timeWords(other.time.value)})`, first, other));
    if ((kind === 'gps' || kind === 'digitised') && Math.abs(seconds) > Math.max(slack, DAY))
      found.push(oddity(`${words(first)}, but ${words(other)}`, first, other));
  }
  return found.slice(0, MOST_ODDITIES);
};
