import type { ImageHeader } from '@listing-lint/rules/image';
import { C2paEngine } from './c2pa-engine.ts';
import { type C2paFact, c2paOf } from './c2pa-fact.ts';
import { c2paSettings, type TrustAnchors } from './c2pa-settings.ts';
import { findC2pa } from './find-c2pa.ts';

/** Reads Content Credentials of pictures outside of a run. What checks them is started by the first picture that has some; dispose of it. */
export class CredentialReader {
  readonly #published: ReadonlySet<string>;
  readonly #settings: string;
  readonly #engine: C2paEngine | undefined;

  readonly #day: string;

  /** `day` (YYYY-MM-DD): on which certificates have to be valid. */
  constructor(anchors: readonly TrustAnchors[], day: string) {
    this.#day = day;
    this.#published = new Set(anchors.flatMap(({ name, isPublished }) => (isPublished ? [name] : [])));
    this.#settings = c2paSettings(anchors);
    const found = findC2pa();
    this.#engine = found && new C2paEngine(found);
  }

  /** The fact `c2pa` of a picture's bytes, and whether a published list names the signer. Rejects only for a fault of the program. */
  async read(bytes: Buffer, header: ImageHeader): Promise<C2paFact & { readonly onPublishedList: boolean }> {
    const fact = await c2paOf(bytes, header, {
      engine: this.#engine,
      settings: this.#settings,
      day: () => this.#day,
      late: 'said',
    });
    return { ...fact, onPublishedList: fact.trustedBy.some((name) => this.#published.has(name)) };
  }

  async dispose(): Promise<void> {
    await this.#engine?.dispose();
  }
}
