import { addConfigOptions, type ConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';

export const registerRegistry: RegisterCommand = (program, io, exit) => {
  const registry = program
    .command('registry')
    .description('Remember what was published: the file that `registry` in the config names');
  addConfigOptions(
    registry
      .command('add')
      .description('Add the pictures of the listings')
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
      .description('Tell which published pictures the given ones repeat; exit 1 where one does')
      .argument('<pictures...>', 'pictures or folders'),
  ).action(async (pictures: string[], flags: ConfigOptions) => {
    const { registryQuery } = await import('./registry-action.ts');
    exit(await registryQuery(pictures, flags, io));
  });
};
