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
  const cases = program.command('case').description('Draft, check and follow disputes (`cases` in the config)');
  for (const register of [registerNew, registerLetter, registerStatus, registerTimeline, registerExport]) {
    register(cases, io, exit);
  }
};

const registerNew: RegisterCommand = (cases, io, exit) => {
  addConfigOptions(
    cases
      .command('new')
      .description('Write a case file for you to complete; never replaces one')
      .argument('[source]', 'a listing, a picture of yours, or the JSON that `match -f json` wrote')
      .addOption(
        new Option('--direction <direction>', 'who complains')
          .choices(['we-complain', 'accused'])
          .default('we-complain'),
      )
      .option('--id <id>', 'id of the case (default: the next number of the year)')
      .option('--platform <name>', 'the marketplace')
      .option('--listing <address>', 'address or number of their listing')
      .option('--seller <name>', 'who sells there')
      .option('--first-seen <date>', 'the day on which their listing was first seen (default: today)', isoDate)
      .option('--received <date>', 'the day on which the accusation reached you', isoDate)
      .option('-o, --output <file>', 'the output file (default: a place that `cases` of the config matches)')
      .option('--dry-run', 'print the file instead of writing it')
      .option('--as-of <date>', 'the day that counts as today', isoDate),
  ).action(async (source: string | undefined, flags: NewCaseFlags) => {
    const { newCaseAction } = await import('./new-case-action.ts');
    exit(await newCaseAction(source, flags, io));
  });
};

const registerLetter: RegisterCommand = (cases, io, exit) => {
  addConfigOptions(
    cases
      .command('letter')
      .description('Draft a letter from a case; exits with 1 and the reasons if the case has no ground for it')
      .argument('<letter>', 'evidence-request, counter-notice, platform-reply or cease-and-desist')
      .argument('<case>', 'the case, by its file or id')
      .addOption(
        new Option('--lang <language>', 'language of the letter').choices(Object.keys(LETTER_LANGUAGES)).default('en'),
      )
      .option('--answer-by <date>', 'the day by which you ask for an answer', isoDate)
      .option('-o, --output <file>', 'the output file (default: standard output)')
      .option('--force', 'replace a file that this command wrote earlier')
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
      .description('Show who must do what by when; exits with 1 if a case file has errors')
      .argument('[cases...]', 'case files or ids (default: every open case)')
      .addOption(new Option('-f, --format <format>', 'format of the table').choices(['text', 'json']).default('text'))
      .option('--as-of <date>', 'the day that counts as today', isoDate),
  ).action(async (given: string[], flags: StatusFlags) => {
    const { statusAction } = await import('./times-action.ts');
    exit(await statusAction(given, flags, io));
  });
};

const registerTimeline: RegisterCommand = (cases, io, exit) => {
  addConfigOptions(
    cases
      .command('timeline')
      .description('Show what happened and what is due, or write it as a calendar')
      .argument('[cases...]', 'case files or ids (default: every open case)')
      .addOption(
        new Option('-f, --format <format>', 'format of the timeline').choices(['text', 'html', 'ics']).default('text'),
      )
      .option('-o, --output <file>', 'the output file (default: standard output)')
      .option('--force', 'replace a file that this command wrote earlier')
      .option('--as-of <date>', 'the day that counts as today', isoDate),
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
        'Write a complaint in the form of a platform, for you to file; exits with 1 and the reasons if it is not ready',
      )
      .argument('<case>', 'the case, by its file or id')
      .requiredOption('--to <desk>', 'alibaba-ipp, ebay-vero, dmca, dsa or etsy')
      .option('-o, --output <file>', 'the output file; a number is added if there are several requests')
      .option('--force', 'replace a file that this command wrote earlier')
      .option('--as-of <date>', 'the day of the complaint (default: today)', isoDate),
  ).action(async (given: string, flags: ExportFlags) => {
    const { exportAction } = await import('./export-action.ts');
    exit(await exportAction(given, flags, io));
  });
};
