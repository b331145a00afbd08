import { readdirSync, readFileSync } from 'node:fs';
import { definePlugin, type YamlSource } from 'listing-lint/plugin';
import { colour } from './colour.ts';
import { ending } from './ending.ts';
import { licence, licenceFile, pictureLicence } from './facts.ts';
import { renewals } from './renewals.ts';
import { settings } from './settings.ts';
import { licences } from './subjects.ts';

/** The YAML files of a folder of this package, with their paths for error positions. */
const yamlIn = (folder: string): readonly YamlSource[] => {
  const place = new URL(`../${folder}/`, import.meta.url);
  return readdirSync(place)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(new URL(name, place), 'utf8') }));
};

/** Licences of bought photographs. */
export const plugin = definePlugin({
  name: 'licences',
  version: '0.1.0',
  settings: settings.schema,
  subjects: [licences],
  facts: [licenceFile, licence, pictureLicence, colour],
  rules: yamlIn('rules'),
  presets: yamlIn('presets'),
  reporters: [renewals],
  commands: [ending],
});
