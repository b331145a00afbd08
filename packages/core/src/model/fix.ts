import type { Json } from './json.ts';
import type { Subject } from './subject.ts';

/** What a fix is given beside the file. */
export interface FixContext {
  /** Absolute folder of the config. */
  readonly root: string;
  /** The validated settings of the plugin that brings the fix. */
  readonly settings: unknown;
  readonly subject: Subject;
  /** `false`: nothing that lies below the root may be run (`--no-plugins`). */
  readonly allowsCode: boolean;
  /** The rules whose findings on the subject it is asked to mend, by full id. */
  readonly ruleIds: readonly string[];
  /** Whether the user lets go of what a fix cannot keep, by the name of one of `Fix.losses`. */
  readonly permits: (loss: string) => boolean;
  /** What the config says of a rule for the subject, presets included; undefined where nothing turns it on or off. */
  readonly settingOf: (ruleId: string) => RuleSettingOf | undefined;
}

/** A rule's severity for a subject, and the options that the config gives it: the rest are the rule's defaults. */
export interface RuleSettingOf {
  readonly severity: 'off' | 'error' | 'warn' | 'info';
  readonly options: { readonly [name: string]: Json };
}

/** A file as a fix would have it. */
export interface FixedFile {
  readonly bytes: Uint8Array;
  /** What has changed, each as the check of the subject's kind names it; everything else has to be as it was. Empty: nothing, and the file stays. */
  readonly changed: readonly string[];
  /** What went with it although nobody asked for that, in words; only what the user permits. */
  readonly lost?: readonly string[];
}

/** What a fix is asked by of a finding's causes: see `Cause`. */
export interface MendableCause {
  readonly fact: string;
  readonly path?: string;
  readonly operator: string;
  readonly unknown?: string;
}

/**
 * Mends a subject's own file. It names the rules whose findings it mends, and is held to that: the new file is judged by them before it
 * takes the place of the old one. It gives bytes and writes nothing itself.
 */
export interface Fix {
  readonly id: string;
  readonly scope: string;
  /** Rules of its plugin, or of the built-in one. A rule has one fix. */
  readonly rules: readonly string[];
  /** What it does, as the end of a sentence: `takes the position out of the file`. */
  readonly title: string;
  /** Names of what it may have to take along (`c2pa-manifest`), which the user has to permit. */
  readonly losses?: readonly string[];
  /** `false` where it cannot mend such a file at all: it is not offered then. Asked of what is known without opening the file. */
  readonly accepts?: (subject: Subject) => boolean;
  /** `false` where a finding has causes that it cannot mend, such as a picture that is too small: it is not offered then. */
  readonly mends?: (causes: readonly MendableCause[]) => boolean;
  /** Throws a `ListingLintError` where this file is better left as it is: its message is the reason. */
  readonly apply: (bytes: Uint8Array, context: FixContext) => FixedFile | Promise<FixedFile>;
}

/** A mended file beside what it was. */
export interface Mending {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly changed: readonly string[];
  /** Whether the user lets go of what the fix, by its `losses`, may take along. */
  readonly permits?: (loss: string) => boolean;
}

/** What the policy of a kind is given. */
export interface FixPolicyContext {
  /** Absolute folder of the config. */
  readonly root: string;
  /** The validated settings of the plugin that brings the kind. */
  readonly settings: unknown;
}

/** What may be done to the files of a kind of subject. */
export interface FixPolicy {
  /** Why a subject's file stays as it is whatever is found, in words; undefined where it may be mended. */
  readonly stays?: (subject: Subject) => string | undefined;
  /** What a fix has changed beyond what it names, in words; undefined where nothing. */
  readonly check: (mending: Mending, subject: Subject) => string | undefined | Promise<string | undefined>;
  /** Does `replace`, which puts the new file in the place of the old one, and keeps in step what is recorded of the file elsewhere. */
  readonly replace?: (
    mending: Mending,
    subject: Subject,
    context: FixPolicyContext,
    replace: () => Promise<void>,
  ) => Promise<void>;
  /** Finishes what a run has left that was killed within `replace`. */
  readonly recover?: (context: FixPolicyContext) => Promise<void>;
}

/** A fix by its id, and what it does, as the end of a sentence. */
export interface OfferedFix {
  readonly id: string;
  readonly description: string;
}

/** What a fix did to a file, or would do (`written` false). */
export interface Fixed {
  readonly subject: { readonly scope: string; readonly path: string };
  readonly fix: OfferedFix;
  /** Rules whose findings it mended. */
  readonly ruleIds: readonly string[];
  /** What was changed in the file: `GPS:GPSLatitude in EXIF`. */
  readonly changed: readonly string[];
  /** What was lost by it, as the user permitted: `the C2PA manifest`. */
  readonly lost?: readonly string[];
  /** `false` with `--fix-dry-run`. */
  readonly written: boolean;
}

/** A fix that was offered and did not come to be. */
export interface NotFixed {
  readonly subject: Fixed['subject'];
  readonly fix: OfferedFix;
  readonly ruleIds: readonly string[];
  /** `refused`: the file is better left as it is. `failed`: the fix, or the writing, broke. */
  readonly outcome: 'refused' | 'failed';
  readonly reason: string;
}

/** Identity with a check of the shape by the compiler. */
export const defineFix = (fix: Fix): Fix => fix;
