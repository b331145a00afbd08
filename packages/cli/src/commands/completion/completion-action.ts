import { isKnownError } from '@listing-lint/core';
import { channelProfiles } from '@listing-lint/publish';
import type { Command } from 'commander';
import { configReader } from '../../api/config.ts';
import { queryOf } from '../../api/flags.ts';
import type { Io } from '../../output/io.ts';
import { FORMAT_NAMES } from '../../project/command-options.ts';

/** A script for each shell. It asks `listing-lint complete` and completes files where that has nothing. */
export const COMPLETION_SCRIPTS = {
  bash: `# In ~/.bashrc:  source <(listing-lint completion bash)
_listing_lint() {
  local IFS=$'\\n'
  COMPREPLY=($(listing-lint complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -o bashdefault -F _listing_lint listing-lint
`,
  zsh: `#compdef listing-lint
# In ~/.zshrc, after compinit:  source <(listing-lint completion zsh)
_listing_lint() {
  local -a found
  found=("\${(@f)$(listing-lint complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n \${found[1]} ]]; then compadd -a found; else _files; fi
}
compdef _listing_lint listing-lint
`,
  fish: `# In ~/.config/fish/completions/listing-lint.fish:  listing-lint completion fish >~/.config/fish/completions/listing-lint.fish
function __listing_lint
  set -l words (commandline -opc) (commandline -ct)
  listing-lint complete -- $words[2..-1] 2>/dev/null; or __fish_complete_path (commandline -ct)
end
complete -c listing-lint -f -a '(__listing_lint)'
`,
} as const;

/** Returns what the last of the words after `listing-lint` can become: commands, options, or values of an option or argument. Empty where only a path fits. */
export const completionsOf = async (program: Command, words: readonly string[], io: Io): Promise<readonly string[]> => {
  const word = words.at(-1) ?? '';
  const { command, operands, awaited } = positionOf(program, words.slice(0, -1));
  const candidates =
    awaited !== undefined
      ? (awaited.argChoices ?? (await namesFor(command, awaited.name(), io)))
      : word.startsWith('-')
        ? command
            .createHelp()
            .visibleOptions(command)
            .flatMap(({ long }) => long ?? [])
        : [...subcommandsOf(program, command, operands), ...(await argumentValues(command, operands, io))];
  return candidates.filter((each) => each.startsWith(word));
};

/** Returns the command that the words have reached, how many operands of it they name, and the option whose value comes next. */
const positionOf = (program: Command, words: readonly string[]) => {
  const lint = program.commands.find((each) => each.name() === 'lint') ?? program;
  let command = program;
  let operands = 0;
  let awaited: Command['options'][number] | undefined;
  for (const word of words) {
    if (awaited !== undefined) {
      awaited = undefined;
    } else if (word.startsWith('-')) {
      const { options } = command === program ? lint : command;
      const option = options.find(({ long, short }) => word === long || word === short);
      awaited = option?.required === true ? option : undefined;
    } else {
      const next = operands === 0 ? command.commands.find((each) => each.name() === word) : undefined;
      if (next === undefined) operands += 1;
      else command = next;
    }
  }
  return { command: command === program ? lint : command, operands, awaited };
};

const subcommandsOf = (program: Command, command: Command, operands: number): readonly string[] => {
  if (operands > 0) return [];
  const group = command.name() === 'lint' && command.parent === program ? program : command;
  return group
    .createHelp()
    .visibleCommands(group)
    .map((each) => each.name());
};

const argumentValues = async (command: Command, operands: number, io: Io): Promise<readonly string[]> => {
  const argument =
    command.registeredArguments[operands] ?? command.registeredArguments.findLast((each) => each.variadic);
  return argument === undefined ? [] : (argument.argChoices ?? (await namesFor(command, argument.name(), io)));
};

/** Returns the known values of an option or argument by its name. */
const namesFor = async (command: Command, name: string, io: Io): Promise<readonly string[]> => {
  if (name === 'format') return ['lint', 'merge'].includes(command.name()) ? FORMAT_NAMES : [];
  if (name === 'channel') return channelProfiles().map(({ id }) => id);
  return name === 'rule' || name === 'only' ? ruleIds(io) : [];
};

/** The ids of the rules of the config and its plugins; none where the config cannot be read, which is no matter for a completion. */
const ruleIds = async (io: Io): Promise<readonly string[]> => {
  try {
    return (await configReader(io)(queryOf({ plugins: false }, io))).rules.map(({ id }) => id);
  } catch (error) {
    if (isKnownError(error)) return [];
    throw error;
  }
};
