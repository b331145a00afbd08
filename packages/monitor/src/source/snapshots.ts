import { join, posix } from 'node:path';
import { MAX_YAML_BYTES, readText } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { webAddress } from './address.ts';
import type { Capture } from './capture.ts';

/** What ArchiveBox writes into the folder of a snapshot: the address of the page, and seconds since 1970. */
const snapshotFile = z.object({ url: z.string(), timestamp: z.coerce.number().positive().max(1e11) });

interface Snapshot {
  readonly address: string;
  readonly at: string;
}

/** Snapshots of ArchiveBox below a folder, by their `index.json`, each read once. */
export class Snapshots {
  private readonly folder: string;
  private readonly known = new Map<string, Promise<Snapshot | undefined>>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The snapshot that a folder (from the top, `.` is the top) lies in. */
  of(path: string): Promise<Snapshot | undefined> {
    const known = this.known.get(path);
    if (known !== undefined) return known;
    const found = this.read(path).then((own) => own ?? (path === '.' ? undefined : this.of(posix.dirname(path))));
    this.known.set(path, found);
    return found;
  }

  private async read(path: string): Promise<Snapshot | undefined> {
    try {
      const file = join(this.folder, path, 'index.json');
      const text = await readText(file, { maxBytes: MAX_YAML_BYTES, within: this.folder });
      const { url, timestamp } = snapshotFile.parse(JSON.parse(text));
      const address = webAddress(url);
      return address === null
        ? undefined
        : { address, at: `${new Date(timestamp * 1000).toISOString().slice(0, 19)}Z` };
    } catch {
      return undefined;
    }
  }
}

/** A capture of a snapshot: whatever has no address of its own is of the page. */
export const inSnapshot = (capture: Capture, snapshot: Snapshot | undefined): Capture => {
  if (snapshot === undefined || (capture.kind !== 'picture' && capture.kind !== 'page')) return capture;
  const more = { at: capture.at ?? snapshot.at, set: capture.set ?? snapshot.address };
  return capture.kind === 'picture'
    ? { ...capture, ...more }
    : { ...capture, ...more, address: capture.address ?? snapshot.address };
};
