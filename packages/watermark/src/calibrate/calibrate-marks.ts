import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { ANYWHERE, ListingLintError, readBytes } from '@listing-lint/core/plugin';
import { decodeCanonical, type GreyImage } from '@listing-lint/rules/image';

import { type ConfiguredMark, DEFAULT_ORIGINAL_MEGABYTES, markName } from '@listing-lint/rules/settings';
import {
  type Calibration,
  calibrateOnGenerated,
  calibrationOf,
  cleanScores,
  createKernel,
  describeSearched,
  falseAlarmRate,
  GENERATED_COUNT,
  GENERIC,
  loadMarks,
  markFileHash,
  PRESENT_RATE,
  pyramidOf,
  type SearchedMark,
  type SelfTest,
  searchedMarks,
  writeCalibrations,
} from '@listing-lint/rules/watermark';

import { groundOf, selfTest, smallestReliable } from './self-test.ts';

export interface CalibrateOptions {
  readonly root: string;
  readonly marks: readonly ConfiguredMark[];
  /** The user's own unmarked pictures, absolute paths; none for generated ones. */
  readonly photos: readonly string[];
  readonly onStep?: (what: string) => void;
  /** Where it is aborted, no further picture is begun, nothing is written, and its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** What one mark can do. */
export interface MarkReport {
  readonly name: string;
  readonly calibration: Calibration;
  readonly selfTest: SelfTest;
  /** Width, as a fraction of the picture's, under which the mark cannot be found reliably; null where no width is reliable. */
  readonly smallestReliable: number | null;
  /** Photos that score as a picture with the mark would: where they carry it, the calibration is spoilt. */
  readonly suspects: readonly string[];
  /** Photos of one's own on which it was missed at the widest width at which it was missed on any. */
  readonly missed: readonly string[];
  /** Photos that cannot be read, and were passed over. */
  readonly unreadable: readonly string[];
}

/** Fewest pictures that say anything about how scores are distributed. */
export const LEAST_PHOTOS = 10;

/**
 * Calibrates every mark, tests it, and writes `listing-lint.watermarks.json`. Throws `usage`, and writes nothing, where fewer than ten photos can be read or
 * most of them seem to carry the mark.
 */
export const calibrateMarks = async (options: CalibrateOptions): Promise<readonly MarkReport[]> => {
  const { root, marks } = options;
  const loaded = await loadMarks(createKernel(), root, marks, 'usage');
  const reports: MarkReport[] = [];
  const entries: Parameters<typeof writeCalibrations>[1] = {};
  for (const searched of searchedMarks(loaded)) {
    const name = describeSearched(searched);
    const { calibration, suspects, unreadable, grounds } = await calibrate(searched, name, options);
    const misses: { readonly photo: string; readonly scale: number }[] = [];
    const onPicture = (): Promise<void> => step(options, `${name}: stamping and looking`);
    const onMissed = (index: number, scale: number): void => {
      const photo = grounds[index % Math.max(1, grounds.length)]?.photo;
      if (photo !== undefined) misses.push({ photo, scale });
    };
    const source = groundOf(grounds.map(({ picture }) => picture));
    const tested = await selfTest(searched, calibration, onPicture, source, onMissed);
    const file = await fileHash(searched, options);
    entries[searched.key] = { name, ...(file === undefined ? {} : { file }), calibration, selfTest: tested };
    reports.push({
      name,
      calibration,
      selfTest: tested,
      smallestReliable: smallestReliable(tested) ?? null,
      suspects,
      missed: missedWide(misses, tested),
      unreadable,
    });
  }
  options.signal?.throwIfAborted();
  await writeCalibrations(root, entries);
  return reports;
};

/** Reports progress, yields to the event loop, and stops an aborted run: the search for marks never yields by itself. */
const step = async ({ onStep, signal }: CalibrateOptions, what: string): Promise<void> => {
  onStep?.(what);
  await setImmediate();
  signal?.throwIfAborted();
};

const fileHash = async ({ template: { mark } }: SearchedMark, { root, marks }: CalibrateOptions) => {
  const configured = marks.find((each) => markName(each) === mark.name);
  return configured === undefined ? undefined : markFileHash(root, configured);
};

const calibrate = async (
  searched: SearchedMark,
  name: string,
  options: CalibrateOptions,
): Promise<Pick<MarkReport, 'calibration' | 'suspects' | 'unreadable'> & { readonly grounds: readonly Ground[] }> => {
  const { photos } = options;
  if (photos.length === 0) {
    const onPicture = (done: number): Promise<void> =>
      step(options, `${name}: generated picture ${done} of ${GENERATED_COUNT}`);
    return {
      calibration: await calibrateOnGenerated(searched, undefined, onPicture),
      suspects: [],
      unreadable: [],
      grounds: [],
    };
  }
  const scored: { readonly photo: string; readonly scores: ReturnType<typeof cleanScores> }[] = [];
  const unreadable: string[] = [];
  const grounds: Ground[] = [];
  for (const [index, photo] of photos.entries()) {
    const image = await readBytes(photo, { maxBytes: DEFAULT_ORIGINAL_MEGABYTES * 1e6, within: ANYWHERE })
      .then((bytes) => decodeCanonical(bytes))
      .catch(() => undefined);
    if (image) {
      const pyramid = pyramidOf(searched.template.kernel, image);
      const scores = cleanScores(searched, pyramid);
      scored.push({ photo, scores });
      if (grounds.length < MOST_GROUNDS && !looksMarked(scores, searched))
        grounds.push({ photo, picture: pyramid.fine });
    } else {
      unreadable.push(photo);
    }
    await step(options, `${name}: picture ${index + 1} of ${photos.length}`);
  }
  const suspects = scored.filter(({ scores }) => looksMarked(scores, searched)).map(({ photo }) => photo);
  refuseFew(scored.length, unreadable, suspects);
  return {
    calibration: calibrationOf(
      scored.map(({ scores }) => scores),
      'own',
    ),
    suspects,
    unreadable,
    grounds,
  };
};

/** A photo that the self-test draws on. */
interface Ground {
  readonly photo: string;
  readonly picture: GreyImage;
}

/** Photos on which a mark was missed at the widest width at which any was, each once. */
const missedWide = (
  misses: readonly { readonly photo: string; readonly scale: number }[],
  tested: SelfTest,
): readonly string[] => {
  const widest = tested.findLast(({ stamped, found }) => found < stamped)?.scale;
  return [...new Set(misses.filter(({ scale }) => scale === widest).map(({ photo }) => photo))];
};

/** Photos that the self-test draws on, about 1 MB each. */
const MOST_GROUNDS = 24;

/** By scores that other marks reach on photographs without them; repeated marks are scored in a way of their own. */
const looksMarked = (scores: ReturnType<typeof cleanScores>, { tiled }: SearchedMark): boolean =>
  !tiled && ([384, 512, 768] as const).some((size) => falseAlarmRate(GENERIC, size, scores[size], 1) <= PRESENT_RATE);

const refuseFew = (count: number, unreadable: readonly string[], suspects: readonly string[]): void => {
  if (count < LEAST_PHOTOS) {
    const lost =
      unreadable.length === 0
        ? ''
        : `; ${unreadable.length} could not be read, ${basename(unreadable[0] ?? '')} the first`;
    throw new ListingLintError(
      'usage',
      `${count} ${count === 1 ? 'picture is' : 'pictures are'} too few to calibrate on${lost}`,
      [{ message: `give at least ${LEAST_PHOTOS} pictures without the mark` }],
    );
  }
  if (suspects.length > count / 2) {
    throw new ListingLintError('usage', `${suspects.length} of ${count} pictures seem to carry the mark`, [
      { message: 'calibrate on pictures without it, such as your originals; then it is known what chance looks like' },
    ]);
  }
};
