import { ListingLintError } from '@listing-lint/core/plugin';
import type { ContainerFormat } from '@listing-lint/rules/image';
import { C2paEngine } from './c2pa-engine.ts';
import { C2PA_FORMATS, c2paSettings } from './c2pa-settings.ts';
import { type ClaimSigner, RESERVED_BYTES } from './cose-sign.ts';
import type { C2paPackage } from './find-c2pa.ts';

/** What a manifest says of the picture. */
export interface SignedClaim {
  /** Name of the file, without its folders. */
  readonly title: string;
  /** Who made it; null to say nothing. */
  readonly author: string | null;
  /** IPTC digital source type of a picture that is made here, such as `digitalCapture`; null where one that is there is opened. */
  readonly sourceType: string | null;
}

/** Another file that a picture was made from, with Content Credentials of its own. */
export interface SignedParent {
  /** Name of the file, without its folders. */
  readonly title: string;
  readonly bytes: Uint8Array;
  readonly format: ContainerFormat;
}

const SOURCE_TYPES = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

/** Signs pictures with the seller's own manifest. A picture that is opened is the parent of the signed one, with the manifest that it has. */
export class PictureSigner {
  readonly #engine: C2paEngine;
  readonly #signer: ClaimSigner;

  constructor(found: C2paPackage, signer: ClaimSigner) {
    this.#engine = new C2paEngine(found);
    this.#signer = signer;
  }

  /**
   * The signed picture; with a `parent` it keeps the Content Credentials of that, and no source type is stated. Throws `content-unreadable` for a format that
   * holds no manifest, or a picture that cannot be signed.
   */
  async sign(
    bytes: Uint8Array,
    format: ContainerFormat,
    claim: SignedClaim,
    parent?: SignedParent,
  ): Promise<Uint8Array> {
    const type = C2PA_FORMATS[format];
    if (type === undefined || format === 'gif') {
      throw new ListingLintError('content-unreadable', `${format.toUpperCase()} files are not signed here`);
    }
    const { algorithm, sign } = this.#signer;
    const isOpened = parent !== undefined || claim.sourceType === null;
    const intent = isOpened ? 'edit' : { create: `${SOURCE_TYPES}${claim.sourceType}` };
    return this.#engine.sign(type, bytes, c2paSettings([]), {
      definition: definitionOf(claim),
      intent,
      ...(parent === undefined ? {} : { parent: ingredientOf(parent) }),
      reserve: RESERVED_BYTES,
      algorithm,
      sign,
    });
  }

  dispose(): Promise<void> {
    return this.#engine.dispose();
  }
}

const ingredientOf = ({ title, bytes, format }: SignedParent) => ({
  bytes,
  format: C2PA_FORMATS[format] ?? format,
  definition: JSON.stringify({ title, relationship: 'parentOf' }),
});

const definitionOf = ({ title, author }: SignedClaim): string =>
  JSON.stringify({
    claim_generator_info: [{ name: 'listing-lint' }],
    title,
    assertions:
      author === null
        ? []
        : [
            {
              label: 'stds.schema-org.CreativeWork',
              data: {
                '@context': 'https://schema.org',
                '@type': 'CreativeWork',
                author: [{ '@type': 'Organization', name: author }],
              },
              kind: 'Json',
            },
          ],
  });
