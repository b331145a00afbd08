import { readFile, stat } from 'node:fs/promises';
import { ListingLintError, z } from 'listing-lint/plugin';

/** A licence is written by hand: a larger file is a mistake, or hostile. */
const MAX_BYTES = 1_000_000;

/** `licences/*.json`: who allows the use of which pictures, and until when. */
const licenceFile = z.strictObject({
  holder: z.string().min(1),
  /** Last day of use; `null` where the licence has no end. */
  until: z.iso.date().nullable(),
  /** Paths relative to the config's folder. */
  pictures: z.array(z.string().min(1)).min(1),
});
export type LicenceFile = z.infer<typeof licenceFile>;

/** What a file says, or what is wrong with it, a sentence each. Throws `file-unreadable`. */
export const readLicence = async (
  file: string,
): Promise<{ readonly licence?: LicenceFile; readonly problems: readonly string[] }> => {
  let text: string;
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) return { problems: [`the file has ${size} bytes, more than ${MAX_BYTES}`] };
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new ListingLintError('file-unreadable', 'the licence file cannot be read', [], { cause: error });
  }
  return parseLicence(text);
};

export const parseLicence = (
  text: string,
): { readonly licence?: LicenceFile; readonly problems: readonly string[] } => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problems: ['the file is no JSON'] };
  }
  const result = licenceFile.safeParse(value);
  if (result.success) return { licence: result.data, problems: [] };
  return { problems: result.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`) };
};

/** Whole days from one ISO date to another; negative where the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
