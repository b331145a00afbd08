import {
  type Cause,
  type Finding,
  type NotChecked,
  type Notice,
  type Related,
  type Report,
  type Severity,
  type Summary,
  unjudged,
} from '@listing-lint/core';

/** `1 error`, `2 errors`, `1,204 images`. */
export const count = (n: number, singular: string, plural = `${singular}s`): string =>
  `${grouped(n)} ${n === 1 ? singular : plural}`;

/** Digits in groups of three, the same on every machine. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** `384 bytes`, `12 KB`, `1.4 MB` (thousands, as shops and platforms count). */
export const size = (bytes: number): string => {
  if (bytes < 1000) return count(bytes, 'byte');
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
};

/** `line 3`; empty where the finding has no line, or it or what stands below it begins with one. */
export const lineNote = ({ region, message, causes }: Finding): string =>
  region === undefined || [message, ...causes.map((cause) => cause.message)].some((text) => /^line \d/.test(text))
    ? ''
    : `line ${region.startLine}`;

/** A finding as one text, for formats without lines: what it says first, then each cause that this does not say already. */
export const wholeSentence = (finding: Finding): string => [finding.message, ...unsaidCauses(finding)].join('; ');

/** Whether a message already contains the text of a cause, alone or among others that could not be judged for the same reason. */
export const saysCause = (said: string, { message, unknown }: Pick<Cause, 'message' | 'unknown'>): boolean => {
  if (said.includes(message)) return true;
  if (unknown === undefined) return false;
  const end = unjudged(unknown);
  return message.endsWith(end) && said.includes(end) && said.includes(message.slice(0, -end.length));
};

/** Causes that the finding's own message does not say, each once, with why it is unknown. */
export const unsaidCauses = ({ message: said, causes }: Pick<Finding, 'message' | 'causes'>): readonly string[] => {
  const left = causes
    .filter((cause) => !saysCause(said, cause))
    .map(({ message, unknown = '' }) => (message.includes(unknown) ? message : `${message}: ${unknown}`));
  return [...new Set(left)];
};

/** What is said of another subject, with its path once: in front where the sentence does not name it. */
export const relatedSentence = ({ path, message }: Related): string =>
  message.includes(path) ? message : `${path}: ${message}`;

/** The others that the finding's own message does not speak of already. */
export const unsaid = ({ message: said, related }: Finding): readonly Related[] =>
  related.filter(({ path, message }) => !(said.includes(message) && message.includes(path)));

export const SEVERITIES: readonly Severity[] = ['error', 'warn', 'info'];

export const severityWord = { error: 'error', warn: 'warning', info: 'info' } as const satisfies Record<
  Severity,
  string
>;

/** `6 listings, 42 images and 3 cases`: what was judged, in the order a seller thinks of it. */
export const judged = (subjects: Summary['subjects']): string => {
  const known = ['listing', 'image', 'case'];
  const scopes = [
    ...known.filter((scope) => scope in subjects),
    ...Object.keys(subjects)
      .filter((scope) => !known.includes(scope))
      .sort(),
  ];
  return listed(scopes.map((scope) => count(subjects[scope] ?? 0, scope.replaceAll('-', ' ')))) || 'nothing';
};

/** `2 errors, 1 warning`, or `no findings`; counts of zero are left out. */
export const tally = ({ errors, warnings, infos }: Pick<Summary, 'errors' | 'warnings' | 'infos'>): string =>
  [
    errors > 0 ? count(errors, 'error') : '',
    warnings > 0 ? count(warnings, 'warning') : '',
    infos > 0 ? count(infos, 'info', 'infos') : '',
  ]
    .filter((part) => part !== '')
    .join(', ') || 'no findings';

/** Whether there is no finding, and no notice of level error. */
export const isClean = ({ summary, notices = [] }: Pick<Report, 'summary' | 'notices'>): boolean =>
  summary.errors + summary.warnings + summary.infos === 0 && notices.every(({ level }) => level !== 'error');

/** `true` for a project in which there was nothing to lint. */
export const isBare = ({ summary, notices = [] }: Report): boolean =>
  Object.keys(summary.subjects).length === 0 && notices.some(({ code }) => code === 'no-subjects');

/** The sentences under a summary: what could not be judged, was left out or was not checked. */
export const remarks = (report: Report): readonly string[] => {
  const { summary, config, notices = [], projects } = report;
  return [
    ...(summary.inconclusive > 0
      ? [
          `${count(summary.inconclusive, 'finding')} could not be judged and ${summary.inconclusive === 1 ? 'counts' : 'count'} as ${summary.inconclusive === 1 ? 'a finding' : 'findings'}: unknown is never a pass.`,
        ]
      : []),
    ...fixRemarks(report),
    ...suppressedRemarks(report),
    ...notCheckedRemarks(summary.notChecked),
    ...idleRemarks(report),
    ...(projects ?? [{ path: '.', config }]).flatMap(({ path, config: own }) =>
      own.path === null ? [about(path, NO_CONFIG)] : [],
    ),
    ...notices.map(noticeSentence),
  ];
};

