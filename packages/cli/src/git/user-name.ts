import { spawnSync } from 'node:child_process';

/** The name under which the user commits in a folder; undefined where git knows none, and without git. */
export const userName = (folder: string, env: { readonly [name: string]: string | undefined }): string | undefined => {
  const { status, stdout } = spawnSync('git', ['config', 'user.name'], {
    cwd: folder,
    env: { ...env },
    encoding: 'utf8',
    timeout: 10_000,
  });
  const name = status === 0 ? stdout.trim().slice(0, 200) : '';
  return name === '' ? undefined : name;
};
