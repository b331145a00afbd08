import type { RegisterCommand } from '../run.ts';
import { registerLint } from './lint.ts';

/** Every command; each file of this folder adds its own. */
export const commands: readonly RegisterCommand[] = [registerLint];
