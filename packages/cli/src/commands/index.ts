import { registerArchive } from './archive/archive.ts';
import { registerAudit } from './audit/audit.ts';
import { registerCalibrate } from './calibrate/calibrate.ts';
import { registerCase } from './case/case.ts';
import { registerChannels } from './channels/channels.ts';
import { registerCheck } from './check/check.ts';
import { registerCompare } from './compare/compare.ts';
import { registerCompletion } from './completion/completion.ts';
import { registerEvidence } from './evidence/evidence.ts';
import { registerExplain } from './explain/explain.ts';
import { registerExport } from './export/export.ts';
import { registerFingerprint } from './fingerprint/fingerprint.ts';
import { registerInit } from './init/init.ts';
import { registerInspect } from './inspect/inspect.ts';
import { registerLedger } from './ledger/ledger.ts';
import { registerLint } from './lint/lint.ts';
import { registerMerge } from './lint/merge.ts';
import { registerMatch } from './match/match.ts';
import { registerMonitor } from './monitor/monitor.ts';
import { registerPull } from './pull/pull.ts';
import type { RegisterCommand } from './register-command.ts';
import { registerRegistry } from './registry/registry.ts';
import { registerRules } from './rules/rules.ts';
import { registerSchema } from './schema/schema.ts';
import { registerStamp } from './stamp/stamp.ts';
import { registerTest } from './test/test.ts';
import { registerWorker } from './worker/worker.ts';

/** The commands by the task for which people look for them, in the order of `--help`. Each file of this folder adds its own. */
export const commandGroups: Readonly<Record<string, readonly RegisterCommand[]>> = {
  'Lint:': [registerLint, registerInit, registerInspect, registerAudit],
  'Rules:': [registerRules, registerExplain, registerTest, registerSchema],
  'Marketplaces:': [registerCheck, registerChannels, registerExport],
  'Watermarks and rights:': [registerStamp, registerCalibrate, registerFingerprint],
  'Find copies:': [registerMatch, registerMonitor, registerCompare, registerRegistry],
  'Disputes and proof:': [registerCase, registerEvidence, registerArchive, registerLedger],
  'Several machines:': [registerMerge, registerPull, registerWorker],
  'Help:': [registerCompletion],
};
