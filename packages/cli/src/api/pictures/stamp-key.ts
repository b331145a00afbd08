import { relative, resolve } from 'node:path';
import { KEY_FILE_VARIABLE, KEY_VARIABLE, stampKey } from '@listing-lint/rules/watermark';
import type { Surroundings } from '../../output/io.ts';
import { UsageError } from '../../output/known-error.ts';
import { sayTo } from '../flags.ts';
import type { RunQuery } from '../options.ts';

/** The key, and a word of warning where its file lies among what is published. */
export const keyFor = (
  options: RunQuery & { readonly keyFile?: string },
  { cwd, env }: Surroundings,
  root: string,
): string => {
  const { keyFile } = options;
  const file = keyFile === undefined ? env[KEY_FILE_VARIABLE] : resolve(cwd, keyFile);
  const key = stampKey(env, file);
  if (key === undefined) {
    throw new UsageError(
      'there is no key, which chooses the places of the marks',
      `set ${KEY_VARIABLE} to a secret of 16 characters or more, or name a file that holds it with --key-file or ${KEY_FILE_VARIABLE}; keep it out of the repository`,
    );
  }
  if (file !== undefined && file !== '' && !relative(root, resolve(cwd, file)).startsWith('..')) {
    sayTo(options)('the key file lies in the folder of the config: keep it out of git, or the key is no secret');
  }
  return key;
};
