import { Argument } from 'commander';
import type { RegisterCommand } from '../register-command.ts';

/** Adds `completion SHELL`, which prints a script for a shell, and the hidden `complete`, which those scripts call. */
export const registerCompletion: RegisterCommand = (program, io, exit) => {
  program
    .command('completion')
    .description('Print a script that completes commands, options and rules in your shell')
    .addArgument(new Argument('<shell>', 'your shell').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { COMPLETION_SCRIPTS } = await import('./completion-action.ts');
      io.stdout(COMPLETION_SCRIPTS[shell]);
    });
  program
    .command('complete [words...]', { hidden: true })
    .description('Print the completions of the last word, a line each; exits with 1 if there is none')
    .action(async (words: string[]) => {
      const { completionsOf } = await import('./completion-action.ts');
      const found = await completionsOf(program, words, io);
      io.stdout(found.map((each) => `${each}\n`).join(''));
      exit(found.length > 0 ? 0 : 1);
    });
};
