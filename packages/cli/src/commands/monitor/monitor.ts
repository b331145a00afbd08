import { addConfigOptions, collect, isoDate } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { MonitorFlags } from './monitor-action.ts';

export const registerMonitor: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('monitor')
    .description('Search crawls and saved pages for copies of your pictures; exits with 1 if one is new or came back')
    .argument('[sources...]', 'folders, WARC and WACZ files, saved pages, lists, JSON lines of a crawler')
    .option(
      '--ask <service>',
      'search with a service of the config; sends pictures of yours to it (repeatable)',
      collect,
    )
    .option('--draft-cases', 'draft a case file for each seller found; never two for one listing')
    .option('--dry-run', 'write and send nothing; show what would be found or sent')
    .option(
      '-f, --format <name[:file]>',
      'text, json, html, csv or markdown; NAME:FILE writes it to a file (repeatable)',
      collect,
    )
    .option('--as-of <date>', 'the day of the search, YYYY-MM-DD (default: SOURCE_DATE_EPOCH, else today)', isoDate);
  addConfigOptions(command).action(async (sources: string[], flags: MonitorFlags) => {
    const { monitorAction } = await import('./monitor-action.ts');
    exit(await monitorAction(sources, flags, io));
  });
};
