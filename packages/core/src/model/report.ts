import type { Fixed, NotFixed, OfferedFix } from './fix.ts';
import type { Json, JsonObject } from './json.ts';
import type { StatsReport } from './stats.ts';

export type Severity = 'error' | 'warn' | 'info';
/** `skip`: the rule's `when` did not hold. `inconclusive`: a fact that decides could not be had; never a pass. */
export type Outcome = 'pass' | 'fail' | 'skip' | 'inconclusive';

/** A place in a text file, 1-based. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A rectangle on the auto-oriented picture; fractions 0–1 of its width and height. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  /** `found`: what was looked for. `rejected`: the best candidate that was not accepted. */
  readonly kind: 'found' | 'rejected';
}

/** One condition that did not hold, or could not be judged. */
export interface Cause {
  /** Relation whose members it is about: `fact` is that of the one member, the one that is compared among them, or the relation's name. */
  readonly of?: string;
  readonly fact: string;
  readonly path?: string;
  /** What had to hold: `equal` (or a quantifier, `every`), or `not equal` where the condition stands under a negation. */
  readonly operator: string;
  /** The value seen; `null` when it could not be had (`unknown` says why). */
  readonly actual: Json;
  readonly expected: Json;
  /** Present when the condition is unknown: why the value could not be had. */
  readonly unknown?: string;
  /** A sentence a seller can act on. */
  readonly message: string;
}

export interface Related {
  readonly path: string;
  readonly message: string;
  /** The picture that `path` is compared with, where that is not the subject itself: a group has two pictures of one shot. */
  readonly beside?: string;
  /** Pictures only: how the other picture must be turned to lie as the subject does, for a view side by side. */
  readonly turn?: Turn;
  /** Pictures only: what agrees, of the subject and of the other picture before it is turned; the rest is frame, padding, background. */
  readonly parts?: { readonly subject: FractionBox; readonly related: FractionBox };
}

/** A part of an auto-oriented picture; fractions 0–1 of its width and height. */
export type FractionBox = Pick<Box, 'x' | 'y' | 'width' | 'height'>;

/** One of the eight ways a rectangle can lie: mirrored left to right first, then turned clockwise. */
export interface Turn {
  readonly mirror: boolean;
  readonly quarterTurns: 0 | 1 | 2 | 3;
}

export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly outcome: 'fail' | 'inconclusive';
  readonly subject: { readonly scope: string; readonly path: string };
  readonly message: string;
  readonly causes: readonly Cause[];
  /** At most 10; `relatedCount` is the full number where it is larger. */
  readonly related: readonly Related[];
  readonly relatedCount?: number;
  readonly region?: Region;
  /** What `--fix` would do about it. */
  readonly fix?: OfferedFix;
  /** The rule whose finding on the same subject makes this one inconclusive (`image-readable`). */
  readonly blockedBy?: string;
  /** rule + subject path. 16 hex digits or more. */
  readonly fingerprint: string;
  /** rule + sha256 of the content + keys of the causes. */
  readonly contentFingerprint: string;
}

/** The fact that the kind of a subject names for reports, with its value or why it could not be had. */
export type Particulars =
  | { readonly fact: string; readonly value: Json }
  | { readonly fact: string; readonly unknown: string };

/** What a report says of a subject, but for the attributes that it carries. */
export interface SubjectReportBase {
  readonly scope: string;
  readonly path: string;
  /** It is not there, and no file that was judged: `summary` does not count it. */
  readonly absent?: true;
  readonly sha256?: string;
  readonly bytes?: number;
  readonly boxes?: readonly Box[];
  /** What its kind has reports tell of it beside verdicts. */
  readonly particulars?: Particulars;
  /** Rule ids, sorted. */
  readonly outcomes: { readonly [outcome in Outcome]: readonly string[] };
}

export interface SubjectReport extends SubjectReportBase {
  /** Attributes as the subject carries them: texts, and lists of texts. */
  readonly [attribute: string]: unknown;
}

export interface RuleReport {
  readonly id: string;
  readonly scope: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly Reference[];
  /** Present where a project's rule of this id is another one than that without a project: its path. */
  readonly project?: string;
}

export interface Reference {
  readonly title: string;
  readonly url: string;
  /** ISO date on which the page was read. */
  readonly read: string;
  /** A official and current · B official but old or partial · C secondary only. */
  readonly certainty?: 'A' | 'B' | 'C';
}

/** A finding that an exception or a baseline took out. */
export interface Suppressed {
  readonly finding: Finding;
  readonly by: 'exception' | 'baseline';
  readonly reason?: string;
  readonly owner?: string;
  readonly expires?: string;
}

