import { z } from 'zod';
import { type Disclosure, disclosed } from '../config/disclosure.ts';
import { ListingLintError, type Problem } from '../model/error.ts';
import type { Finding } from '../model/report.ts';
import type { Registry } from '../registry/registry.ts';
import { sha256 } from '../text/canonical-json.ts';
import { compareText } from '../text/compare.ts';
import { jsonProblems, parseJson } from '../text/parse-json.ts';
import { firstProblems } from '../text/problems.ts';
import { type ProblemAt, schemaProblems } from '../text/schema-problems.ts';
import { readYaml } from '../text/yaml-document.ts';

const entrySchema = z.strictObject({
  rule: z.string(),
  path: z.string(),
  /** Of the finding: rule, content and causes. */
  content: z.string(),
  /** What it said, of subjects whose findings are known by that (`knownAsSaid`). */
  said: z.string().optional(),
  /** Of one that could not be judged: what is found once it can is new. */
  outcome: z.literal('inconclusive').optional(),
});
const baselineSchema = z.strictObject({ version: z.literal(1), findings: z.array(entrySchema) });

export type BaselineEntry = z.infer<typeof entrySchema>;
/** Findings that were there when the linter came: known, and not to be told again. */
export type Baseline = z.infer<typeof baselineSchema>;

/** Reads a baseline file. Throws `config-invalid` for anything else, with what is wrong and where, and with no more of the text than `disclosure` allows. */
export const parseBaseline = (text: string, name: string, disclosure: Disclosure): Baseline => {
  const refused = (message: string, problems: readonly Problem[]): ListingLintError =>
    new ListingLintError('config-invalid', message, [
      ...disclosed(problems, new Map([[name, name]]), () => disclosure),
      REWRITE,
    ]);
  const value = parseJson(text);
  if (value === undefined)
    throw refused(`the baseline ${name} is not JSON`, jsonProblems(text, name, MOST_WITH_PLACES));
  const parsed = baselineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  // Read once more for the places of faults, which a sound baseline is spared; none of a very large one.
  const isLarge = Buffer.byteLength(text) > MOST_WITH_PLACES;
  const problemAt: ProblemAt = isLarge
    ? (_path, message) => ({ message, file: name })
    : readYaml({ path: name, text }, { maxBytes: MOST_WITH_PLACES }).problemAt;
  const problems = schemaProblems(parsed.error.issues, baselineSchema, value, problemAt);
  throw refused(`${name} is not a baseline of listing-lint`, firstProblems(problems));
};

const REWRITE: Problem = { message: 'move it away, then write it anew with --update-baseline' };
/** Some 30,000 findings. */
const MOST_WITH_PLACES = 8 * 1024 * 1024;

/** The baseline of these findings, and of entries that are to stay: sorted, one a line, so that it merges in git. */
export const baselineText = (
  findings: readonly Finding[],
  staying: readonly BaselineEntry[],
  asSaid: ReadonlySet<string> = NONE,
): string => {
  const entries = [...findings.map((finding) => entryOf(finding, asSaid)), ...staying].sort(
    (a, b) => compareText(a.path, b.path) || compareText(a.rule, b.rule) || compareText(a.content, b.content),
  );
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`);
  return `{\n  "version": 1,\n  "findings": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`;
};

const NONE: ReadonlySet<string> = new Set();

const entryOf = (finding: Finding, asSaid: ReadonlySet<string>): BaselineEntry => ({
  rule: finding.ruleId,
  path: finding.subject.path,
  content: finding.contentFingerprint,
  ...(asSaid.has(finding.subject.scope) ? { said: saidOf(finding) } : {}),
  ...(finding.outcome === 'inconclusive' ? { outcome: 'inconclusive' } : {}),
});

/** Beside the sentence, which is cut where it is long, all that it is made of. */
const saidOf = ({ message, causes }: Finding): string =>
  sha256(JSON.stringify([message, causes.map(({ actual }) => actual)])).slice(0, SAID_DIGITS);
const SAID_DIGITS = 16;

/** Scopes whose findings a baseline knows by what they say alone. */
export const scopesAsSaid = ({ scopes }: Pick<Registry, 'scopes'>): ReadonlySet<string> =>
  new Set([...scopes].flatMap(([scope, { kind }]) => (kind.knownAsSaid === true ? [scope] : [])));

/** Set behind the keys of entries of what could not be judged. */
const UNJUDGED = '\0?';

/** The last of the keys that pair: the same rule at the same place. */
const SAME_PLACE = 2;

/**
 * Pairs findings with entries: first those with the same content at the same place, then the same content anywhere, then the same
 * rule at the same place. An entry stands for one finding: a second copy of known bad content is new. So is a finding about related
 * subjects where other ones are to blame: the same place says nothing of them. A finding about subjects of the scopes `asSaid` is known
 * only where it says the same at the same place. An entry of what could not be judged stands for no failure.
 */
export const matchBaseline = (
  findings: readonly Finding[],
  { findings: entries }: Baseline,
  asSaid: ReadonlySet<string> = NONE,
): { readonly known: ReadonlySet<Finding>; readonly unused: readonly BaselineEntry[] } => {
  const free = new Set(entries);
  const known = new Set<Finding>();
  const keys: readonly ((entry: BaselineEntry) => string)[] = [
    ({ rule, path, content, said }) => [rule, path, said === undefined ? content : `said ${said}`].join('\0'),
    ({ rule, content }) => [rule, content].join('\0'),
    ({ rule, path }) => [rule, path].join('\0'),
  ];
  const aboutOthers = new Set(findings.filter(({ causes }) => causes.some(({ of }) => of !== undefined)));
  for (const [index, key] of keys.entries()) {
    const byKey = new Map<string, BaselineEntry[]>();
    for (const entry of free) {
      if (index > 0 && entry.said !== undefined) continue;
      const name = key(entry) + (entry.outcome === undefined ? '' : UNJUDGED);
      byKey.set(name, [...(byKey.get(name) ?? []), entry]);
    }
    for (const finding of findings) {
      if (known.has(finding) || (index === SAME_PLACE && aboutOthers.has(finding))) continue;
      if (index > 0 && asSaid.has(finding.subject.scope)) continue;
      const name = key(entryOf(finding, asSaid));
      const unjudged = finding.outcome === 'inconclusive' ? byKey.get(name + UNJUDGED)?.shift() : undefined;
      const entry = unjudged ?? byKey.get(name)?.shift();
      if (entry === undefined) continue;
      known.add(finding);
      free.delete(entry);
    }
  }
  return { known, unused: entries.filter((entry) => free.has(entry)) };
};
