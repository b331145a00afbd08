import { secondsBetween } from '@listing-lint/rules/metadata';
import type { CompareReport } from './compare-report.ts';
import type { MadeAccusation } from './test-accusations.ts';
import type { MadeFile } from './test-made-files.ts';

/** What is so of two files, by how they were made; `bytes` are theirs. */
interface Made {
  readonly a: MadeFile;
  readonly b: MadeFile;
  readonly isSameFile: boolean;
  readonly isSamePicture: boolean;
}

const edgesOf = ({ crop = [0, 0, 1, 1] }: MadeFile) => crop;
/** Whether the first shows something of the scene that the second does not. */
const showsMore = (first: MadeFile, second: MadeFile): boolean => {
  const [left, top, right, bottom] = edgesOf(first);
  const [l, t, r, b] = edgesOf(second);
  return left < l - 0.01 || top < t - 0.01 || right > r + 0.01 || bottom > b + 0.01;
};
/** Pixels of the scene's width for each pixel of the file. */
const density = (made: MadeFile): number => {
  const [left, , right] = edgesOf(made);
  // A quarter turn brings the height to lie as the width.
  return made.width / (right - left);
};

const zoned = (time: string, offset: string | undefined): string => `${time}${offset ?? ''}`;
const capture = ({ exif }: MadeFile): string | undefined =>
  exif?.captured === undefined ? undefined : zoned(exif.captured, exif.offset);

const later = ({ a, b }: Made): { readonly seconds: number; readonly isSure: boolean } | undefined => {
  const [first, second] = [capture(a), capture(b)];
  if (first === undefined || second === undefined) return undefined;
  const bothZoned = a.exif?.offset !== undefined && b.exif?.offset !== undefined;
  const seconds = secondsBetween(first, second);
  return { seconds, isSure: bothZoned || Math.abs(seconds) > 26 * 3600 };
};

const hasOddTimes = ({ exif }: MadeFile): boolean => {
  const captured = exif?.captured;
  if (captured === undefined) return false;
  const isFar = (other: string | undefined): boolean =>
    other !== undefined && Math.abs(secondsBetween(captured, other)) > 26 * 3600;
  return isFar(exif?.digitised) || (isFar(exif?.changed) && secondsBetween(captured, exif?.changed ?? captured) < 0);
};

const names = ({ exif, credit }: MadeFile): readonly string[] =>
  [exif?.artist, credit].filter((name) => name !== undefined);
const traces = ({ exif, preview }: MadeFile): number =>
  (exif?.camera === undefined ? 0 : 1) + (exif?.full === true ? 5 : 0) + (preview === undefined ? 0 : 1);
const documents = ({ xmp }: MadeFile): readonly string[] =>
  Object.entries(xmp ?? {}).flatMap(([name, value]) => (name.startsWith('xmpMM:') ? [value] : []));
const isCamera = ({ exif }: MadeFile): boolean => exif?.camera !== undefined;

