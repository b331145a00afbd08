import { z } from 'zod';

/** `reporters.sarif` of the config. */
export const sarifOptions = z.strictObject({
  /** Location of a finding on a picture: on the picture, or on the `listing.yaml` of its listing, which code viewers can display. */
  anchor: z.enum(['image', 'manifest']).default('image'),
  /** Path from the repository's root to the config's folder, where they differ: GitHub wants addresses from the root. Found by itself inside a git repository. */
  prefix: z.string().optional(),
  /** Distinguishes two uploads of one commit on GitHub. */
  category: z.string().min(1).default('listing-lint'),
  /** Also write suppressed findings; GitHub ignores that they are suppressed and would show them. */
  suppressed: z.boolean().default(false),
});

export type SarifOptions = z.infer<typeof sarifOptions>;
