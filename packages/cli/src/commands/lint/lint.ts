import { Option } from 'commander';
import { CACHE_NAME } from '../../project/cache-name.ts';
import { addConfigOptions, collect, FORMATS, isoDate, wholeNumber } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { LintFlags } from './lint-flags.ts';

export const registerLint: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('lint', { isDefault: true })
    .description('Lint everything in the config, or only the given paths (the default command)')
    .argument(
      '[paths...]',
      'files and folders to report on (default: all); pictures are still compared with all others',
    );
  command
    .optionsGroup('What to lint:')
    .option('--staged', 'report on staged files, as they are staged in git')
    .option('--changed [ref]', 'report on files changed since the merge base with REF (default: HEAD)')
    .option('--only <rule>', 'judge by this rule only; the report lists the others (repeatable)', collect)
    .option('--no-ignore', 'also lint what `ignores` and .gitignore leave out')
    .option('--baseline <file>', 'file with known findings, which are not reported; one for each project')
    .option('--update-baseline', 'record the present findings in the baseline')
    .option('--as-of <date>', 'the day that counts as today, YYYY-MM-DD', isoDate);
  command
    .optionsGroup('Report:')
    .option('-f, --format <name[:file]>', FORMATS, collect)
    .option('-o, --output <file>', 'the output file of the format that has no file of its own')
    .option('--quiet', 'show errors only; warnings are still counted')
    .option('--max-findings <n>', 'list this many findings at most in text, compact and markdown', wholeNumber(1))
    .option('--max-warnings <n>', 'exit with 1 if there are more warnings', wholeNumber(0))
    .addOption(new Option('--color', 'use colour'))
    .addOption(new Option('--no-color', 'use no colour'));
  command
    .optionsGroup('Fix:')
    .option('--fix', 'fix what can be fixed without loss, then lint the changed files again')
    .option('--fix-dry-run', 'show what --fix would do; write nothing')
    .option('--permit-loss <name>', 'permit a fix to lose something, such as c2pa-manifest (repeatable)', collect);
  command
    .optionsGroup('Cache and speed:')
    .option('--cache', 'store results, and judge only changed files in the next run', false)
    .option('--no-cache', 'judge every file (default)')
    .option('--cache-location <file>', `the file of the cache (default: ${CACHE_NAME} next to the config)`)
    .addOption(
      new Option(
        '--cache-strategy <strategy>',
        'how an unchanged file is recognised: by size and times (metadata, default) or by its bytes (content)',
      ).choices(['metadata', 'content']),
    )
    .option('--concurrency <n>', 'number of pictures, listings and cases judged at the same time', wholeNumber(1))
    .option(
      '--shard <k/n>',
      'lint one of n parts, for `merge`: 2/5, or auto/5 and auto with the variables of CI or Kubernetes',
    )
    .option('--shard-output <file>', 'the output file of the shard');
  command
    .optionsGroup('Explain a run:')
    .option('--print-config <path>', 'show the settings of a file and where each comes from; lint nothing')
    .option('--debug', 'print to stderr which config, role and rules apply, and how long each step takes')
    .option('--stats', 'print to stderr what stages, facts, rules, files and cache cost; also in the JSON report');
  addConfigOptions(command).action(async (paths: string[], flags: Omit<LintFlags, 'commandNames'>) => {
    const { lintAction } = await import('./lint-action.ts');
    const commandNames = program.commands.map((each) => each.name());
    exit(await lintAction(paths, { ...flags, commandNames }, io));
  });
};
