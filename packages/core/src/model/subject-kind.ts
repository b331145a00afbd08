import type { SettingsProblem } from './error.ts';
import type { FactContext } from './fact.ts';
import type { FixPolicy } from './fix.ts';
import type { SubjectRelation } from './relation.ts';
import type { Subject } from './subject.ts';

/**
 * Values of attributes that the config, its presets and rules speak of, by the key under which overrides select by them: another one may
 * be a slip of the pen.
 */
export interface KnownTerms {
  readonly [key: string]: ReadonlySet<string>;
}

/** What a walk of the root comes by. */
export interface TreeEntry {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /**
   * `link`: a symbolic link, not followed. `other`: a pipe, socket or device, which must not be opened. `submodule`: the folder of a git
   * submodule that is not checked out, so that nothing of what it holds is there.
   */
  readonly kind: 'file' | 'folder' | 'link' | 'other' | 'submodule';
  /** It is hidden or called `node_modules`, and was not entered. */
  readonly isPassedOver?: true;
  /** A folder that this program has written as a whole, such as an evidence bundle: what it is, in words. */
  readonly output?: string;
}

/** What a discoverer is given. */
export interface DiscoverContext {
  /** Absolute folder of the config (or the working directory without one). */
  readonly root: string;
  /** The folder of which `root` is a copy that may lack files (`--staged`); absent where `root` is the folder itself. */
  readonly originalRoot?: string;
  /** The plugin's validated settings; the built-in plugin gets the top-level keys of the config. */
  readonly settings: unknown;
  /** `true` for a path (relative to root, `/`) that config, .gitignore or a default keeps out of the run. */
  readonly ignored: (path: string) => boolean;
  /** `true` for what a `.gitignore` alone keeps out, though nothing in the config asks for that. */
  readonly gitIgnored: (path: string) => boolean;
  /** What lies below the root but for hidden entries and `node_modules`, in any order. */
  readonly entries: readonly TreeEntry[];
  /** Hidden entries, and what is called `node_modules`, where neither the config nor a `.gitignore` names them: what they hold is not known. */
  readonly passedOver: readonly TreeEntry[];
  /** Absent where nothing is known of the rules, as in a test. */
  readonly terms?: KnownTerms;
  /** Values of attributes that the presets of the config are about, by the key of their settings: `channels: [amazon]` of `channels/amazon`. */
  readonly presetTerms?: { readonly [key: string]: readonly string[] };
  /** Tells the user something that is no finding; `at` is the setting that it is about, its keys from the plugin's settings on, `code` what a program knows it by (`discovery` unless told), `path` the file or folder, from the root. */
  readonly warn: (message: string, at?: SettingsProblem['path'], code?: string, path?: string) => void;
  /** Says that a setting cannot be meant, such as a glob for subjects that matches nothing: the run ends, and tells all of these at their places. */
  readonly refuse: (problem: SettingsProblem) => void;
}

/** A scope and how its subjects are found. Discovery yields in any order; the engine sorts by path. */
export interface SubjectKind {
  readonly scope: string;
  /** Id of the rule that says whether a subject can be read at all: where it fails at error, other rules are `blockedBy` it. */
  readonly gate?: string;
  /** What its discoverer could not read or reach of a subject, in sentences. Where the gate is off, each is a notice of level `error`, and `lint` ends with 1. */
  readonly problemsOf?: (subject: Subject) => readonly string[];
  /** What one is called in sentences. The scope unless told. */
  readonly noun?: string;
  /** Settings that name them, for who finds none. */
  readonly settings?: readonly string[];
  /** Id of the fact of its scope that says its content, `{ sha256, bytes }`; without it, that of the subject's own file is read. */
  readonly content?: string;
  /**
   * Id of the fact of its scope whose value reports carry for each of its subjects, for reporters that show more than verdicts: at most
   * 64 KB as JSON. Paths in it start at the folder of the config.
   */
  readonly particulars?: string;
  /** Params of that fact which are options of rules: they have the value that the config gives the option for the subject; without one, they are left out. */
  readonly particularsOptions?: { readonly [param: string]: { readonly rule: string; readonly option: string } };
  /**
   * A baseline knows a finding about one only as long as it says the same, and not by its place: what comes to pass in a dispute is new,
   * whatever was accepted before.
   */
  readonly knownAsSaid?: true;
  /** A small picture of one as a `data:` address, for reports. Rejects where there is none. */
  readonly thumbnail?: (subject: Subject, context: FactContext) => Promise<string>;
  /** What fixes may do to the files of its subjects; without it, nothing. */
  readonly fixing?: FixPolicy;
  /** Subjects that belong to one of this kind, by the name that rules use (`of: pictures`): letters and digits, a small letter first. */
  readonly related?: { readonly [name: string]: SubjectRelation };
  readonly discover: (context: DiscoverContext) => AsyncIterable<Subject>;
}
