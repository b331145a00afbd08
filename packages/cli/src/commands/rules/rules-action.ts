import { escapeControls, safeJson } from '@listing-lint/core';
import type { Io } from '../../output/io.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import { loadFor } from '../../project/load.ts';
import { severityHere } from '../../project/severity-here.ts';

export interface RulesFlags extends ConfigOptions {
  readonly json?: boolean;
}

/** Lists the rules: severity where no override holds, id, scope, title. */
export const rulesAction = async (flags: RulesFlags, io: Io): Promise<number> => {
  const config = await loadFor(flags, io);
  const rows = [...config.rules.values()]
    .map(({ rule }) => ({ id: rule.id, scope: rule.scope, severity: severityHere(config, rule.id), title: rule.title }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (flags.json === true) {
    io.stdout(safeJson(rows));
    return 0;
  }
  const width = (pick: (row: (typeof rows)[number]) => string): number =>
    Math.max(...rows.map((row) => pick(row).length));
  const [severities, ids, scopes] = [width((row) => row.severity), width((row) => row.id), width((row) => row.scope)];
  for (const { id, scope, severity, title } of rows) {
    io.stdout(`${severity.padEnd(severities)}  ${id.padEnd(ids)}  ${scope.padEnd(scopes)}  ${escapeControls(title)}\n`);
  }
  return 0;
};
