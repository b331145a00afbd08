import { oneLineText } from '../case/file/values.ts';
import { allComments, comment, flow, type Line, note, scalar } from './yaml-lines.ts';

/** A picture of ours that the case is about; paths start at the folder of the config. */
export interface SkeletonPicture {
  readonly path: string;
  readonly sha256: string;
  /** `true`: it is the file as the camera wrote it. */
  readonly isOriginal: boolean;
  /** `true`: nobody named it, its listing was: it stands as a comment, to be taken in where the case is about it. */
  readonly isOther?: boolean;
  /** The archived original, by the ledger: the picture itself, or what it was made from. */
  readonly origin?: SkeletonOrigin | null;
}

/** Paths start at the folder of the config. */
export interface SkeletonOrigin {
  readonly path: string;
  readonly sha256: string;
  readonly captureDate: string | null;
  /** The first seal over it: when, and its token. */
  readonly seal: { readonly time: string; readonly file: string } | null;
}

/** Each picture is a work of its own, known by the name of its file; one that comes twice, is a number alone, or only says what the picture is for, gets its folder, too. */
export const workIds = (pictures: readonly SkeletonPicture[]): ReadonlyMap<string, string> => {
  const all = [lastParts(1), lastParts(2), (path: string) => path].map((of) =>
    pictures.map(({ path }) => nameFrom(of(path))),
  );
  const idOf = (index: number): string => {
    const own = all.find((names, step) => {
      const name = names[index];
      return (
        name !== undefined && isOnce(names, name) && (step > 0 || (/\p{L}/u.test(name) && !ANY_PICTURE.test(name)))
      );
    });
    return own?.[index] ?? `work-${index + 1}`;
  };
  return new Map(pictures.map(({ path }, index) => [path, idOf(index)]));
};

/** Names that pictures of any listing have: of one alone they say nothing. */
const ANY_PICTURE =
  /^(?:main|front|back|side|top|bottom|detail|cover|hero|gallery|variant|chart|product|image|img|photo|picture|pic)[-_ ]?\d*$/iu;

/** The end of a path, without the extension. */
const lastParts =
  (count: number) =>
  (path: string): string =>
    path
      .split('/')
      .slice(-count)
      .join('/')
      .replace(/(?<=[^/])\.[^./]+$/, '');

const isOnce = <T>(all: readonly T[], one: T): boolean => all.indexOf(one) === all.lastIndexOf(one);

/** A file's name as a name of a case, which stands on one line; undefined where nothing of it can be seen. */
const nameFrom = (text: string): string | undefined => {
  const line = text.replace(/[\n\v\f\r\u0085\u2028\u2029]+/g, ' ');
  return oneLineText.safeParse(line).success ? line : undefined;
};

/** What the case is about, and what proves that it is ours. */
export const workLines = (pictures: readonly SkeletonPicture[], ids: ReadonlyMap<string, string>): readonly Line[] => {
  const named = pictures.filter(({ isOther }) => isOther !== true);
  const others = pictures.filter(({ isOther }) => isOther === true);
  const linesOf = ({ path, sha256, isOriginal, origin }: SkeletonPicture): readonly Line[] => [
    `  - id: ${scalar(ids.get(path) ?? path)}`,
    ...(origin ? originLines(origin) : isOriginal ? [`    rawOriginal: ${flow({ path: scalar(path), sha256 })}`] : []),
    ...(isOriginal ? [] : [`    images: [${flow({ path: scalar(path), sha256 })}]`]),
  ];
  return [
    '',
    note('What it is about, and the proof that it is yours. Each work may have all that stands below the first one.'),
    ...(named.length === 0 ? allComments(['works:', '  - id: <short name>', ...proofsOf(false)]) : ['works:']),
    ...named.flatMap((picture, index) => [
      ...linesOf(picture),
      ...(index === 0 ? proofsOf(picture.isOriginal, picture.origin) : []),
    ]),
    ...(others.length === 0
      ? []
      : [
          note('  The other pictures of the listing: take in those that it is about, both lines of each.'),
          ...others.flatMap(linesOf).map((line) => comment(line)),
        ]),
  ];
};

const originLines = ({ path, sha256, captureDate, seal }: SkeletonOrigin): readonly Line[] => [
  `    rawOriginal: ${flow({ path: scalar(path), sha256: JSON.stringify(sha256), ...(captureDate === null ? {} : { captureDate }) })}`,
  ...(seal === null
    ? []
    : [`    timestamps: [${flow({ kind: 'rfc3161', time: JSON.stringify(seal.time), file: scalar(seal.file) })}]`]),
];

const proofsOf = (isOriginal: boolean, origin?: SkeletonOrigin | null): readonly Line[] => [
  comment('    title: <what it shows>'),
  comment('    author: <who took it>'),
  comment('    createdOn: <YYYY-MM-DD>'),
  ...(isOriginal
    ? [comment('    images: [{ path: <file> }]', 'as it was published')]
    : origin
      ? []
      : [comment('    rawOriginal: { path: <file>, captureDate: <YYYY-MM-DD> }', 'as the camera wrote it')]),
  comment('    firstPublished: { date: <YYYY-MM-DD>, url: <address> }'),
  comment('    editHistory: [{ file: <layers or steps of the editing>, software: <name> }]'),
  ...(origin?.seal
    ? []
    : [
        comment(
          '    timestamps: [{ kind: <rfc3161 or cloud or c2pa or notary>, time: <YYYY-MM-DD>, file: <token or record or deed> }]',
        ),
      ]),
  comment('    registration: { office: <name>, number: <number>, date: <YYYY-MM-DD>, file: <certificate> }'),
  comment('    copyrightClaimStatement: { file: <path>, signedOn: <YYYY-MM-DD> }', 'instead of a registration'),
  comment('    witnesses: [{ name: <name>, role: <what they did>, statement: <path> }]'),
  comment('    shootingRecord: { file: <path>, date: <YYYY-MM-DD> }'),
];
