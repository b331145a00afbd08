import { addConfigOptions } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { CalibrateFlags } from './calibrate-action.ts';

export const registerCalibrate: RegisterCommand = (program, io, exit) => {
  const command = program
    .command('calibrate')
    .description(
      'Measure how small your watermarks can be and still be found, and their scores on pictures without them',
    )
    .argument(
      '[photos...]',
      'at least 10 pictures without the watermark, or folders of them (default: generated pictures)',
    );
  command.option('--json', 'the result as JSON');
  addConfigOptions(command).action(async (photos: string[], flags: CalibrateFlags) => {
    const { calibrateAction } = await import('./calibrate-action.ts');
    exit(await calibrateAction(photos, flags, io));
  });
};
