import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ErrorCode, isKnownError, ListingLintError, type Problem } from '../model/error.ts';

/** A function of somebody else's at work: a plugin's, or a config that is a program. */
export interface Call {
  /** Whose it is, as sentences begin: `the plugin "acme"`. */
  readonly who: string;
  /** Which one: `fact "acme/size"`, `reporter "acme/list"`. */
  readonly what: string;
  /** Path of the subject that it works on. */
  readonly on?: string | undefined;
  /** Absolute path of the module that it comes from. */
  readonly module?: string;
  /** A known error that it throws is its word on a value that cannot be had, and no fault of its. */
  readonly mayRefuse?: boolean;
}

/** `the plugin "acme" (its fact "acme/size", on listings/mug/1.jpg)` */
export const describeCall = ({ who, what, on }: Call): string =>
  `${who} (its ${what}${on === undefined ? '' : `, on ${oneLine(on)}`})`;

/** What has gone wrong with a call. */
export type Failure = 'threw' | 'wrong-result' | 'timeout';

/** A call that broke: the error names who is to blame. */
export class CallError extends ListingLintError {
  /** The reason alone, where whose it is has been said. */
  readonly reason: string;
  /** `file:line:column` of the code that threw, absolute. */
  readonly place: string | undefined;
  constructor({ who, what, module }: Call, failure: Failure, why: string, cause?: unknown) {
    const code: ErrorCode = failure === 'timeout' ? 'plugin-timeout' : 'plugin-failed';
    const place = placeIn(module, stackPlaces(cause));
    super(code, `${who} failed: its ${what} ${WORDS[failure]}${why}`, adviceOn(failure, place), { cause });
    this.reason = failure === 'timeout' ? `it ${why}` : why;
    this.place = place;
  }
}

/** Thrown inside a call: what it gave is not what it must give. */
export class WrongResult extends Error {}

const WORDS: { readonly [failure in Failure]: string } = {
  threw: 'threw: ',
  'wrong-result': 'gave what it must not: ',
  timeout: '',
};

const adviceOn = (failure: Failure, place: string | undefined): readonly Problem[] => {
  if (failure === 'timeout') return [{ message: 'one that is only slow gets more time by --plugin-timeout SECONDS' }];
  return place === undefined ? [] : [{ message: `at ${place}` }];
};

/** What somebody else's code has thrown, as an error of ours that names whom to blame. Never throws itself, whatever was thrown. */
export const blame = (call: Call, thrown: unknown): ListingLintError => {
  if (thrown instanceof CallError) return thrown;
  if (thrown instanceof WrongResult) return new CallError(call, 'wrong-result', thrown.message);
  if (call.mayRefuse === true && isKnownError(thrown)) {
    return new ListingLintError(thrown.code, thrownText(thrown), [], { cause: thrown });
  }
  return new CallError(call, 'threw', thrownText(thrown), thrown);
};

/** What was thrown, in one line. Never throws itself, whatever it was. */
export const thrownText = (thrown: unknown): string => {
  try {
    if (!(thrown instanceof Error)) return oneLine(describeThrown(thrown));
    const { name, message } = thrown;
    if (message === '') return oneLine(name);
    return oneLine(name === 'Error' || isKnownError(thrown) ? message : `${name}: ${message}`);
  } catch {
    return 'something that cannot be read';
  }
};

const describeThrown = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null ? 'an object that is no error' : String(thrown);

const MAX_TEXT = 300;

/** The first line of a text from outside, without control characters, of a length that a screen can show. */
export const oneLine = (text: unknown): string => {
  const [line = ''] = String(text)
    .slice(0, MAX_TEXT * 10)
    .split('\n', 1);
  const plain = line.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, ' ').trim();
  return plain.length > MAX_TEXT ? `${plain.slice(0, MAX_TEXT)}…` : plain;
};

/** The innermost place that is a module's, or lies beside it; else the innermost of all. */
const placeIn = (module: string | undefined, places: readonly string[]): string | undefined =>
  places.find((place) => module !== undefined && isNear(place, module)) ?? places[0];

/** Whether a place is in a module or in one beside it, and not in a package that these import. */
export const isNear = (place: string, module: string): boolean => {
  const folder = dirname(module) + sep;
  return place.startsWith(folder) && !place.slice(folder.length).split(sep).includes('node_modules');
};

/** `file:line:column` of the frames that are not Node's own, innermost first. */
export const stackPlaces = (thrown: unknown): readonly string[] => {
  if (!(thrown instanceof Error) || typeof thrown.stack !== 'string') return [];
  const frames = thrown.stack.slice(0, MAX_STACK).matchAll(/^\s+at .*?(file:\/\/[^\s)]+):(\d+):(\d+)\)?$/gm);
  return [...frames].map(([, url = '', line, column]) => `${pathOf(url)}:${line}:${column}`);
};

const MAX_STACK = 10_000;

const pathOf = (url: string): string => {
  try {
    return oneLine(fileURLToPath(url));
  } catch {
    return oneLine(url);
  }
};
