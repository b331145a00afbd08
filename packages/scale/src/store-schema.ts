import { globFor, pathInside } from '@listing-lint/core/plugin';
import { z } from 'zod';

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const NO_SECRETS =
  'credentials come from the environment or a profile (AWS_ACCESS_KEY_ID, AWS_PROFILE), never from a config';

const isStore = (text: string): boolean => {
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/?#@]+)(?:\/([^?#]*))?$/.exec(text) ?? [];
  return BUCKET.test(bucket) && prefix.length <= 900;
};
const isEndpoint = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return username === '' && password === '' && (protocol === 'https:' || (protocol === 'http:' && isHere));
};

/** Object stores whose objects are brought into folders of the project. */
export const storeSchema = z
  .array(
    z.strictObject({
      from: z
        .string()
        .refine(isStore, `it must be s3://bucket or s3://bucket/folder; ${NO_SECRETS}`)
        .describe('s3://bucket/folder: every object below it'),
      to: pathInside(
        'the folder below that of the config to which they are brought; nothing else is kept in it',
        'folder',
      ),
      endpoint: z
        .string()
        .refine(isEndpoint, `it must be the https address of a server (http on this machine alone); ${NO_SECRETS}`)
        .describe('a server that is not of Amazon; buckets are named in its paths')
        .optional(),
      region: z
        .string()
        .regex(/^[a-z0-9-]{1,40}$/)
        .describe('that of the bucket; AWS_REGION without it')
        .optional(),
      except: z
        .array(globFor('pattern', 'project', 'glob from that folder'))
        .describe('globs of objects, from that folder, that are not brought')
        .optional(),
    }),
  )
  .min(1)
  .describe(
    'object stores that hold pictures; `listing-lint pull` brings them here, and what is not here is not linted',
  )
  .optional();
