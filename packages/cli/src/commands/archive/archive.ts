import { Option } from 'commander';
import { addConfigOptions, collect } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { ArchiveFlags } from './archive-action.ts';

export const registerArchive: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('archive')
    .description(
      'Write down originals, edits and published pictures in the ledger that `provenance` in the config names',
    )
    .argument('[paths...]', 'pictures or folders; the originals of the config without one');
  addConfigOptions(command)
    .addOption(
      new Option('--stage <stage>', 'what they are; default by their role').choices(['original', 'edit', 'published']),
    )
    .option('--parent <file>', 'a file that all of them were made from (repeatable)', collect)
    .option(
      '--document <kind:file>',
      'a paper that belongs to each of them, as license:papers/l.pdf (repeatable)',
      collect,
    )
    .option('--by <name>', 'who archives; default the name that git knows')
    .option('--sign <folder>', 'write copies with your own Content Credentials (C2PA) there, and archive them, too')
    .option('--source-type <type>', 'the digital source type that they state, such as digitalCapture')
    .option('--copy', 'keep the bytes in the ledger, too')
    .option('--dry-run', 'say what would be archived, write nothing')
    .option('--json', 'the outcomes as JSON')
    .action(async (paths: string[], flags: ArchiveFlags) => {
      const { archiveAction } = await import('./archive-action.ts');
      exit(await archiveAction(paths, flags, io));
    });
};
