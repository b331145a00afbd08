import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIn } from '../scenarios/scenario.ts';
import { AuthorityServer, TestAuthority } from './authority.ts';

const SHOP = join(import.meta.dirname, '../../examples/shop');

/** A part of the example shop with a case, archived and sealed by an authority on this machine, and a stranger's folder elsewhere. */
export class SealedShop {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-evidence-')));
  readonly elsewhere = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-stranger-')));
  readonly root = join(this.folder, 'shop');
  #server: AuthorityServer | undefined;

  async open(): Promise<void> {
    const authority = new TestAuthority(join(this.folder, 'right'), 'right');
    this.#server = await AuthorityServer.open(authority);
    const parts = ['originals/DSC_0412.jpg', 'originals/DSC_0502.jpg', 'papers', 'listings/stoneware-mug', 'evidence'];
    for (const part of [...parts, 'cases/2026-005-mug-mirrored.yaml'])
      cpSync(join(SHOP, part), join(this.root, part), { recursive: true });
    cpSync(authority.root, join(this.root, 'root.pem'));
    cpSync(authority.root, join(this.elsewhere, 'root.pem'));
    writeFileSync(
      join(this.root, 'listing-lint.config.yaml'),
      `rules: { image-readable: error }\nlistings: ["listings/*"]\noriginals: ["originals/**"]\ncases: ["cases/*.yaml"]\nprovenance: { authorities: ["${this.#server.address()}"], roots: [root.pem] }\n`,
    );
    await this.run('archive');
    await this.run('archive', 'listings');
    await this.run('ledger', 'seal');
  }

  run(...argv: string[]) {
    return runIn(this.root, argv);
  }

  /** The bundle as a stranger checks it: with no Node on the path. A status of null is a script that had to be killed. */
  verify(bundle: string, [program = '', ...args]: readonly string[] = ['sh'], path = '/usr/bin:/bin') {
    const { status, stdout, stderr } = spawnSync(
      program,
      [...args, 'data/verify.sh', join(this.elsewhere, 'root.pem')],
      { cwd: bundle, encoding: 'utf8', timeout: 60_000, env: { PATH: path } },
    );
    return { status, text: stdout + stderr };
  }

  async close(): Promise<void> {
    await this.#server?.close();
    for (const each of [this.folder, this.elsewhere]) rmSync(each, { recursive: true, force: true });
  }
}

/** All files below a folder, sorted. */
export const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();

/** Writes the lists of a bundle anew, as whoever changes a file would do. */
export const relist = (bundle: string): void => {
  for (const [list, files] of [
    ['manifest-sha256.txt', 'data'],
    ['tagmanifest-sha256.txt', 'bag-info.txt bagit.txt manifest-sha256.txt'],
  ] as const)
    spawnSync('sh', ['-c', `find ${files} -type f | LC_ALL=C sort | tr '\\n' '\\0' | xargs -0 sha256sum > ${list}`], {
      cwd: bundle,
    });
};
