import { Option } from 'commander';
import type { ConfigOptions } from '../../project/command-options.ts';
import { addConfigOptions, collect, isoDate } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { LedgerGraphFlags } from './family-actions.ts';
import type { AddDocumentFlags, LedgerSealFlags, LedgerVerifyFlags } from './ledger-actions.ts';

export const registerLedger: RegisterCommand = (program, io, exit) => {
  const ledger = program
    .command('ledger')
    .description('Verify and extend the ledger of archived pictures (`provenance` in the config)');
  for (const register of [registerVerify, registerSeal, registerAddDocument, registerShow, registerGraph])
    register(ledger, io, exit);
};

const registerVerify: RegisterCommand = (ledger, io, exit) => {
  addConfigOptions(
    ledger
      .command('verify')
      .description('Verify the ledger and its files offline; exits with 1 if something was changed')
      .option(
        '--roots <file>',
        'certificates of time-stamp authorities (PEM) instead of those in the config (repeatable)',
        collect,
      )
      .option('--no-files', 'check only the ledger, not the files that it names')
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
      .description('Have the time-stamp authorities of the config sign new entries; only hashes are sent')
      .option('--renew', 'seal again even if no entry is new')
      .option('--by <name>', 'who seals (default: user.name of git)'),
  ).action(async (flags: LedgerSealFlags) => {
    const { ledgerSealAction } = await import('./ledger-actions.ts');
    exit(await ledgerSealAction(flags, io));
  });
};

const registerAddDocument: RegisterCommand = (ledger, io, exit) => {
  addConfigOptions(
    ledger
      .command('add-document')
      .description('Add a document to archived pictures: a licence, a certificate, a witness statement, …')
      .argument('<document>', 'its file, below the folder of the config')
      .requiredOption(
        '--kind <kind>',
        'own-work, license, permission, assignment, registration, witness, model-release, outtake, shooting-record, edit-history or other',
      )
      .requiredOption('--about <picture>', 'an archived picture that the document is about (repeatable)', collect)
      .option('--from <date>', 'the first day on which the document is valid', isoDate)
      .option('--until <date>', 'the last day on which the document is valid', isoDate)
      .option('--party <name>', 'who grants or states it')
      .option('--by <name>', 'who adds it (default: user.name of git)'),
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
      .argument('<picture>', 'the picture, by its file or SHA-256'),
  ).action(async (picture: string, flags: ConfigOptions) => {
    const { ledgerShowAction } = await import('./family-actions.ts');
    exit(await ledgerShowAction(picture, flags, io));
  });
};

const registerGraph: RegisterCommand = (ledger, io, exit) => {
  addConfigOptions(
    ledger
      .command('graph')
      .description('Draw what an archived picture was made from, and what was made from it')
      .argument('<picture>', 'the picture, by its file or SHA-256')
      .addOption(
        new Option('-f, --format <format>', 'format of the drawing').choices(['text', 'html', 'json']).default('text'),
      )
      .option('-o, --output <file>', 'the output file (default: standard output)')
      .option('--force', 'replace an existing file'),
  ).action(async (picture: string, flags: LedgerGraphFlags) => {
    const { ledgerGraphAction } = await import('./family-actions.ts');
    exit(await ledgerGraphAction(picture, flags, io));
  });
};
