import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { writePicture } from '../scenarios/pictures.ts';

export const repository = join(import.meta.dirname, '../..');
export const main = join(repository, 'packages/cli/dist/main.js');

/** Whether the steps can be run: they need bash, and the built program. */
export const canRunSteps = (): boolean => {
  const missing = [
    ...(existsSync(main) ? [] : ['packages/cli/dist (npm run build)']),
    ...(spawnSync('bash', ['--version']).status === 0 ? [] : ['bash']),
  ];
  if (missing.length > 0) process.stderr.write(`There is no ${missing.join(' and no ')}: steps of CI are not run.\n`);
  return missing.length === 0;
};

export interface Workplace {
  readonly shop: string;
  readonly temp: string;
  readonly env: NodeJS.ProcessEnv;
  readonly remove: () => void;
}

/**
 * A small shop with a copy in it, in a folder with a space, and an `npx` that runs the built program in place of an installed tarball: it
 * takes `--no-install listing-lint`, and nothing that would be fetched. `npm ci` does nothing.
 */
export const workplace = async (): Promise<Workplace> => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-ci-')));
  const shop = join(root, 'the shop');
  const temp = join(root, 'temp');
  const bin = join(root, 'bin');
  for (const folder of [shop, temp, bin]) mkdirSync(folder);
  const picture = { width: 600, height: 600, mirror: false, quality: 85 };
  await writePicture(shop, 'listings/mug/1.jpg', { ...picture, seed: 1 });
  await writePicture(shop, 'listings/cup/1.jpg', { ...picture, seed: 1 });
  await writePicture(shop, 'listings/a bowl/1.jpg', { ...picture, seed: 2 });
  writeFileSync(join(shop, 'listing-lint.config.yaml'), 'rules: { hash-unique: error, main-image-square: warn }\n');
  writeFileSync(
    join(bin, 'npx'),
    `#!/usr/bin/env bash
if [ "$1" != --no-install ] || [ "$2" != listing-lint ]; then echo "npx: $*" >&2; exit 127; fi
shift 2
exec "${process.execPath}" "${main}" "$@"
`,
  );
  chmodSync(join(bin, 'npx'), 0o755);
  writeFileSync(join(bin, 'npm'), '#!/usr/bin/env bash\n[ "$*" = ci ] || { echo "npm: $*" >&2; exit 127; }\n');
  chmodSync(join(bin, 'npm'), 0o755);
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}`, NO_COLOR: '1' };
  return { shop, temp, env, remove: () => rmSync(root, { recursive: true, force: true }) };
};

/** Runs a step as the runner does: bash, stopping at the first command that fails. */
export const runStep = (script: string, cwd: string, env: NodeJS.ProcessEnv): SpawnSyncReturns<string> =>
  spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env, encoding: 'utf8' });
