import { addConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { CalibrateFlags } from './calibrate-action.ts';

export const registerCalibrate: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('calibrate')
    .description("Measure how the seller's marks score on pictures without them, and how small they can still be found")
    .argument('[photos...]', 'pictures or folders without the mark, at least 10; generated ones without it');
  addConfigOptions(command)
    .option('--json', 'the result as JSON')
    .action(async (photos: string[], flags: CalibrateFlags) => {
      const { calibrateAction } = await import('./calibrate-action.ts');
      exit(await calibrateAction(photos, flags, io));
    });
};
