import type { Subject } from './subject.ts';

/** An argument of a command: what stands on the command line without a name. */
export interface CommandArgument {
  readonly summary: string;
  readonly required?: true;
  /** It may be given several times; only of the last argument. */
  readonly repeatable?: true;
}

/** An option of a command. Its name is its key, hyphenated: `asOf` is `--as-of`. */
export interface CommandOption {
  readonly summary: string;
  /** What its value is called in help: `file` gives `--out <file>`. Without it, the option is a switch. */
  readonly value?: string;
  /** One letter: `o` for `-o`. */
  readonly short?: string;
  /** What its value must be: a text, a day (`YYYY-MM-DD`) or a whole number from 0. Default `text`. */
  readonly type?: 'text' | 'day' | 'count';
  readonly choices?: readonly string[];
  readonly repeatable?: true;
  readonly required?: true;
}

type OptionValue<O extends CommandOption> = O extends { readonly value: string }
  ? O extends { readonly repeatable: true }
    ? readonly string[]
    : ValueOf<O> | (O extends { readonly required: true } ? never : undefined)
  : boolean;

type ValueOf<O extends CommandOption> = O extends { readonly type: 'count' }
  ? number
  : O extends { readonly choices: readonly (infer Choice)[] }
    ? Choice
    : string;

type ArgumentValue<A extends CommandArgument> = A extends { readonly repeatable: true }
  ? readonly string[]
  : A extends { readonly required: true }
    ? string
    : string | undefined;

type Arguments = { readonly [name: string]: CommandArgument };
type Options = { readonly [name: string]: CommandOption };

/** What a command is given: its arguments and options by name. A switch is false and a repeatable one empty where it is not given. */
export type CommandInput<A extends Arguments, O extends Options> = {
  readonly [Name in keyof A]: ArgumentValue<A[Name]>;
} & { readonly [Name in keyof O]: OptionValue<O[Name]> };

/** The project that a command works on. */
export interface CommandProject {
  /** Absolute folder of the config. */
  readonly root: string;
  /** Settings of the plugin, for `settings.of(project)`. */
  readonly settings: unknown;
  /** Subjects of a scope in the project, sorted by path. Rejects for settings that cannot be meant. */
  readonly findSubjects: (scope: string) => Promise<readonly Subject[]>;
}

/** What a command is given beside its input. */
export interface CommandContext {
  /** Absolute working directory. */
  readonly cwd: string;
  /** Today, `YYYY-MM-DD`. */
  readonly today: string;
  readonly project: CommandProject;
  /** Writes to stdout. The text must be safe for a terminal: see `escapeControls`. */
  readonly print: (text: string) => void;
  /** Writes a line to stderr; the same line once. */
  readonly notice: (message: string) => void;
  /** Reports progress on a terminal. The time limit of the command starts again. */
  readonly progress: (done: number, total: number) => void;
  /**
   * Writes a report to a file, named from the working directory. Rejects with `output-failed` where a picture, a config, a program or another file that is no report would be
   * replaced, and where a link leads out of the repository.
   */
  readonly writeReport: (file: string, text: string) => Promise<void>;
}

/** A command of a plugin: `listing-lint PLUGIN NAME`. */
export interface PluginCommand<A extends Arguments = Arguments, O extends Options = Options> {
  /** Lower-case words joined by hyphens. */
  readonly name: string;
  readonly summary: string;
  readonly arguments?: A;
  readonly options?: O;
  /** Returns the exit code: 0, or 1 for findings. Import what it needs here, so that no other command loads it. */
  run(input: CommandInput<A, O>, context: CommandContext): Promise<0 | 1>;
}

/** Types the input of a command by its arguments and options. */
export const defineCommand = <const A extends Arguments, const O extends Options>(
  command: PluginCommand<A, O>,
): PluginCommand<A, O> => command;
