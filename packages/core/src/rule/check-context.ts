import type { Problem } from '../model/error.ts';
import type { OptionSpec } from '../model/rule.ts';
import type { ProblemAt } from '../text/schema-problems.ts';
import type { KeyPath, PairPart } from '../text/yaml-document.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';

/** What the checks of one rule share. They add to `problems` and to `usedOptions`. */
export interface CheckContext {
  readonly vocabulary: Vocabulary;
  /** Empty where the rule names none that exists: then nothing is said of its facts. */
  readonly scope: string;
  /** The plugin whose rule it is: its short ids are known. */
  readonly plugin: string | undefined;
  /** How many steps from the rule's own subjects its scope lies. */
  readonly steps?: number;
  readonly options: { readonly [name: string]: OptionSpec };
  /** Names under `options`, those of faulty declarations too. */
  readonly optionNames: readonly string[];
  readonly usedOptions: Set<string>;
  readonly problemAt: ProblemAt;
  readonly problems: Problem[];
}

export const report = (context: CheckContext, path: KeyPath, message: string, hint?: string, part?: PairPart): void => {
  context.problems.push(context.problemAt(path, message, hint, part));
};
