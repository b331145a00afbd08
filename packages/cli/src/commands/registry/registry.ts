import { addConfigOptions, type ConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';

export const registerRegistry: RegisterCommand = (program, io, exit) => {
  const registry = program
    .command('registry')
    .description('Record of published pictures, in a file or database (`registry` in the config)');
  addConfigOptions(
    registry
      .command('add')
      .description(
        'Add the pictures of the listings; exits with 1 if one cannot be read or is left out, such as behind a link',
      )
      .argument('[paths...]', 'listings or pictures (default: all of the config)'),
  ).action(async (paths: string[], flags: ConfigOptions) => {
    const { registryAdd } = await import('./registry-action.ts');
    exit(await registryAdd(paths, flags, io));
  });
  addConfigOptions(
    registry
      .command('remove')
      .description('Remove pictures, by the paths they were published with')
      .argument('<paths...>', 'paths or folders as they are in the registry'),
  ).action(async (paths: string[], flags: ConfigOptions) => {
    const { registryRemove } = await import('./registry-action.ts');
    exit(await registryRemove(paths, flags, io));
  });
  addConfigOptions(
    registry
      .command('query')
      .description('Find published pictures like the given ones; exits with 1 if one is, or may be, the same')
      .argument('<pictures...>', 'pictures or folders')
      .option('--sql', 'query the database directly, without a local copy'),
  ).action(async (pictures: string[], flags: ConfigOptions & { readonly sql?: boolean }) => {
    const { registryQuery } = await import('./registry-action.ts');
    exit(await registryQuery(pictures, flags, io));
  });
  registerBetween(registry, io, exit);
};

/** What is for registries in databases, or between them and files. */
const registerBetween: RegisterCommand = (registry, io, exit) => {
  addConfigOptions(
    registry
      .command('import')
      .description('Add the pictures of a registry file')
      .argument('<file>', 'a file that `registry export` wrote, or the registry file of another project'),
  ).action(async (file: string, flags: ConfigOptions) => {
    const { registryImport } = await import('./registry-action.ts');
    exit(await registryImport(file, flags, io));
  });
  addConfigOptions(
    registry
      .command('export')
      .description('Add all pictures of the registry to a registry file')
      .argument('<file>', 'a registry file; it is made if it does not exist'),
  ).action(async (file: string, flags: ConfigOptions) => {
    const { registryExport } = await import('./registry-action.ts');
    exit(await registryExport(file, flags, io));
  });
  addConfigOptions(
    registry.command('migrate').description('Create or update the tables of a registry in a database'),
  ).action(async (flags: ConfigOptions) => {
    const { registryMigrate } = await import('./registry-action.ts');
    exit(await registryMigrate(flags, io));
  });
  addConfigOptions(
    registry.command('pull').description('Update the local copy of a registry in a database, as every lint does'),
  ).action(async (flags: ConfigOptions) => {
    const { registryPull } = await import('./registry-action.ts');
    exit(await registryPull(flags, io));
  });
  addConfigOptions(
    registry
      .command('index')
      .description(
        'Add an index so that the database itself finds similar pictures (`registry query --sql`); 48 rows per picture',
      ),
  ).action(async (flags: ConfigOptions) => {
    const { registryIndex } = await import('./registry-action.ts');
    exit(await registryIndex(flags, io));
  });
};
