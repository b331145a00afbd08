import { Option } from 'commander';
import { CACHE_NAME } from '../../project/cache-name.ts';
import { addConfigOptions, collect, isoDate, wholeNumber } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { LintFlags } from './lint-flags.ts';

export const registerLint: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('lint', { isDefault: true })
    .description('Lint what the config names, or the part of it below the given paths')
    .argument(
      '[paths...]',
      'files and folders to report on; pictures are compared with everything configured, without a config with what lies in the folder that holds all of them',
    );
  addConfigOptions(command)
    .option(
      '-f, --format <name[:file]>',
      'report as text, json, sarif, …; to a file where one is given (repeatable)',
      collect,
    )
    .option('-o, --output <file>', 'the file of the one format that is given none after its name')
    .option('--only <rule>', 'judge by this rule alone; the report says which were left out (repeatable)', collect)
    .option('--no-ignore', 'lint also what `ignores` and .gitignore name')
    .option('--quiet', 'show errors only; warnings stay counted')
    .option('--max-warnings <n>', 'exit 1 where there are more warnings', wholeNumber(0))
    .option('--concurrency <n>', 'subjects that are worked on at the same time', wholeNumber(1))
    .option('--as-of <date>', 'the day that rules about time take for today, YYYY-MM-DD', isoDate)
    .option('--cache', 'remember what was found of each file, and look again only at those that have changed', false)
    .option('--no-cache', 'look at everything (default)')
    .option('--cache-location <file>', `where that is kept (default: ${CACHE_NAME} beside the config)`)
    .addOption(
      new Option('--cache-strategy <strategy>', 'what tells that a file is unchanged (default: metadata)').choices([
        'metadata',
        'content',
      ]),
    )
    .option('--staged', 'report what git has staged, as it is staged')
    .option('--changed [ref]', 'report what has changed since the branch left a commit (default HEAD)')
    .option(
      '--baseline <file>',
      'findings that are known already, and not told again; of several projects each has its own',
    )
    .option('--update-baseline', 'write the present findings into the baseline')
    .option(
      '--fix',
      'mend the files of what is found, as far as that can be done without harm, and lint what has changed again',
    )
    .option('--fix-dry-run', 'say what --fix would do, write nothing')
    .option('--permit-loss <name>', 'what a fix may take along, such as c2pa-manifest (repeatable)', collect)
    .option(
      '--shard <k/n>',
      'look at one of n parts alone, for `merge`: 2/5; auto/5 or auto by what CI or Kubernetes say in the environment',
    )
    .option('--shard-output <file>', 'where what the shard has found is written')
    .option('--print-config <path>', 'show what holds for a file, and where each setting came from; lint nothing')
    .option('--debug', 'say on stderr why: which config, which role, which rule, what took how long')
    .option(
      '--stats',
      'say on stderr what the run cost: stages, facts, rules, files, cache; the JSON report has all of it',
    )
    .addOption(new Option('--color', 'use colour'))
    .addOption(new Option('--no-color', 'use no colour'))
    .action(async (paths: string[], flags: Omit<LintFlags, 'commandNames'>) => {
      const { lintAction } = await import('./lint-action.ts');
      const commandNames = program.commands.map((each) => each.name());
      exit(await lintAction(paths, { ...flags, commandNames }, io));
    });
};
