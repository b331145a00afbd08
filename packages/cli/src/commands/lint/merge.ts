import { Option } from 'commander';
import { CACHE_NAME } from '../../project/cache-name.ts';
import { addConfigOptions, collect, FORMATS, wholeNumber } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { MergeFlags } from './merge-action.ts';

export const registerMerge: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('merge')
    .description('Merge the results of shards (`lint --shard`) into the reports of the whole run')
    .argument('<files...>', 'files written by --shard-output, or folders with files named *.shard');
  command
    .option('-f, --format <name[:file]>', FORMATS, collect)
    .option('-o, --output <file>', 'the output file of the format that has no file of its own')
    .option('--only <rule>', 'the same as for the shards (repeatable)', collect)
    .option('--no-ignore', 'the same as for the shards')
    .option('--changed [ref]', 'the same as for the shards')
    .option('--quiet', 'show errors only; warnings are still counted')
    .option('--max-findings <n>', 'list this many findings at most in text, compact and markdown', wholeNumber(1))
    .option('--max-warnings <n>', 'exit with 1 if there are more warnings', wholeNumber(0))
    .option('--concurrency <n>', 'number of pictures, listings and cases judged at the same time', wholeNumber(1))
    .option('--cache', 'store the results of the shards for the next run', false)
    .option('--cache-location <file>', `the file of the cache (default: ${CACHE_NAME} next to the config)`)
    .option('--baseline <file>', 'file with known findings, which are not reported')
    .option('--update-baseline', 'record the present findings in the baseline')
    .addOption(new Option('--color', 'use colour'))
    .addOption(new Option('--no-color', 'use no colour'));
  addConfigOptions(command).action(async (files: string[], flags: Omit<MergeFlags, 'commandNames'>) => {
    const { mergeAction } = await import('./merge-action.ts');
    exit(await mergeAction(files, { ...flags, commandNames: [] }, io));
  });
};
