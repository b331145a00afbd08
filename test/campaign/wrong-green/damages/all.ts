import { commandDamages } from './commands.ts';
import { configDamages } from './config.ts';
import type { DamageGroup } from './damage.ts';
import { caseDamages, exceptionDamages, listingDamages, ruleDamages } from './documents.ts';
import { globDamages } from './globs.ts';
import { incompleteJpegDamages } from './incomplete-jpeg.ts';
import { brandDamages, keptDamages } from './kept-files.ts';
import { linkDamages } from './links.ts';
import { metadataDamages } from './metadata.ts';
import { outputDamages } from './output.ts';
import { pictureDamages } from './pictures.ts';
import { pluginDamages } from './plugin.ts';

/** Everything that the campaign does to the shop. */
export const GROUPS: readonly DamageGroup[] = [
  configDamages,
  globDamages,
  listingDamages,
  caseDamages,
  exceptionDamages,
  ruleDamages,
  pictureDamages,
  incompleteJpegDamages,
  metadataDamages,
  linkDamages,
  brandDamages,
  keptDamages,
  pluginDamages,
  outputDamages,
  commandDamages,
];
