import { Option } from 'commander';
import { addConfigOptions, collect } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { ArchiveFlags } from './archive-action.ts';

export const registerArchive: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('archive')
    .description('Record originals, edits and published pictures in the ledger (`provenance` in the config)')
    .argument('[paths...]', 'pictures or folders (default: the originals of the config)');
  command
    .addOption(
      new Option('--stage <stage>', 'what the pictures are (default: by their role)').choices([
        'original',
        'edit',
        'published',
      ]),
    )
    .option('--parent <file>', 'a file from which all of them were made (repeatable)', collect)
    .option(
      '--document <kind:file>',
      'a document about each of them, such as license:papers/l.pdf (repeatable)',
      collect,
    )
    .option('--by <name>', 'who archives (default: user.name of git)')
    .option(
      '--sign <folder>',
      'also write copies with your own Content Credentials (C2PA) into this folder, and archive them',
    )
    .option('--source-type <type>', 'the digital source type to state, such as digitalCapture')
    .option('--copy', 'also store the files themselves in the ledger')
    .option('--dry-run', 'show what would be archived; write nothing')
    .option('--json', 'the outcomes as JSON');
  addConfigOptions(command).action(async (paths: string[], flags: ArchiveFlags) => {
    const { archiveAction } = await import('./archive-action.ts');
    exit(await archiveAction(paths, flags, io));
  });
};
