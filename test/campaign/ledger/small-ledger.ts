import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addDocument,
  archiveFiles,
  hashedFile,
  isSoundLedger,
  type MeasuredPicture,
  readDocument,
  sealLedger,
  verifyLedger,
} from '@listing-lint/provenance';
import { TestAuthority } from '../../ledger/authority.ts';

const NOTHING: MeasuredPicture = {
  ...{ captured: null, imageDataSha256: null, pdq: null, fingerprint: null },
  ...{ make: null, model: null, serial: null, unread: null },
};

/** Archives files of a folder as originals; what they show is not looked at. */
export const archiveIn = (root: string, paths: readonly string[], by: string, at: string) =>
  archiveFiles(
    paths.map((path) => ({ path, file: join(root, path), stage: 'original' as const })),
    {
      ...{ root, folder: join(root, 'provenance'), by, at, dryRun: false, copy: false, salt: undefined },
      ...{ parents: [], documents: [] },
      measure: () => Promise.resolve(NOTHING),
      findCopies: () => [],
      maxBytes: () => 1_000_000,
    },
  );

/** A ledger of two originals and a paper, all of it sealed, in a shop of its own. */
export class SmallLedger {
  readonly root: string;
  readonly folder: string;
  readonly authority: TestAuthority;
  readonly #kept: string;

  private constructor(root: string, authority: TestAuthority) {
    this.root = join(root, 'shop');
    this.folder = join(this.root, 'provenance');
    this.#kept = join(root, 'kept');
    this.authority = authority;
  }

  /** Makes it below a folder (absolute). */
  static async make(root: string): Promise<SmallLedger> {
    const made = new SmallLedger(root, new TestAuthority(join(root, 'authority')));
    mkdirSync(join(made.root, 'originals'), { recursive: true });
    for (const name of ['1.nef', '2.nef', 'paper.txt'])
      writeFileSync(join(made.root, 'originals', name), `bytes of ${name}`.repeat(3));
    await archiveIn(made.root, ['originals/1.nef', 'originals/2.nef'], 'Ada', '2026-03-01T10:00:00Z');
    const paper = join(made.root, 'originals/paper.txt');
    const document = await readDocument({ kind: 'own-work', path: paper, name: 'paper.txt', root: made.root });
    const about = [await hashedFile(join(made.root, 'originals/1.nef'), '1.nef', made.root)];
    await addDocument(made.folder, { document, about }, { by: 'Ada', at: '2026-03-01T10:00:00Z' });
    await made.seal();
    cpSync(made.root, made.#kept, { recursive: true });
    return made;
  }

  get roots(): readonly string[] {
    return [readFileSync(this.authority.root, 'utf8')];
  }

  seal() {
    return sealLedger({
      ...{ folder: this.folder, authorities: ['right'], roots: this.roots, renew: false },
      ask: (_address, query) => Promise.resolve(this.authority.reply(query)),
      ...{ by: 'Ada', at: '2026-03-02T10:00:00Z' },
    });
  }

  /** Whether all is as it was written, as `ledger verify` says. */
  async isSound(): Promise<boolean> {
    return isSoundLedger(await verifyLedger(this.folder, { root: this.root, files: true, roots: this.roots }));
  }

  /** As it was made. */
  renew(): void {
    rmSync(this.root, { recursive: true });
    cpSync(this.#kept, this.root, { recursive: true });
  }
}
