import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../files.mjs';

const packageFolder = /^(.*node_modules\/(?:@[^/]+\/)?[^/@][^/]*)\//;

/** The licences of the libraries that an esbuild bundle holds, as one text sorted by name. */
export const noticesOf = (metafile) => {
  const folders = new Set(Object.keys(metafile.inputs).flatMap((path) => packageFolder.exec(path)?.[1] ?? []));
  const notices = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? `Licence: ${license}` : readFileSync(join(root, folder, file), 'utf8').trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return `listing-lint bundles these libraries:\n\n${[...new Set(notices)].sort().join(`\n${'-'.repeat(80)}\n\n`)}`;
};
