import { addConfigOptions, type ConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';

export const registerRegistry: RegisterCommand = (program, io, exit) => {
  const registry = program
    .command('registry')
    .description('Remember what was published: in the file, or the database, that `registry` in the config names');
  addConfigOptions(
    registry
      .command('add')
      .description(
        'Add the pictures of the listings; exit 1 where one cannot be read or is left out, such as behind a link',
      )
      .argument('[paths...]', 'listings or pictures; all of the config where none is given'),
  ).action(async (paths: string[], flags: ConfigOptions) => {
    const { registryAdd } = await import('./registry-action.ts');
    exit(await registryAdd(paths, flags, io));
  });
  addConfigOptions(
    registry
      .command('remove')
      .description('Take pictures out, by the paths they were published with')
      .argument('<paths...>', 'paths or folders as the registry has them'),
  ).action(async (paths: string[], flags: ConfigOptions) => {
    const { registryRemove } = await import('./registry-action.ts');
    exit(await registryRemove(paths, flags, io));
  });
  addConfigOptions(
    registry
      .command('query')
      .description('Tell which published pictures the given ones repeat; exit 1 where one does, or may')
      .argument('<pictures...>', 'pictures or folders')
      .option('--sql', 'ask the database itself, without a copy of the registry here'),
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
      .argument('<file>', 'what `registry export` or `registry: FILE` has written'),
  ).action(async (file: string, flags: ConfigOptions) => {
    const { registryImport } = await import('./registry-action.ts');
    exit(await registryImport(file, flags, io));
  });
  addConfigOptions(
    registry
      .command('export')
      .description('Add all pictures of the registry to a registry file')
      .argument('<file>', 'the file, which need not be there'),
  ).action(async (file: string, flags: ConfigOptions) => {
    const { registryExport } = await import('./registry-action.ts');
    exit(await registryExport(file, flags, io));
  });
  addConfigOptions(
    registry.command('migrate').description('Make the tables of a registry in a database, or bring them up to date'),
  ).action(async (flags: ConfigOptions) => {
    const { registryMigrate } = await import('./registry-action.ts');
    exit(await registryMigrate(flags, io));
  });
  addConfigOptions(
    registry.command('pull').description('Bring the copy of a registry in a database up to date, as every lint does'),
  ).action(async (flags: ConfigOptions) => {
    const { registryPull } = await import('./registry-action.ts');
    exit(await registryPull(flags, io));
  });
  addConfigOptions(
    registry
      .command('index')
      .description('Have the database find what is near by itself (`registry query --sql`): 48 rows a picture'),
  ).action(async (flags: ConfigOptions) => {
    const { registryIndex } = await import('./registry-action.ts');
    exit(await registryIndex(flags, io));
  });
};
