import type { FixPolicy } from '@listing-lint/core/plugin';
import { extensionOf, sniff } from '@listing-lint/rules/image';

import { pictureData } from '@listing-lint/rules/metadata';
import { changesBetween, inventoryOf, MANIFEST, type MetadataItem } from '../write/inventory.ts';

/** Fixes change what is published; an original is evidence. Of a picture they change metadata, of these what they name, and nothing else. */
export const picturePolicy: FixPolicy = {
  stays: ({ role }) => (role === 'original' ? 'it is an original, which stays as it is' : undefined),
  check: ({ before, after, changed }, { path }) => {
    const [old, mended] = [Buffer.from(before), Buffer.from(after)];
    const format = sniff(old, extensionOf(path));
    if (sniff(mended, extensionOf(path)) !== format) return 'it would be a file of another format';
    const picture = pictureData(old, format);
    if (picture === null)
      return `whether the picture stays the same cannot be told of this ${format.toUpperCase()} file`;
    if (pictureData(mended, format) !== picture) return 'the picture itself';
    const left = inventoryOf(mended, format);
    if (left.some(({ name }) => name === MANIFEST)) return 'the content that its C2PA manifest is signed for';
    const extra = changesBetween(inventoryOf(old, format), left).find(
      (item) => !changed.some((name) => names(name, item)),
    );
    return extra === undefined ? undefined : `${extra.name} in ${extra.place}`;
  },
};

/** Whether what a fix names means an item: by its name, by name and place, or, with a `*` at its end, by how the name begins. */
const names = (said: string, { name, place }: MetadataItem): boolean =>
  said.endsWith('*') ? name.startsWith(said.slice(0, -1)) : said === name || said === `${name} in ${place}`;
