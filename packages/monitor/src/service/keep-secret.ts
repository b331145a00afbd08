import { ListingLintError } from '@listing-lint/core/plugin';
import type { ServiceMapping } from '../service-settings.ts';

type Key = NonNullable<ServiceMapping['key']>;
type Environment = { readonly [name: string]: string | undefined };

/** The key of a service, and how it is kept out of all that is written. */
export interface ServiceKey {
  readonly put: (
    url: URL,
    headers: Readonly<Record<string, string>>,
  ) => { readonly url: URL; readonly headers: Readonly<Record<string, string>> };
  /** A text without the key, whatever its form. */
  readonly hide: (text: string) => string;
}

const NO_KEY: ServiceKey = { put: (url, headers) => ({ url, headers }), hide: (text) => text };

/** Reads a key from the environment. Throws `usage` where it is not there or cannot be sent; no message holds any of it. */
export const serviceKey = (service: string, key: Key | undefined, env: Environment): ServiceKey => {
  if (key === undefined) return NO_KEY;
  const value = env[key.env]?.trim() ?? '';
  if (value === '') {
    throw new ListingLintError('usage', `${service} cannot be asked: ${key.env} is not set`, [
      { message: 'keys stand in the environment alone, such as a secret of the CI job' },
    ]);
  }
  if (!/^[\x21-\x7e]{4,4000}$/.test(value)) {
    throw new ListingLintError('usage', `${service} cannot be asked: what ${key.env} holds is no key`, [
      { message: 'a key is 4 characters of ASCII or more, without blanks' },
    ]);
  }
  const sent = `${key.prefix ?? ''}${value}`;
  const forms = [...new Set(formsOf(value))].sort((a, b) => b.length - a.length);
  return {
    put: (url, headers) => {
      if (key.header !== undefined) return { url, headers: { ...headers, [key.header.toLowerCase()]: sent } };
      const own = new URL(url);
      own.searchParams.append(key.query ?? '', sent);
      return { url: own, headers };
    },
    hide: (text) => forms.reduce((all, form) => all.replaceAll(form, `$${key.env}`), text),
  };
};

const formsOf = (value: string): readonly string[] => [
  value,
  encodeURIComponent(value),
  new URLSearchParams({ v: value }).toString().slice(2),
  Buffer.from(value).toString('base64').replace(/=+$/, ''),
  Buffer.from(value).toString('base64url'),
  Buffer.from(value).toString('hex'),
];
