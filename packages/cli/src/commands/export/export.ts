import { addConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { ExportPicturesFlags } from './export-action.ts';

export const registerExport: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('export')
    .description('Write copies of pictures that a marketplace takes, and judge them by its preset')
    .argument('<channel>', 'the marketplace: amazon, ebay, …')
    .argument('[paths...]', 'pictures or listings; all of the config without one')
    .requiredOption(
      '--to <folder>',
      'folder for the copies; nothing is written over but what an export has written there',
    );
  addConfigOptions(command)
    .option('--mark', 'put your mark on copies where the marketplace takes one')
    .option('--key-file <file>', 'read the key of the marks from a file instead of LISTING_LINT_STAMP_KEY')
    .option('--metadata <what>', 'what copies keep: "rights", or "none" but what says that a model made the picture')
    .option('--as-of <date>', 'the day whose figures hold')
    .option('--dry-run', 'show what would be exported, write nothing')
    .option('-f, --format <name[:file]>', 'text, json or html, to stdout or into a file; repeatable', collect)
    .action(async (channel: string, paths: string[], flags: ExportPicturesFlags) => {
      const { exportPicturesAction } = await import('./export-action.ts');
      exit(await exportPicturesAction(channel, paths, flags, io));
    });
};

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