/** For each thing that can be said, whether it is so. What is not listed here may not be said. */
const CLAIMS: { readonly [code: string]: (made: Made) => boolean } = {
  'file.identical': ({ isSameFile }) => isSameFile,
  'file.same-picture-data': ({ isSamePicture, isSameFile }) => isSamePicture && !isSameFile,
  'file.different': ({ isSameFile }) => !isSameFile,
  'picture.same': ({ a, b }) => a.scene === b.scene && a.shot === b.shot,
  'picture.part': ({ a, b }) => a.scene === b.scene && a.shot === b.shot,
  // The shapes of one scene, otherwise arranged.
  'picture.variant': ({ a, b }) => a.scene === b.scene,
  'picture.suspect': ({ a, b }) => a.scene === b.scene,
  'picture.not-found': ({ a, b }) => a.scene !== b.scene || a.shot !== b.shot,
  'extent.a-more': ({ a, b }) => a.scene === b.scene && showsMore(a, b) && !showsMore(b, a),
  'extent.b-more': ({ a, b }) => a.scene === b.scene && showsMore(b, a) && !showsMore(a, b),
  'extent.both-more': ({ a, b }) => a.scene === b.scene && showsMore(a, b) && showsMore(b, a),
  'extent.plain-border': ({ a, b }) =>
    !showsMore(a, b) && !showsMore(b, a) && (a.border !== undefined || b.border !== undefined),
  'extent.same': ({ a, b }) => !showsMore(a, b) && !showsMore(b, a) && a.border === undefined && b.border === undefined,
  'size.a-larger': ({ a, b }) => density(a) > density(b) * 1.02,
  'size.b-larger': ({ a, b }) => density(b) > density(a) * 1.02,
  'size.same': ({ a, b }) => Math.abs(Math.log(density(a) / density(b))) < 0.08,
  'content.differs-in-part': ({ a, b }) => a.label !== b.label,
  'preview.b-shows-a': ({ a, b }) =>
    b.preview !== undefined && showsMore(b, b) === false && String(b.preview) === String(edgesOf(a)),
  'captured.neither': ({ a, b }) => capture(a) === undefined && capture(b) === undefined,
  'captured.only-a': ({ a, b }) => capture(a) !== undefined && capture(b) === undefined,
  'captured.only-b': ({ a, b }) => capture(a) === undefined && capture(b) !== undefined,
  'captured.same': (made) => later(made)?.seconds === 0,
  'captured.order-open': (made) => later(made)?.isSure === false,
  'captured.a-earlier': (made) => (later(made)?.seconds ?? 0) > 0 && later(made)?.isSure === true,
  'captured.b-earlier': (made) => (later(made)?.seconds ?? 0) < 0 && later(made)?.isSure === true,
  'times.a-odd': ({ a }) => hasOddTimes(a),
  'times.b-odd': ({ b }) => hasOddTimes(b),
  'camera.neither': ({ a, b }) => !isCamera(a) && !isCamera(b),
  'camera.only-a': ({ a, b }) => isCamera(a) && !isCamera(b),
  'camera.only-b': ({ a, b }) => !isCamera(a) && isCamera(b),
  'camera.same-device': ({ a, b }) => a.exif?.serial !== undefined && a.exif.serial === b.exif?.serial,
  'camera.same-model': ({ a, b }) => String(a.exif?.camera) === String(b.exif?.camera),
  'camera.differ': ({ a, b }) => String(a.exif?.camera) !== String(b.exif?.camera),
  'traces.a-more': ({ a, b }) => traces(a) > traces(b),
  'traces.b-more': ({ a, b }) => traces(b) > traces(a),
  'traces.neither': ({ a, b }) => traces(a) + traces(b) === 0,
  'traces.alike': ({ a, b }) => Math.abs(traces(a) - traces(b)) <= 2 && traces(a) + traces(b) > 0,
  'editing.neither': ({ a, b }) => a.exif?.software === undefined && b.exif?.software === undefined,
  'editing.only-b': ({ a, b }) => a.exif?.software === undefined && b.exif?.software !== undefined,
  'rights.neither': ({ a, b }) => names(a).length + names(b).length === 0,
  'rights.only-a': ({ a, b }) => names(a).length > 0 && names(b).length === 0,
  'rights.only-b': ({ a, b }) => names(b).length > 0 && names(a).length === 0,
  'rights.shared': ({ a, b }) => names(a).some((name) => names(b).includes(name)),
  'rights.differ': ({ a, b }) =>
    names(a).length > 0 && names(b).length > 0 && !names(a).some((name) => names(b).includes(name)),
  'documents.not-stated': ({ a, b }) => documents(a).length === 0 || documents(b).length === 0,
  'documents.b-from-a': ({ a, b }) => b.from !== undefined && documents(a).includes(b.from.document),
  'documents.shared': ({ a, b }) => documents(a).some((id) => documents(b).includes(id)),
  'mark.not-looked-for': () => true,
  'ledger.not-looked-at': () => true,
  'credentials.neither': () => true,
};

/** Words that would say more than any comparison can. */
const TOO_MUCH = /\b(?:forged|faked?|stolen|thief|guilty|fraud|proves?|certainly|undoubtedly)\b/i;

/**
 * All that a report says of an accusation which is not so, or rests on nothing, and what it should have said and did not.
 */
export const untruths = (
  accusation: MadeAccusation,
  report: CompareReport,
  bytes: readonly [Buffer, Buffer],
): readonly string[] => {
  const { a, b, says } = accusation;
  const isSameFile = bytes[0].equals(bytes[1]);
  const pixels = ({
    exif: _exif,
    xmp: _xmp,
    from: _from,
    credit: _credit,
    preview: _preview,
    ...rest
  }: MadeFile): string => JSON.stringify(rest);
  const made: Made = { a, b, isSameFile, isSamePicture: pixels(a) === pixels(b) };
  const codes = report.points.map(({ code }) => code);
  return [
    ...codes.filter((code) => CLAIMS[code]?.(made) !== true).map((code) => `says ${code}, which is not so`),
    ...says.filter((code) => !codes.includes(code)).map((code) => `does not say ${code}`),
    ...report.points.flatMap(({ code, ground }) =>
      ground.length === 0
        ? [`${code} has no ground`]
        : ground.filter((pointer) => !resolves(report, pointer)).map((pointer) => `${code}: ${pointer} leads nowhere`),
    ),
    ...report.points
      .filter(({ shows, showsNot }) => TOO_MUCH.test(`${shows} ${showsNot}`))
      .map(({ code }) => `${code} says too much`),
    ...geometry(made, report),
  ];
};

const resolves = (report: CompareReport, pointer: string): boolean => {
  let value: unknown = report;
  for (const key of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null || !(key in value)) return false;
    value = Reflect.get(value, key);
  }
  return value !== undefined;
};

/** How far the edges of the common part may lie from those that were cut, as shares of the picture. */
const EXACT = 0.015;

const geometry = ({ a, b }: Made, { picture: { common } }: CompareReport): readonly string[] => {
  if (common === null || a.border !== undefined || b.border !== undefined || b.turn !== undefined) return [];
  const [la, ta, ra, ba] = edgesOf(a);
  const [lb, tb, rb, bb] = edgesOf(b);
  const expected = [
    (Math.max(la, lb) - la) / (ra - la),
    (Math.max(ta, tb) - ta) / (ba - ta),
    (Math.min(ra, rb) - la) / (ra - la),
    (Math.min(ba, bb) - ta) / (ba - ta),
  ];
  const found = [common.a.left, common.a.top, common.a.right, common.a.bottom];
  return expected.some((edge, i) => Math.abs(edge - (found[i] ?? 9)) > EXACT)
    ? [`the common part is ${found.join()}, and was cut at ${expected.join()}`]
    : [];
};
