import { Option } from 'commander';
import { addConfigOptions, isoDate } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { ExportFlags } from './export-action.ts';
import type { LetterFlags } from './letter-action.ts';
import type { NewCaseFlags } from './new-case-action.ts';
import type { StatusFlags, TimelineFlags } from './times-action.ts';

/** The languages of letters; loading the family for them would slow down every command, so that their type alone holds this list. */
const LETTER_LANGUAGES: { readonly [language in LetterFlags['lang']]: true } = { en: true, zh: true };

export const registerCase: RegisterCommand = (program, io, exit) => {
  const cases = program.command('case').description('Work on disputes: the files that `cases` in the config names');
  for (const register of [registerNew, registerLetter, registerStatus, registerTimeline, registerExport]) {
    register(cases, io, exit);
  }
};

const registerNew: RegisterCommand = (cases, io, exit) => {
  addConfigOptions(
    cases
      .command('new')
      .description('Write a case file to be filled in; never writes over one')
      .argument('[source]', 'a listing, a picture of yours, or the JSON that `match -f json` wrote')
      .addOption(
        new Option('--direction <direction>', 'who complains')
          .choices(['we-complain', 'accused'])
          .default('we-complain'),
      )
      .option('--id <id>', 'of the case; default the next number of the year')
      .option('--platform <name>', 'where it takes place')
      .option('--listing <address>', 'address or number of their listing')
      .option('--seller <name>', 'who sells there')
      .option('--first-seen <date>', 'when their listing was first seen (default: today)', isoDate)
      .option('--received <date>', 'when the accusation reached you', isoDate)
      .option('-o, --output <file>', 'where the file goes; default where `cases` of the config looks')
      .option('--dry-run', 'print the file instead of writing it')
      .option('--as-of <date>', 'the day that stands for today', isoDate),
  ).action(async (source: string | undefined, flags: NewCaseFlags) => {
    const { newCaseAction } = await import('./new-case-action.ts');
    exit(await newCaseAction(source, flags, io));
  });
};

const registerLetter: RegisterCommand = (cases, io, exit) => {
  addConfigOptions(
    cases
      .command('letter')
      .description('Draft a letter from what a case says; exit 1 with the reasons where a ground for it is missing')
      .argument('<letter>', 'evidence-request, counter-notice, platform-reply or cease-and-desist')
      .argument('<case>', 'its file, or its id')
      .addOption(new Option('--lang <language>', 'of the letter').choices(Object.keys(LETTER_LANGUAGES)).default('en'))
      .option('--answer-by <date>', 'until when an answer is asked for', isoDate)
      .option('-o, --output <file>', 'where the letter goes; default standard output')
      .option('--force', 'write over a file that this command wrote before')
      .option('--as-of <date>', 'the day of the letter (default: today)', isoDate),
  ).action(async (letter: string, given: string, flags: LetterFlags) => {
    const { letterAction } = await import('./letter-action.ts');
    exit(await letterAction(letter, given, flags, io));
  });
};

const registerStatus: RegisterCommand = (cases, io, exit) => {
  addConfigOptions(
    cases
      .command('status')
      .description('Tell who has to do what until when; exit 1 where a case file has mistakes')
      .argument('[cases...]', 'files or ids; every open one of the config where none is given')
      .addOption(new Option('-f, --format <format>', 'of the table').choices(['text', 'json']).default('text'))
      .option('--as-of <date>', 'the day that stands for today', isoDate),
  ).action(async (given: string[], flags: StatusFlags) => {
    const { statusAction } = await import('./times-action.ts');
    exit(await statusAction(given, flags, io));
  });
};

const registerTimeline: RegisterCommand = (cases, io, exit) => {
  addConfigOptions(
    cases
      .command('timeline')
      .description('Show what happened and what is due, or write a calendar of what is due')
      .argument('[cases...]', 'files or ids; every open one of the config where none is given')
      .addOption(
        new Option('-f, --format <format>', 'of the timeline').choices(['text', 'html', 'ics']).default('text'),
      )
      .option('-o, --output <file>', 'where it goes; default standard output')
      .option('--force', 'write over a file that this command wrote before')
      .option('--as-of <date>', 'the day that stands for today', isoDate),
  ).action(async (given: string[], flags: TimelineFlags) => {
    const { timelineAction } = await import('./times-action.ts');
    exit(await timelineAction(given, flags, io));
  });
};

const registerExport: RegisterCommand = (cases, io, exit) => {
  addConfigOptions(
    cases
      .command('export')
      .description(
        'Write a complaint as a desk takes it, to be filed by you; exit 1 with the reasons where it is not ready',
      )
      .argument('<case>', 'its file, or its id')
      .requiredOption('--to <desk>', 'alibaba-ipp, ebay-vero, dmca, dsa or etsy')
      .option('-o, --output <file>', 'where it goes; of several requests each has its number')
      .option('--force', 'write over a file that this command wrote before')
      .option('--as-of <date>', 'the day of the complaint (default: today)', isoDate),
  ).action(async (given: string, flags: ExportFlags) => {
    const { exportAction } = await import('./export-action.ts');
    exit(await exportAction(given, flags, io));
  });
};
