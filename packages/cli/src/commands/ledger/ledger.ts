import { Option } from 'commander';
import type { ConfigOptions } from '../../project/command-options.ts';
import { addConfigOptions, collect, isoDate } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { LedgerGraphFlags } from './family-actions.ts';
import type { AddDocumentFlags, LedgerSealFlags, LedgerVerifyFlags } from './ledger-actions.ts';

export const registerLedger: RegisterCommand = (program, io, exit) => {
  const ledger = program
    .command('ledger')
    .description('Check and extend the ledger of archived pictures, which `provenance` in the config names');
  for (const register of [registerVerify, registerSeal, registerAddDocument, registerShow, registerGraph])
    register(ledger, io, exit);
};

const registerVerify: RegisterCommand = (ledger, io, exit) => {
  addConfigOptions(
    ledger
      .command('verify')
      .description(
        'Hold the ledger against itself and its files against it, offline; exit 1 where something was changed',
      )
      .option(
        '--roots <file>',
        'certificates of time-stamp authorities (PEM), instead of those of the config (repeatable)',
        collect,
      )
      .option('--no-files', 'look at the ledger alone, not at the files that it names')
      .option('--json', 'the result as JSON'),
  ).action(async (flags: LedgerVerifyFlags) => {
    const { ledgerVerifyAction } = await import('./ledger-actions.ts');
    exit(await ledgerVerifyAction(flags, io));
  });
};

const registerSeal: RegisterCommand = (ledger, io, exit) => {
  addConfigOptions(
    ledger
      .command('seal')
      .description(
        'Have the time-stamp authorities of the config sign what is new; nothing else is contacted, and only hashes are sent',
      )
      .option('--renew', 'make a seal also where no entry is new: over the seals so far')
      .option('--by <name>', 'who seals; default the name that git knows'),
  ).action(async (flags: LedgerSealFlags) => {
    const { ledgerSealAction } = await import('./ledger-actions.ts');
    exit(await ledgerSealAction(flags, io));
  });
};

const registerAddDocument: RegisterCommand = (ledger, io, exit) => {
  addConfigOptions(
    ledger
      .command('add-document')
      .description('Add a paper to archived pictures: a licence, a certificate, a statement of a witness, …')
      .argument('<document>', 'its file, below the folder of the config')
      .requiredOption(
        '--kind <kind>',
        'own-work, license, permission, assignment, registration, witness, model-release, outtake, shooting-record, edit-history or other',
      )
      .requiredOption('--about <picture>', 'an archived picture that it is about (repeatable)', collect)
      .option('--from <date>', 'the day on which it begins to hold', isoDate)
      .option('--until <date>', 'the last day on which it holds', isoDate)
      .option('--party <name>', 'who grants or states it')
      .option('--by <name>', 'who adds it; default the name that git knows'),
  ).action(async (document: string, flags: AddDocumentFlags) => {
    const { addDocumentAction } = await import('./ledger-actions.ts');
    exit(await addDocumentAction(document, flags, io));
  });
};

const registerShow: RegisterCommand = (ledger, io, exit) => {
  addConfigOptions(
    ledger
      .command('show')
      .description('Print the entries of an archived picture, as JSON')
      .argument('<picture>', 'its file, or the SHA-256 of it'),
  ).action(async (picture: string, flags: ConfigOptions) => {
    const { ledgerShowAction } = await import('./family-actions.ts');
    exit(await ledgerShowAction(picture, flags, io));
  });
};

const registerGraph: RegisterCommand = (ledger, io, exit) => {
  addConfigOptions(
    ledger
      .command('graph')
      .description('Draw where an archived picture comes from, and what was made of it')
      .argument('<picture>', 'its file, or the SHA-256 of it')
      .addOption(
        new Option('-f, --format <format>', 'of the drawing').choices(['text', 'html', 'json']).default('text'),
      )
      .option('-o, --output <file>', 'where it goes; default standard output')
      .option('--force', 'write over a file that is there'),
  ).action(async (picture: string, flags: LedgerGraphFlags) => {
    const { ledgerGraphAction } = await import('./family-actions.ts');
    exit(await ledgerGraphAction(picture, flags, io));
  });
};
