import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Guard, lint, loadConfig, makeTemporaryFolder } from '@listing-lint/core';
import { builtinPlugin, type CopyFinding, type ExportOutcome, type Settings } from '@listing-lint/rules';
import { TOOL } from '../../version.ts';

interface Copies {
  /** Folder of the copies, absolute. */
  readonly out: string;
  readonly channel: string;
  readonly day: string;
  readonly outcomes: readonly ExportOutcome[];
  readonly settings: Settings;
}

/** A path as a glob that means nothing else. */
const globOf = (path: string): string => path.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');

/** Judges exported copies by the preset of their channel alone, as a lint would: findings of them and of their listings. */
export const lintCopies = async ({
  out,
  channel,
  day,
  outcomes,
  settings,
}: Copies): Promise<readonly CopyFinding[]> => {
  const copies = outcomes.flatMap((outcome) => ('copy' in outcome ? [outcome] : []));
  if (copies.length === 0) return [];
  const roles = [...new Set(copies.map(({ role }) => role))].map((role) => ({
    role,
    files: copies.filter((copy) => copy.role === role).map(({ copy }) => globOf(copy)),
  }));
  const { folder, remove } = await makeTemporaryFolder('export', tmpdir());
  try {
    const configFile = join(folder, 'listing-lint.config.json');
    const { listings, limits } = settings;
    const document = {
      extends: [`channels/${channel}`],
      channels: [channel],
      roles,
      ...(listings === undefined ? {} : { listings }),
      ...(limits === undefined ? {} : { limits }),
    };
    await writeFile(configFile, JSON.stringify(document));
    const loaded = await loadConfig({ builtin: builtinPlugin, cwd: folder, configFile, guard: new Guard() });
    const config = { ...loaded, root: out, originalRoot: out, isIgnoring: false };
    const { report } = await lint({ config, tool: TOOL, asOf: day });
    const own = new Set(copies.map(({ copy }) => copy));
    return report.findings.flatMap(({ subject, ruleId, severity, message }) =>
      subject.scope === 'listing' || own.has(subject.path) ? [{ path: subject.path, ruleId, severity, message }] : [],
    );
  } finally {
    await remove();
  }
};
