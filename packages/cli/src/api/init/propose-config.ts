import type { FolderSurvey } from './survey.ts';
import type { RoleSurvey } from './survey-roles.ts';

/** A config as YAML with comments; what was not found stands there as a comment that can be taken in. */
export const proposeConfig = (found: FolderSurvey): string => {
  const line = (key: string, values: readonly string[], example: string): string =>
    values.length > 0 ? `${key}: ${JSON.stringify(values)}` : `# ${key}: ${example}`;
  const marks = found.marks.length > 0;
  return `# What listing-lint checks here. \`listing-lint --print-config PATH\` shows what holds for a file, and from where;
# \`listing-lint rules\` lists every rule.

# Presets: recommended, strict, compliance, and one a marketplace (channels/amazon, channels/aliexpress, …).
extends: [recommended]

# Each matching folder is a listing. Without this line every folder that directly holds pictures is one. The pictures of a listing show one
# product and are no copies of each other's: where several products share a folder, give each a folder of its own.
${line('listings', found.listings, '["listings/*"]')}

# Pictures as the camera wrote them: they must keep their metadata, and are never compared as copies.
${line('originals', found.originals, '["originals/**"]')}

# Disputes, one YAML file each, for the rules about legal escalation.
${line('cases', found.cases, '["cases/*.yaml"]')}

${rolesOf(found.roles)}

# A preset judges listings for its marketplace. All listings go there, unless \`channels\` here or in a listing.yaml names other marketplaces.
# extends: [recommended, channels/aliexpress]
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

const rolesOf = ({ main, chart, reasons }: RoleSurvey): string => {
  const entries = [
    ...(chart.length > 0 ? [{ files: chart, role: 'chart' }] : []),
    ...(main.length > 0 ? [{ files: main, role: 'main' }] : []),
  ];
  return [
    '# Roles by file; a listing.yaml says more. Otherwise the main picture is the one whose name says so (main, front, 0 at the end, the name',
    '# that others add to), else the first; the rest is `gallery`. `listing-lint inspect` shows which one, and why.',
    ...(reasons.length > 0
      ? [`# Why a picture is the main one here: ${reasons.slice(0, MOST_REASONS).join(', ')}.`]
      : []),
    ...(entries.length === 0
      ? ['# roles: [{ files: ["**/*size-chart*"], role: chart }]']
      : ['roles:', ...entries.map(({ files, role }) => `  - { files: ${JSON.stringify(files)}, role: ${role} }`)]),
  ].join('\n');
};
const MOST_REASONS = 4;
