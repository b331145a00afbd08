import { posix } from 'node:path';
import { type RoleSurvey, surveyRoles } from './survey-roles.ts';

/** What a folder seems to hold. */
export interface FolderSurvey {
  readonly pictures: number;
  /** Globs of listing folders; empty where no pattern shows. */
  readonly listings: readonly string[];
  readonly originals: readonly string[];
  readonly cases: readonly string[];
  readonly roles: RoleSurvey;
  readonly marks: readonly string[];
}

const PICTURE = /\.(jpe?g|png|webp|avif|tiff?|gif|bmp|hei[cf]|dng|cr[23]|nef|arw|raf)$/i;
const ORIGINALS = /^(originals?|raws?|masters?|archive)$/i;
const CASES = /^(cases?|disputes?)$/i;
const BRAND = /^(brand|logos?|watermarks?)$/i;
const MARK = /(watermark|mark|logo)[^/]*\.png$/i;

/** Reads the layout out of the files' paths (relative, `/`). */
export const survey = (paths: readonly string[]): FolderSurvey => {
  const pictures = paths.filter((path) => PICTURE.test(path)).sort();
  const isUnder = (pattern: RegExp) => (path: string) =>
    path
      .split('/')
      .slice(0, -1)
      .some((part) => pattern.test(part));
  const originals = pictures.filter(isUnder(ORIGINALS));
  const brand = pictures.filter((path) => isUnder(BRAND)(path) && !isUnder(ORIGINALS)(path));
  const apart = new Set([...originals, ...brand]);
  const rest = pictures.filter((path) => !apart.has(path));
  return {
    pictures: rest.length + originals.length,
    listings: listingGlobs(rest),
    originals: foldersNamed(originals, ORIGINALS).map((folder) => `${folder}/**`),
    cases: foldersNamed(paths.filter((path) => /\.ya?ml$/i.test(path)).filter(isUnder(CASES)), CASES).map(
      (folder) => `${folder}/*.yaml`,
    ),
    roles: surveyRoles(rest),
    marks: brand.filter((path) => MARK.test(path)),
  };
};

/** The shallowest folder of each path whose name matches. */
const foldersNamed = (paths: readonly string[], pattern: RegExp): readonly string[] => {
  const folders = paths.map((path) => {
    const parts = path.split('/');
    return parts.slice(0, parts.findIndex((part) => pattern.test(part)) + 1).join('/');
  });
  return [...new Set(folders)].sort();
};

/** `listings/*` where every folder with pictures lies one below `listings`; nothing where the layout is another. */
const listingGlobs = (pictures: readonly string[]): readonly string[] => {
  const parents = new Set(pictures.map((path) => posix.dirname(posix.dirname(path))));
  const areDeep = pictures.every((path) => path.split('/').length > 2);
  return areDeep && parents.size <= 3 ? [...parents].sort().map((parent) => `${parent}/*`) : [];
};
