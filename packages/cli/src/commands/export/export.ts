import { addConfigOptions, collect } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { ExportPicturesFlags } from './export-action.ts';

export const registerExport: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('export')
    .description('Write copies of pictures that fit a marketplace, and judge them by its preset')
    .argument('<channel>', 'the marketplace: amazon, ebay, …')
    .argument('[paths...]', 'pictures or listings (default: all of the config)')
    .requiredOption('--to <folder>', 'folder for the copies; only files of an earlier export are replaced');
  command
    .option('--mark', 'put your watermark on the copies if the marketplace permits it')
    .option('--key-file <file>', 'read the key of the watermarks from a file instead of LISTING_LINT_STAMP_KEY')
    .option(
      '--metadata <what>',
      'metadata of the copies: "rights", or "none"; labels of pictures made by a model always stay',
    )
    .option('--each-is-a-listing', 'judge each picture as the main picture of a listing of its own')
    .option('--as-of <date>', 'apply the requirements of this day, YYYY-MM-DD')
    .option('--dry-run', 'show what would be exported; write nothing')
    .option('-f, --format <name[:file]>', 'text, json or html; NAME:FILE writes it to a file (repeatable)', collect);
  addConfigOptions(command).action(async (channel: string, paths: string[], flags: ExportPicturesFlags) => {
    const { exportPicturesAction } = await import('./export-action.ts');
    exit(await exportPicturesAction(channel, paths, flags, io));
  });
};
