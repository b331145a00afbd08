import { join } from 'node:path';
import { fileSha256 } from '@listing-lint/core/plugin';
import { DEFAULT_ORIGINAL_MEGABYTES } from '@listing-lint/rules/settings';
import { readLedger } from '@listing-lint/rules/watermark';
import type { MatchReport } from '../match/match.ts';
import type { PictureFile } from '../match/read-ours.ts';

/** Pictures of listings that a report names beside what was compared: those that show what was kept of them, and stamped files that still are the ones of the stamps file. */
export const stampedIn = async (report: MatchReport, root: string): Promise<readonly PictureFile[]> => {
  const all = report.suspects.flatMap(({ matches }) => matches);
  const shown = new Set(all.flatMap(({ path, unstamped }) => (unstamped === undefined ? [] : [path])));
  const stamped = new Set(all.flatMap(({ mark }) => (mark === undefined ? [] : [mark.stamped])));
  const ledger = stamped.size === 0 ? new Map<string, never>() : await readLedger(root);
  for (const path of stamped) {
    const file = join(root, path);
    if (shown.has(path)) continue;
    const bounds = { maxBytes: DEFAULT_ORIGINAL_MEGABYTES * 1e6, within: root };
    const content = await fileSha256(file, bounds).catch(() => undefined);
    if (content !== undefined && content === ledger.get(path)?.sha256) shown.add(path);
  }
  return [...shown].map((path) => ({ file: join(root, path), name: path, within: root }));
};
