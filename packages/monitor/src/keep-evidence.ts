import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isKnownError, replaceFile, sha256 } from '@listing-lint/core/plugin';
import { logFolder } from '@listing-lint/disputes';
import { sniff } from '@listing-lint/rules/image';
import type { MonitorHit } from './news/hit.ts';
import type { KeptEvidence } from './run-log.ts';
import type { MonitorSource } from './source/open-source.ts';

/** Folder of what was kept, below that of the logs. */
export const EVIDENCE_FOLDER = 'evidence';

/** Path of that folder from the one of the config. */
export const evidenceFolder = (monitoring: readonly string[] | undefined): string =>
  `${logFolder(monitoring)}/${EVIDENCE_FOLDER}`;

/** First digits of a SHA-256: names of files. */
const NAME_DIGITS = 16;

interface WantedFile {
  readonly hit: string;
  readonly part: keyof KeptEvidence;
  readonly sha256: string;
}

/**
 * Keeps the pictures and pages of hits as they were captured, by their content, so that the same bytes are kept once. `root` is the folder
 * of the config (absolute), `path` where they go from there. Gives the paths of what was kept, by hit; what cannot be read again is not kept.
 */
export const keepEvidence = async (
  hits: readonly MonitorHit[],
  sources: readonly MonitorSource[],
  { root, path }: { readonly root: string; readonly path: string },
): Promise<ReadonlyMap<string, KeptEvidence>> => {
  const wanted = new Map<string, WantedFile[]>();
  const want = (source: number, index: number, file: WantedFile): void => {
    const key = `${source} ${index}`;
    wanted.set(key, [...(wanted.get(key) ?? []), file]);
  };
  for (const { id, copy, page } of hits) {
    want(copy.source, copy.index, { hit: id, part: 'picture', sha256: copy.sha256 });
    if (page !== null) want(page.source, page.index, { hit: id, part: 'page', sha256: page.sha256 });
  }
  const kept = new Map<string, KeptEvidence>();
  for (const [at, source] of sources.entries()) {
    if (![...wanted.keys()].some((key) => key.startsWith(`${at} `))) continue;
    for await (const capture of source.captures()) {
      const files = wanted.get(`${at} ${capture.index}`);
      if (files === undefined || (capture.kind !== 'picture' && capture.kind !== 'page')) continue;
      wanted.delete(`${at} ${capture.index}`);
      const bytes = await orNothing(capture.bytes);
      for (const file of files) {
        if (bytes === undefined || bytes.length === 0 || sha256(bytes) !== file.sha256) continue;
        const name = `${file.sha256.slice(0, NAME_DIGITS)}.${file.part === 'page' ? 'html.txt' : extensionFor(bytes)}`;
        const place = join(root, path, name);
        if (!existsSync(place)) await replaceFile(place, bytes, { within: root, unlocked: true });
        kept.set(file.hit, { ...NOTHING, ...kept.get(file.hit), [file.part]: `${path}/${name}` });
      }
    }
  }
  return kept;
};

const NOTHING: KeptEvidence = { picture: null, page: null };

/** By content: what a server calls a picture says nothing. */
const extensionFor = (bytes: Buffer): string => {
  const format = sniff(bytes, '');
  return format === 'jpeg' ? 'jpg' : format === 'unknown' ? 'bin' : format;
};

const orNothing = async (read: () => Promise<Buffer>): Promise<Buffer | undefined> => {
  try {
    return await read();
  } catch (error) {
    if (isKnownError(error)) return undefined;
    throw error;
  }
};
