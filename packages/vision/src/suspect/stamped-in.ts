import { join } from 'node:path';
import { fileSha256 } from '@listing-lint/core/plugin';
import { DEFAULT_ORIGINAL_MEGABYTES } from '@listing-lint/rules/settings';
import { readLedger } from '@listing-lint/rules/watermark';
import type { MatchReport } from '../match/match.ts';
import type { PictureFile } from '../match/read-ours.ts';

/** Returns pictures of listings that a report names in addition to the compared ones: those with an unstamped original, and stamped files that are unchanged since. */
export const stampedIn = async (report: MatchReport, root: string): Promise<readonly PictureFile[]> => {
  const all = report.suspects.flatMap(({ matches }) => matches);
  const paths = new Set(all.flatMap(({ path, unstamped }) => (unstamped === undefined ? [] : [path])));
  const stamped = new Set(all.flatMap(({ mark }) => (mark === undefined ? [] : [mark.stamped])));
  const ledger = stamped.size === 0 ? new Map<string, never>() : await readLedger(root);
  for (const path of stamped) {
    const file = join(root, path);
    if (paths.has(path)) continue;
    const bounds = { maxBytes: DEFAULT_ORIGINAL_MEGABYTES * 1e6, within: root };
    const content = await fileSha256(file, bounds).catch(() => undefined);
    if (content !== undefined && content === ledger.get(path)?.sha256) paths.add(path);
  }
  return [...paths].map((path) => ({ file: join(root, path), name: path, within: root }));
};