/** An exception as the config states it, and what it did in this run. */
export interface ExceptionReport {
  readonly ruleId: string;
  /** The subject glob or the content hash as it was written. */
  readonly subject: string;
  readonly reason: string;
  readonly owner: string;
  /** ISO date after which it no longer holds. */
  readonly expires?: string;
  readonly state: 'used' | 'unused' | 'expired';
  /** Findings that it took out. */
  readonly findings: number;
  /** Path of its project, in a report of several; `subject` starts there. */
  readonly project?: string;
}

/** Something about the run itself, not about a subject: a link out of the root, a rule that broke, a set that was too large. */
export interface Notice {
  readonly level: 'error' | 'warning' | 'note';
  /** Stable kebab-case name (`link-outside-root`, `rule-broken`). */
  readonly code: string;
  readonly message: string;
  readonly path?: string;
  readonly region?: Region;
  readonly ruleId?: string;
  /** Path of the project that it is about, in a report of several. */
  readonly project?: string;
}

/** A text that the verdicts depend on, by the SHA-256 (hex) of its bytes. */
export interface PolicySource {
  /** Preset id, or path relative to the config's folder; `listing-lint:` before the path of a built-in text. */
  readonly id: string;
  readonly sha256: string;
}

/** A rule as it was in force over the whole run; `overrides` change it for some subjects. */
export interface PolicyRule {
  readonly id: string;
  readonly severity: Severity | 'off';
  /** Every option with the value in force, defaults too. */
  readonly options: JsonObject;
  /** The YAML that defines it. */
  readonly source: PolicySource;
}

/**
 * What the subjects were judged by, complete enough to name a one-bit change later: every text by its hash, every option by its
 * value. Lists are sorted by id, `overrides` stand in the order of the config (later ones win).
 */
export interface Policy {
  /** SHA-256 (hex) of the canonical JSON (sorted keys, no spaces) of all other members. */
  readonly sha256: string;
  readonly presets: readonly PolicySource[];
  readonly rules: readonly PolicyRule[];
  readonly overrides: readonly JsonObject[];
  readonly plugins: readonly { readonly name: string; readonly version: string; readonly sha256?: string }[];
  /** The config's other settings that facts see (`brand`, `settings.acme`, …). */
  readonly settings: JsonObject;
  /** Other files that verdicts depend on: config, exceptions, baseline, brand marks, registries. */
  readonly files: readonly PolicySource[];
}

export interface Summary {
  /** Subjects judged, by scope. */
  readonly subjects: { readonly [scope: string]: number };
  /** Each counts inconclusive ones too; suppressed ones are counted nowhere else. */
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly inconclusive: number;
  readonly suppressed: number;
  /** Rules that are on but could not judge anything, sorted by id. */
  readonly notChecked: readonly NotChecked[];
}

export interface NotCheckedBase {
  readonly ruleId: string;
  /** The setting that the config does not give, or that does not name the value that the rule is about; `--only` where that left the rule out. */
  readonly requires: string;
  /** What that setting is, in words. */
  readonly about?: string;
  /** Path of the project whose rule it is, in a report of several. */
  readonly project?: string;
}

export interface NotChecked extends NotCheckedBase {
  /** The value that the rule is about, where no subject has it: under the noun of its attribute. */
  readonly [noun: string]: string | undefined;
}

/** One of several projects that a report tells of. A subject belongs to the one with the longest path that holds it. */
export interface ProjectReport {
  /** Its folder, from where the paths of the report start; `.` for that itself. */
  readonly path: string;
  readonly config: Report['config'];
  readonly summary: Summary;
  readonly policy?: Policy;
}

/** The JSON report, schemaVersion 1. Same input, same bytes: sorted, no times but `asOf`. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly config: { readonly path: string | null; readonly sha256: string | null };
  /** Present when a rule about time was judged. */
  readonly asOf?: string;
  /** Present where a part of what is configured was asked for, by paths or by changes: of the rest nothing is said. */
  readonly partial?: true;
  readonly summary: Summary;
  readonly rules: readonly RuleReport[];
  readonly subjects: readonly SubjectReport[];
  readonly findings: readonly Finding[];
  /** Present with `--fix` and `--fix-dry-run`; `findings` are what is left. */
  readonly fixed?: readonly Fixed[];
  /** The same: fixes that were offered and not made. */
  readonly notFixed?: readonly NotFixed[];
  readonly suppressed?: readonly Suppressed[];
  /** Every exception of the config, used or not. */
  readonly exceptions?: readonly ExceptionReport[];
  readonly notices?: readonly Notice[];
  readonly policy?: Policy;
  /**
   * Present when several projects were linted, each by its own config: their paths start at the folder that holds all of them, `config`
   * is null, and each has its own policy. Fingerprints are those that the project has by itself.
   */
  readonly projects?: readonly ProjectReport[];
  /** Present with `--stats`: of two runs over the same it is never the same. */
  readonly stats?: StatsReport;
}
