import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { Guard, lint, loadConfig, makeTemporaryFolder, type ResolvedConfig, type Subject } from '@listing-lint/core';
import type { CopyFinding, ExportOutcome } from '@listing-lint/publish';
import type { Settings } from '@listing-lint/rules/settings';
import { builtinPlugin } from '../../built-in-plugins.ts';
import { TOOL } from '../../version.ts';
import { statedFor } from './own-settings.ts';

type Layer = ResolvedConfig['layers'][number];

interface Copies {
  /** Folder of the copies, absolute. */
  readonly out: string;
  readonly channel: string;
  readonly day: string;
  readonly outcomes: readonly ExportOutcome[];
  readonly settings: Settings;
  /** The config of the pictures, whose own settings of the preset's rules hold for their copies. */
  readonly config: ResolvedConfig;
  readonly subjects: readonly Subject[];
  /** Each copy goes to a listing of its own, so nothing is said of the folders that hold them. */
  readonly eachIsAListing: boolean;
}

/** What the user's own documents say of the preset's rules for each copy and its listing, as layers above the preset's. */
const ownLayers = (
  preset: ResolvedConfig,
  { config, subjects, outcomes, channel }: Pick<Copies, 'config' | 'subjects' | 'outcomes' | 'channel'>,
): ResolvedConfig['layers'] => {
  // What the preset turns off (a mark that nobody takes) stays off.
  const known = new Set(
    preset.layers.flatMap(({ entries }) =>
      [...entries].flatMap(([id, { severity }]) => (severity === 'off' ? [] : [id])),
    ),
  );
  const stated = statedFor(config);
  const bySettings = new Map<string, { readonly files: Set<string>; readonly entries: Layer['entries'] }>();
  const add = (path: string, subject: Subject): void => {
    const own = [...stated(subject, channel)].filter(([id]) => known.has(id));
    if (own.length === 0) return;
    const key = JSON.stringify(own);
    const entries = new Map(own.map(([id, setting]) => [id, { ...setting, from: () => 'the config' }]));
    const group = bySettings.get(key) ?? { files: new Set(), entries };
    bySettings.set(key, group);
    group.files.add(globOf(path));
  };
  const byPath = new Map(subjects.map((subject) => [subject.path, subject]));
  for (const outcome of outcomes) {
    const subject = byPath.get(outcome.path);
    if (!('copy' in outcome) || subject === undefined) continue;
    add(outcome.copy, subject);
    const listing = posix.dirname(outcome.copy);
    add(listing, { scope: 'listing', path: listing, file: '', channels: [channel] });
  }
  return [...bySettings.values()].map(({ files, entries }) => ({
    ...{ explicit: true, entries },
    select: { files: [...files] },
  }));
};

/** A path as a glob that means nothing else. */
const globOf = (path: string): string => path.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');

/** Judges exported copies by the preset of their channel, as the user's own config sets its rules, as a lint would: findings of them and of their listings. */
export const lintCopies = async (exported: Copies): Promise<readonly CopyFinding[]> => {
  const { out, channel, day, outcomes, settings, eachIsAListing } = exported;
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
    const layers = [...loaded.layers, ...ownLayers(loaded, exported)];
    const config = { ...loaded, layers, root: out, originalRoot: out, isIgnoring: false };
    const { report } = await lint({ config, tool: TOOL, asOf: day });
    const own = new Set(copies.map(({ copy }) => copy));
    return report.findings.flatMap(({ subject, ruleId, severity, message }) =>
      (subject.scope === 'listing' && !eachIsAListing) || own.has(subject.path)
        ? [{ path: subject.path, ruleId, severity, message }]
        : [],
    );
  } finally {
    await remove();
  }
};
