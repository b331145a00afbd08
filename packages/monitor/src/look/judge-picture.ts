import { isKnownError, sha256 as sha256Of } from '@listing-lint/core/plugin';
import { decodeCanonical, type RgbImage } from '@listing-lint/rules/image';
import { fewNamed } from '@listing-lint/rules/kernel';
import {
  type BytesMatcher,
  isCopy,
  type MarkOnSuspect,
  type OurPicture,
  unseenPicturesSentence,
} from '@listing-lint/vision';
import type { Certainty, SeenCopy, SeenWork } from './seen.ts';

/** What is known of a picture by itself. */
export type PictureVerdict =
  | Pick<SeenCopy, 'sha256' | 'certainty' | 'works' | 'mark' | 'markRemoved'>
  | { readonly problem: string }
  /** Why it cannot be told whether it shows ours. */
  | { readonly untold: string }
  | { readonly isOther: true };

/** Whether our mark is on a picture; null where it cannot be told. */
export type MarkOn = (image: RgbImage) => Promise<boolean | null>;

export interface PictureJudgeOptions {
  readonly matcher: BytesMatcher;
  /** Largest picture that is decoded, px. */
  readonly maxPixels: number;
  /** Absent where the config names no mark. */
  readonly markOn?: MarkOn | undefined;
  /** Whether one of ours bears the mark, by its path; null where that cannot be told. */
  readonly ourMark?: ((path: string) => Promise<boolean | null>) | undefined;
}

const MOST_WORKS = 5;
/** Of pictures that were judged, so that one that comes again is not decoded again. */
const MOST_REMEMBERED = 5000;

const CERTAINTY_OF: { readonly [verdict in OurPicture['verdict']]: Certainty | null } = {
  duplicate: 'copy',
  variant: 'likely',
  suspect: 'possible',
  // Two white pictures are alike, and nobody has copied anything.
  undecided: null,
};
const ORDER: readonly Certainty[] = ['copy', 'likely', 'possible'];

/** Whether a mark was taken off: who damaged it, painted something over it or cut it away may have meant something else, which a person decides. */
const REMOVED: { readonly [state in MarkOnSuspect['state']]: boolean | null } = {
  damaged: null,
  removed: true,
  there: false,
  'from-unmarked': false,
  covered: null,
  'cropped-away': null,
  unknown: null,
};

/** Judges pictures one by one; `isRepeated` tells that the same bytes were judged lately. Marks are looked for only where hashes decide nothing. */
export const pictureJudge = (options: PictureJudgeOptions) => {
  const known = new Map<string, Promise<PictureVerdict>>();
  return (bytes: Buffer, name: string): { readonly verdict: Promise<PictureVerdict>; readonly isRepeated: boolean } => {
    const digest = sha256Of(bytes);
    const before = known.get(digest);
    if (before !== undefined) return { verdict: before, isRepeated: true };
    const verdict = judged(bytes, name, digest, options);
    known.set(digest, verdict);
    const [oldest] = known.keys();
    if (known.size > MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
    return { verdict, isRepeated: false };
  };
};

const judged = async (
  bytes: Buffer,
  name: string,
  digest: string,
  { matcher, maxPixels, markOn, ourMark }: PictureJudgeOptions,
): Promise<PictureVerdict> => {
  let seen: RgbImage | undefined;
  const { matches, problem, inconclusive, unseenFrames, unseenPictures } = await matcher.match(bytes, name, (image) => {
    seen = image;
  });
  if (problem !== null) return { problem };
  const told = matches.flatMap((match) => {
    const certainty = isCopy(match) ? 'copy' : CERTAINTY_OF[match.verdict];
    return certainty === null ? [] : [{ match, certainty }];
  });
  const certainty = ORDER.find((each) => told.some((one) => one.certainty === each));
  const image = async (): Promise<RgbImage> => seen ?? decodeCanonical(bytes, maxPixels);
  if (certainty === undefined) {
    if (markOn === undefined || (await orNull(async () => markOn(await image()))) !== true)
      return (
        unlooked(unseenFrames, unseenPictures) ??
        untold(matches, inconclusive) ??
        (SCREENSHOT.test(name) ? { problem: IN_SCREENSHOT } : { isOther: true })
      );
    return { sha256: digest, certainty: 'marked', works: [], mark: null, markRemoved: false };
  }
  const works = told
    .filter((one) => one.certainty === certainty)
    .slice(0, MOST_WORKS)
    .map(({ match }) => workOf(match, matcher));
  const mark = told.find(({ match }) => match.mark !== undefined)?.match.mark?.state;
  if (mark !== undefined) return { sha256: digest, certainty, works, mark, markRemoved: REMOVED[mark] };
  // Ours may bear a mark that no stamp is written down of. Where theirs bears none, nobody knows whether it ever did: that accuses nobody.
  const [work] = works;
  // What is shown in a later frame is not looked for on the first.
  const isFirst = told.every(({ match }) => match.frame === undefined);
  const isOursMarked = work === undefined || ourMark === undefined ? null : await ourMark(work.path);
  const isTheirsMarked =
    isOursMarked === true && markOn !== undefined && isFirst ? await orNull(async () => markOn(await image())) : null;
  const isKept = isOursMarked === false || isTheirsMarked === true;
  return { sha256: digest, certainty, works, mark: null, markRemoved: isKept ? false : null };
};

const workOf = (match: OurPicture, { ours }: BytesMatcher): SeenWork => {
  const { path, product, distance, turn, description, unstamped, originals = [] } = match;
  const paths = [path, ...(unstamped === undefined ? [] : [unstamped]), ...originals];
  // What was kept of a listing's picture is compared, and that one need not be.
  const files = paths.flatMap((each) => ours.find((one) => one.path === each) ?? []);
  const alike = files.map((one) => ({ path: one.path, sha256: one.sha256 }));
  return { path, product, sha256: files[0]?.sha256 ?? '', alike: alike.slice(1), distance, turn, description };
};

/** Names that systems, browsers and their extensions give to pictures of the screen. */
const SCREENSHOT =
  /(?:screen[\s_-]?(?:shot|capture)|bildschirmfoto|capture d.écran|captura de (?:pantalla|ecr[ãa])|schermata|fireshot|屏幕截图|截屏|截图|スクリーンショット)[^/]*\.\w+$/iu;
const IN_SCREENSHOT =
  'it is a screenshot, in which single pictures are not searched for: crop them out, or save the page';

/** Of what shows none of ours in all that was looked at. */
const unlooked = (frames: number | undefined, pictures: number | undefined): PictureVerdict | undefined => {
  if (frames !== undefined) return { problem: unseenFramesSentence(frames) };
  return pictures === undefined ? undefined : { problem: unseenPicturesSentence(pictures) };
};

/** Of what has too little detail to say whether it shows this one or that one of ours. */
const untold = (matches: readonly OurPicture[], inconclusive: string | undefined): PictureVerdict | undefined => {
  const paths = matches.map(({ path }) => path);
  if (paths.length > 0) return { untold: `it may show ${fewNamed(paths)}, and has too little detail to say` };
  return inconclusive === undefined ? undefined : { untold: inconclusive };
};

const unseenFramesSentence = (count: number): string =>
  `${count} ${count === 1 ? 'frame, page or picture' : 'frames, pages or pictures'} behind the first could not be looked at`;

/** What cannot be told stays open. */
const orNull = async <T>(ask: () => Promise<T>): Promise<T | null> => {
  try {
    return await ask();
  } catch (error) {
    if (isKnownError(error)) return null;
    throw error;
  }
};
