import {
  type Cause,
  escapeControls,
  type Finding,
  type FractionBox,
  type Json,
  type Related,
  type Severity,
  subjectKey,
} from '@listing-lint/core';
import { offerOf } from '../../format/fixes.ts';
import { count, lineNote, saysCause, severityWord } from '../../format/phrases.ts';
import { anchorOf } from '../rule-view.ts';
import { isPlotted, type PlotView, plotViews } from './plot-view.ts';

export interface FindingView {
  readonly ruleId: string;
  readonly anchor: string;
  readonly severity: Severity;
  readonly word: string;
  readonly unknown: boolean;
  readonly blocked: boolean;
  /** Said once for all, elsewhere on the page: its card names the rule alone. */
  readonly rolled: boolean;
  readonly place: string;
  readonly message: string;
  readonly causes: readonly CauseView[];
  readonly plots: readonly PlotView[];
  readonly related: readonly RelatedView[];
  readonly more: string;
  /** What `--fix` would do about it; empty where nothing. */
  readonly offer: string;
}

export interface CauseView {
  readonly message: string;
  readonly fact: string;
  readonly seen: string;
  readonly expected: string;
  /** The finding's sentence says it. */
  readonly isSaid: boolean;
  /** The message is the observed value itself, which is then not repeated. */
  readonly isPlain: boolean;
}

export interface RelatedView {
  /** The sentence around the path; the path stands in front where it does not name it. */
  readonly before: string;
  readonly path: string;
  readonly after: string;
  /** Id of its card, empty where it is not part of this page. */
  readonly card: string;
  /** Id of the card to compare with; empty when that is the finding's own card. */
  readonly compare: string;
  /** `m0 q1`: how a view side by side turns it. */
  readonly turn: string;
  /** `x y width height` in fractions: what a view side by side shows of this picture and of the other; empty for all of both. */
  readonly part: string;
  readonly otherPart: string;
}

export const findingView = (finding: Finding, ids: ReadonlyMap<string, string>, rolled: boolean): FindingView => {
  const more = (finding.relatedCount ?? 0) - finding.related.length;
  return {
    ruleId: escapeControls(finding.ruleId),
    anchor: anchorOf(finding.ruleId),
    severity: finding.severity,
    word: severityWord[finding.severity],
    unknown: finding.outcome === 'inconclusive',
    blocked: finding.blockedBy !== undefined,
    rolled,
    place: lineNote(finding),
    message: escapeControls(finding.message),
    causes: finding.causes.map((cause) => causeView(cause, finding.message)),
    plots: plotViews(finding),
    related: distinct(finding.related.map((related) => relatedView(related, finding, ids))),
    more: more > 0 ? `and ${count(more, 'other')}` : '',
    offer: escapeControls(offerOf(finding) ?? ''),
  };
};

/** Operators whose ids are no words of a sentence. */
const OPERATOR_WORDS: ReadonlyMap<string, string> = new Map([
  ['lessThanInclusive', 'at most'],
  ['greaterThanInclusive', 'at least'],
  ['greaterThan', 'more than'],
]);

/** `at most`, `less than`, `is empty`: the id of an operator in words. */
const operatorWords = (id: string): string =>
  OPERATOR_WORDS.get(id) ?? id.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);

const causeView = (cause: Cause, said: string): CauseView => ({
  message: escapeControls(cause.message),
  fact: escapeControls(cause.path === undefined ? cause.fact : `${cause.fact}.${cause.path}`),
  seen: cause.unknown === undefined ? shortJson(cause.actual) : `unknown: ${escapeControls(cause.unknown)}`,
  expected: `${escapeControls(operatorWords(cause.operator))} ${shortJson(cause.expected)}`,
  isSaid: saysCause(said, cause),
  isPlain:
    isPlotted(cause) ||
    (Array.isArray(cause.actual) && cause.actual.length === 1 && cause.message.endsWith(String(cause.actual[0]))),
});

const relatedView = (
  { path, message, beside, turn, parts }: Related,
  { subject, message: said }: Finding,
  ids: ReadonlyMap<string, string>,
): RelatedView => ({
  ...around(path, said.includes(message) ? path : message),
  card: ids.get(subjectKey({ scope: beside === undefined ? subject.scope : 'image', path })) ?? '',
  compare: beside === undefined ? '' : (ids.get(subjectKey({ scope: 'image', path: beside })) ?? ''),
  turn: turn === undefined ? '' : `turn${turn.mirror ? ' mirror' : ''} q${turn.quarterTurns}`,
  part: parts === undefined ? '' : partText(parts.subject),
  otherPart: parts === undefined ? '' : partText(parts.related),
});

/** One of each: of what the finding's own sentence says already nothing is left but the path, as often as it says something of it. */
const distinct = (views: readonly RelatedView[]): readonly RelatedView[] => [
  ...new Map(views.map((view) => [JSON.stringify(view), view])).values(),
];

const partText = ({ x, y, width, height }: FractionBox): string =>
  [x, y, width, height].map((value) => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0)).join(' ');

/** The sentence cut at the path it names, so that the path can be a link. */
const around = (path: string, message: string): Pick<RelatedView, 'before' | 'path' | 'after'> => {
  const at = message.indexOf(path);
  return at < 0
    ? { before: '', path: escapeControls(path), after: ` ${escapeControls(message)}` }
    : {
        before: escapeControls(message.slice(0, at)),
        path: escapeControls(path),
        after: escapeControls(message.slice(at + path.length)),
      };
};

const LONGEST_VALUE = 160;

/** A value in few words: texts bare, the rest as JSON, cut where long. */
const shortJson = (value: Json): string => {
  const text = escapeControls(typeof value === 'string' ? value : JSON.stringify(value));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
};
