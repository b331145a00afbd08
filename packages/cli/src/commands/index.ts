import type { RegisterCommand } from '../run.ts';
import { registerAudit } from './audit.ts';
import { registerCalibrate } from './calibrate.ts';
import { registerExplain } from './explain.ts';
import { registerInit } from './init.ts';
import { registerInspect } from './inspect.ts';
import { registerLint } from './lint.ts';
import { registerMatch } from './match.ts';
import { registerRegistry } from './registry.ts';
import { registerRules } from './rules.ts';
import { registerStamp } from './stamp.ts';
import { registerTest } from './test.ts';

/** Every command; each file of this folder adds its own. */
export const commands: readonly RegisterCommand[] = [
  registerLint,
  registerInspect,
  registerExplain,
  registerRules,
  registerInit,
  registerTest,
  registerAudit,
  registerStamp,
  registerCalibrate,
  registerMatch,
  registerRegistry,
];
