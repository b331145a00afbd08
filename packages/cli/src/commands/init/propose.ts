import { posix } from 'node:path';

/** What a folder seems to hold. */
export interface FolderSurvey {
  readonly pictures: number;
  /** Globs of listing folders; empty where no pattern shows. */
  readonly listings: readonly string[];
  readonly originals: readonly string[];
  readonly cases: readonly string[];
  readonly charts: boolean;
  readonly marks: readonly string[];
}

const PICTURE = /\.(jpe?g|png|webp|avif|tiff?|gif|bmp|hei[cf]|dng|cr[23]|nef|arw|raf)$/i;
const ORIGINALS = /^(originals?|raws?|masters?|archive)$/i;
const CASES = /^(cases?|disputes?)$/i;
const BRAND = /^(brand|logos?|watermarks?)$/i;
const MARK = /(watermark|mark|logo)[^/]*\.png$/i;
const CHART = /(^|[-_ ])(size|chart|sizes|table)([-_ ]|$)/i;

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
  const rest = pictures.filter((path) => !originals.includes(path) && !brand.includes(path));
  return {
    pictures: rest.length + originals.length,
    listings: listingGlobs(rest),
    originals: foldersNamed(originals, ORIGINALS).map((folder) => `${folder}/**`),
    cases: foldersNamed(paths.filter((path) => /\.ya?ml$/i.test(path)).filter(isUnder(CASES)), CASES).map(
      (folder) => `${folder}/*.yaml`,
    ),
    charts: rest.some((path) => CHART.test(posix.parse(path).name)),
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

/** A config as YAML with comments; what was not found stands there as a comment that can be taken in. */
export const proposeConfig = (found: FolderSurvey): string => {
  const line = (key: string, values: readonly string[], example: string): string =>
    values.length > 0 ? `${key}: ${JSON.stringify(values)}` : `# ${key}: ${example}`;
  const marks = found.marks.length > 0;
  return `# What listing-lint checks here. \`listing-lint --print-config PATH\` shows what holds for a file, and from where;
# \`listing-lint rules\` lists every rule.

# Presets: recommended, strict, compliance, and one a marketplace (channels/amazon, channels/aliexpress, …).
extends: [recommended]

# Each matching folder is a listing. Without this line every folder that directly holds pictures is one.
${line('listings', found.listings, '["listings/*"]')}

# Pictures as the camera wrote them: they must keep their metadata, and are never compared as copies.
${line('originals', found.originals, '["originals/**"]')}

# Disputes, one YAML file each, for the rules about legal escalation.
${line('cases', found.cases, '["cases/*.yaml"]')}

# Roles by file; a listing.yaml says more. Otherwise the first picture of a listing is \`main\`, the rest \`gallery\`.
${found.charts ? '' : '# '}roles: [{ files: ["**/*size*"], role: chart }]

# Where the listings are going, unless their listing.yaml says otherwise.
# channels: [aliexpress]

# Your marks: PNG files with transparency, or words. \`watermark-present\` looks for them, and is reported as not checked without; then
# \`listing-lint calibrate\` measures how small they can be found, and \`listing-lint stamp\` puts them on pictures.
${marks ? `brand: { watermarks: ${JSON.stringify(found.marks)} }` : '# brand: { watermarks: ["brand/mark.png"] }        # or [{ text: "Your name" }]'}

# Severities (off, info, warn, error) and options of single rules.
# rules:
#   hash-unique: { severity: error, maxDistance: 31 }

# Other rules for some of the files: by files, roles, channels, or a mix; later entries win.
# overrides:
#   - { roles: [chart], rules: { watermark-present: off } }
`;
};
