import { gitOutput } from './git-command.ts';

/** The name under which the user commits in a folder; undefined where git knows none, and without git. */
export const userName = (folder: string, env: { readonly [name: string]: string | undefined }): string | undefined => {
  const name = gitOutput(folder, env, ['config', 'user.name'])?.trim().slice(0, 200);
  return name === '' ? undefined : name;
};