/** How much `--fix` has done, would do or could do, for a summary; empty where there is nothing of it. */
const fixRemarks = ({ findings, fixed, notFixed = [] }: Report): readonly string[] => {
  if (fixed === undefined) {
    const offers = findings.filter(({ fix }) => fix !== undefined).length;
    return offers === 0
      ? []
      : [`${count(offers, 'finding')} fixable with --fix (--fix-dry-run says what that would do, and writes nothing).`];
  }
  const files = new Set(fixed.map(({ subject }) => subject.path)).size;
  const fixedFindings = fixed.reduce((total, { ruleIds }) => total + ruleIds.length, 0);
  const isWritten = fixed.some(({ written }) => written);
  const done =
    files === 0
      ? 'Nothing was fixed.'
      : `${count(fixedFindings, 'finding')} in ${count(files, 'file')} ${isWritten ? 'fixed' : 'would be fixed; nothing was written'}.`;
  const left = notFixed.length === 0 ? [] : [`${grouped(notFixed.length)} of the fixes could not be made.`];
  return [done, ...left];
};

/**
 * Of these sentences those that keep a clean run from being taken for a whole one: what was left out, was not checked for want of a
 * setting, or is warned of.
 */
export const reservedRemarks = (report: Report): readonly string[] => [
  ...suppressedRemarks(report),
  ...notCheckedRemarks(report.summary.notChecked.filter(({ channel }) => channel === undefined)),
  ...idleRemarks(report),
  ...(report.notices ?? []).filter(({ level }) => level !== 'note').map(noticeSentence),
];

const suppressedRemarks = ({ summary, suppressed = [] }: Report): readonly string[] => {
  if (summary.suppressed === 0) return [];
  const open = suppressed.filter(({ finding }) => finding.outcome === 'inconclusive').length;
  const ofThem = open === 0 ? '' : `, ${grouped(open)} of them could not be judged`;
  return [`${count(summary.suppressed, 'finding')} left out by an exception or the baseline${ofThem}.`];
};

/** For reports that have no summary: what is said of the run, and which rules `--only` left out of it. */
export const noticesOf = ({ notices = [], summary }: Report): readonly Notice[] => [
  ...notices,
  ...notCheckedRemarks(summary.notChecked.filter(isLeftOut)).map(
    (message): Notice => ({ level: 'note', code: 'left-out', message }),
  ),
];

/** Left out by an option of the command line, not for want of a setting. */
const isLeftOut = ({ requires }: NotChecked): boolean => requires.startsWith('--');

/** What is said of the run, with its place in front. */
export const noticeSentence = ({ path, region, message, project = '.' }: Notice): string => {
  if (path === undefined) return about(project, message);
  return `${path}${region === undefined ? '' : `:${region.startLine}`}: ${message}`;
};

/** How serious a notice is where a reporter knows findings only. */
export const severityOfNotice = { error: 'error', warning: 'warn', note: 'info' } as const satisfies Record<
  Notice['level'],
  Severity
>;

/** A sentence with what it is about in front; the whole of the report is understood. */
const about = (path: string, sentence: string): string => (path === '.' ? sentence : `${path}: ${sentence}`);

/** What a first run does not know: that it was one of defaults, and where to go on. */
const NO_CONFIG =
  'There is no config, so each folder that holds pictures was taken for a listing and `recommended` for the rules: `listing-lint init` writes a config with comments.';

/** Rules left out by an option that are named; beyond that only their number is printed; the JSON report lists all. */
const MOST_LEFT_OUT = 8;

/** A sentence for each setting or channel that is missing, with the rules that need it. */
const notCheckedRemarks = (notChecked: Summary['notChecked']): readonly string[] => {
  const reasons = [...new Set(notChecked.map(reasonNotChecked))];
  return reasons.map((reason) => {
    const same = notChecked.filter((each) => reasonNotChecked(each) === reason);
    const ids = same.map(({ ruleId }) => ruleId);
    // A user who named the rules to run knows which were left out.
    if (same.every(isLeftOut) && ids.length > MOST_LEFT_OUT) return `${ids.length} rules were not checked: ${reason}.`;
    return `${listed(ids)} ${ids.length === 1 ? 'was' : 'were'} not checked: ${reason}.`;
  });
};

/**
 * Rules that had nothing to judge, where no rule had, or where only they were requested: that nothing was found then says nothing. Elsewhere
 * it is no news that a shop without disputes has rules for them.
 */
const idleRemarks = ({ rules, policy, subjects, summary, notices }: Report): readonly string[] => {
  const busy = new Set(
    subjects.flatMap(({ outcomes: { pass, fail, inconclusive } }) => [...pass, ...fail, ...inconclusive]),
  );
  if (subjects.length === 0 || (busy.size > 0 && !summary.notChecked.some(isLeftOut))) return [];
  const why = (notices ?? []).filter(({ code }) => code === 'rule-judged-none');
  const reported = new Set([...summary.notChecked, ...why].map(({ ruleId }) => ruleId));
  // The policy has every rule that is on, `rules` those that came to an outcome.
  const idle = (policy?.rules ?? rules).map(({ id }) => id).filter((id) => !busy.has(id) && !reported.has(id));
  if (idle.length === 0) return [];
  return [
    `${listed(idle)} had nothing to judge: nothing here is what ${idle.length === 1 ? 'it is' : 'they are'} for.`,
  ];
};

const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Why a rule was not checked, to stand after a colon. */
export const reasonNotChecked = (each: NotChecked): string => {
  const { requires, about, channel, project } = each;
  return isLeftOut(each)
    ? `left out by \`${requires}\`${of(project)}`
    : channel === undefined
      ? `\`${requires}\` is not set in the config${of(project)}${about === undefined ? '' : ` (${about})`}`
      : `no listing${of(project)} goes to ${channel}; name it under \`channels\`, or in a listing.yaml`;
};

const of = (project: string | undefined): string => (project === undefined ? '' : ` of \`${project}\``);
