import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ANYWHERE, definePlugin, readTextSync, type YamlSource } from 'listing-lint/plugin';
import { textFact } from './fact.ts';

const MOST_BYTES = 64 * 1024;

/** The YAML files of a folder of this package, with their paths for error positions. */
const yamlIn = (folder: string): readonly YamlSource[] => {
  const place = new URL(`../${folder}/`, import.meta.url);
  return readdirSync(place)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
    .map((name) => ({
      path: `${folder}/${name}`,
      text: readTextSync(fileURLToPath(new URL(name, place)), { maxBytes: MOST_BYTES, within: ANYWHERE }),
    }));
};

/** Text over pictures, also where the ground is patterned. */
export const plugin = definePlugin({
  name: 'text-detector',
  version: '0.2.0',
  facts: [textFact],
  rules: yamlIn('rules'),
  presets: yamlIn('presets'),
});
