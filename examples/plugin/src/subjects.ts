import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SubjectKind } from 'listing-lint/plugin';
import { settings } from './settings.ts';

/** Every `*.json` of the folder of licences is a subject of scope `licence`. */
export const licences: SubjectKind = {
  scope: 'licence',
  gate: 'licences/file-valid',
  async *discover(context) {
    const { folder } = settings.of(context);
    let names: string[];
    try {
      names = await readdir(join(context.root, folder));
    } catch {
      context.warn(`licences: there is no folder ${folder}`);
      return;
    }
    for (const name of names) {
      const path = `${folder}/${name}`;
      if (!name.endsWith('.json') || context.ignored(path)) continue;
      yield { scope: 'licence', path, file: join(context.root, path) };
    }
  },
};
