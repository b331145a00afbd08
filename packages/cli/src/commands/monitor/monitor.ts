import { addConfigOptions, collect, isoDate } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { MonitorFlags } from './monitor-action.ts';

export const registerMonitor: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('monitor')
    .description('Look for copies of our pictures in crawls and saved pages; exit 1 where one is new or came back')
    .argument('[sources...]', 'folders, WARC and WACZ files, saved pages, lists, JSON lines of a crawler')
    .option('--ask <service>', 'send works of ours to a service that the config names (repeatable)', collect)
    .option('--draft-cases', 'make case files of what is found, one a seller; never two for one listing')
    .option('--dry-run', 'write nothing and send nothing: tell what would be found, or sent')
    .option(
      '-f, --format <name[:file]>',
      'text, json, html, csv or markdown; to a file where one is given (repeatable)',
      collect,
    )
    .option('--as-of <date>', 'the day of the look (default: SOURCE_DATE_EPOCH, else today)', isoDate);
  addConfigOptions(command).action(async (sources: string[], flags: MonitorFlags) => {
    const { monitorAction } = await import('./monitor-action.ts');
    exit(await monitorAction(sources, flags, io));
  });
};
