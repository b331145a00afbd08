import { Option } from 'commander';
import { CACHE_NAME } from '../../project/cache-name.ts';
import { addConfigOptions, collect, wholeNumber } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { MergeFlags } from './merge-action.ts';

export const registerMerge: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('merge')
    .description('Make of what shards (`lint --shard`) have found the reports of the whole run')
    .argument('<files...>', 'what --shard-output has written, or folders of files ….shard');
  addConfigOptions(command)
    .option(
      '-f, --format <name[:file]>',
      'report as text, json, sarif, …; to a file where one is given (repeatable)',
      collect,
    )
    .option('-o, --output <file>', 'the file of the one format that is given none after its name')
    .option('--only <rule>', 'as the shards had it (repeatable)', collect)
    .option('--no-ignore', 'as the shards had it')
    .option('--changed [ref]', 'as the shards had it')
    .option('--quiet', 'show errors only; warnings stay counted')
    .option('--max-warnings <n>', 'exit 1 where there are more warnings', wholeNumber(0))
    .option('--concurrency <n>', 'subjects that are worked on at the same time', wholeNumber(1))
    .option('--cache', 'write what the shards have found of each file, for the next run', false)
    .option('--cache-location <file>', `where that is kept (default: ${CACHE_NAME} beside the config)`)
    .option('--baseline <file>', 'findings that are known already, and not told again')
    .option('--update-baseline', 'write the present findings into the baseline')
    .addOption(new Option('--color', 'use colour'))
    .addOption(new Option('--no-color', 'use no colour'))
    .action(async (files: string[], flags: Omit<MergeFlags, 'commandNames'>) => {
      const { mergeAction } = await import('./merge-action.ts');
      exit(await mergeAction(files, { ...flags, commandNames: [] }, io));
    });
};
