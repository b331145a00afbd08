import { configReader } from '../../api/config.ts';
import { queryOf } from '../../api/flags.ts';
import type { Io } from '../../output/io.ts';
import { jsonText, shownText } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface RulesFlags extends ConfigOptions {
  readonly json?: boolean;
}

/** Lists the rules: severity where no override holds, id, scope, title. */
export const rulesAction = async (flags: RulesFlags, io: Io): Promise<number> => {
  const { rules } = await configReader(io)(queryOf(flags, io));
  const rows = rules.map(({ id, scope, severity, title }) => ({ id, scope, severity, title }));
  if (flags.json === true) {
    io.stdout(jsonText(rows));
    return 0;
  }
  const width = (pick: (row: (typeof rows)[number]) => string): number =>
    Math.max(...rows.map((row) => pick(row).length));
  const [severities, ids, scopes] = [width((row) => row.severity), width((row) => row.id), width((row) => row.scope)];
  for (const { id, scope, severity, title } of rows) {
    io.stdout(`${severity.padEnd(severities)}  ${id.padEnd(ids)}  ${scope.padEnd(scopes)}  ${shownText(title)}\n`);
  }
  return 0;
};
