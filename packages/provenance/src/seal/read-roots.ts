import { fileFault, ListingLintError, type PathBound, readText } from '@listing-lint/core/plugin';

const MOST_ROOT_BYTES = 10_000_000;

/** Certificates that are trusted: PEM texts of files (absolute; `name` is how messages call one). Throws `usage` for one that holds none. */
export const readRoots = (
  files: readonly { readonly file: string; readonly name: string; readonly within: PathBound }[],
): Promise<readonly string[]> =>
  Promise.all(
    files.map(async ({ file, name, within }) => {
      const text = await readText(file, { maxBytes: MOST_ROOT_BYTES, within }).catch((cause) => {
        throw new ListingLintError('usage', `the certificates of ${name} cannot be read: ${fileFault(cause)}`, [], {
          cause,
        });
      });
      const { countCertificates } = await import('./token-parts.ts');
      if (countCertificates(text) > 0) return text;
      const hint = 'it has to be PEM: a text with -----BEGIN CERTIFICATE-----';
      throw new ListingLintError('usage', `${name} holds no certificate`, [{ message: hint }]);
    }),
  );
