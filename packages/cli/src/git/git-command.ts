import { spawnSync } from 'node:child_process';

/**
 * What every git command begins with, so that git runs no program that a linted folder names: a folder that looks like a bare repository is none
 * (from git 2.38 on), and neither the file monitor nor hooks of a repository's own config are started.
 */
const BOUNDS = ['safe.bareRepository=explicit', 'core.fsmonitor=false', 'core.hooksPath=/dev/null'];

/** Arguments of a git command. Paths are data: no pattern characters in them. */
export const gitArguments = (args: readonly string[]): readonly string[] => [
  ...BOUNDS.flatMap((setting) => ['-c', setting]),
  '--literal-pathspecs',
  ...args,
];

/** The environment of a git command: the caller's, with messages in English. */
export const gitEnvironment = (env: { readonly [name: string]: string | undefined }): NodeJS.ProcessEnv => ({
  ...env,
  LC_ALL: 'C',
});

/** Runs git in a folder and returns its output, within 30 seconds; undefined where it fails, and without git. */
export const gitOutput = (
  cwd: string,
  env: { readonly [name: string]: string | undefined },
  args: readonly string[],
): string | undefined => {
  const { status, stdout } = spawnSync('git', gitArguments(args), {
    cwd,
    env: { ...gitEnvironment(env), GIT_OPTIONAL_LOCKS: '0' },
    encoding: 'utf8',
    timeout: 30_000,
    maxBuffer: 100_000_000,
  });
  return status === 0 ? stdout : undefined;
};

/** The name under which the user commits in a folder; undefined where git knows none, and without git. */
export const userName = (folder: string, env: { readonly [name: string]: string | undefined }): string | undefined => {
  const name = gitOutput(folder, env, ['config', 'user.name'])?.trim().slice(0, 200);
  return name === '' ? undefined : name;
};
