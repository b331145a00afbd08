// Real disks that are full: a small file system in memory, where this user may mount one.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `size` as mount takes it: `8k`. */
export const mountSmallDisk = (folder: string, size: string): void => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' });
};

export const unmount = (folder: string): void => {
  execFileSync('umount', [folder]);
};

/** Whether this machine mounts one; some sandboxes do, and hold no bound. */
export const mayMountSmallDisk = (): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'listing-lint-disk-'));
  try {
    mountSmallDisk(folder, '8k');
    try {
      writeFileSync(join(folder, 'large'), Buffer.alloc(200_000));
      return false;
    } catch {
      return true;
    } finally {
      unmount(folder);
    }
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
};
