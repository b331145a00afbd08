import { fileURLToPath } from 'node:url';
import { ANYWHERE, defineFact, definePlugin, readTextSync, type YamlSource, z } from 'listing-lint/plugin';

/** A YAML file of this package, with its path for errors. */
const yaml = (path: string): YamlSource => ({
  path,
  text: readTextSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), { maxBytes: 64 * 1024, within: ANYWHERE }),
});

const schema = z.object({ length: z.number().meta({ title: 'length of the name' }) });

/** TODO: what it returns, unit and range. Pure. */
export const measureName = (path: string): z.infer<typeof schema> => ({ length: path.length });

const name = defineFact({
  id: 'name',
  scope: 'image',
  version: 1,
  title: 'TODO what it measures.',
  schema,
  compute: ({ path }) => measureName(path),
});

/** TODO: what the plugin is for. */
export const plugin = definePlugin({
  name: '__name__',
  version: '0.0.0',
  facts: [name],
  rules: [yaml('rules/short-name.yaml')],
  presets: [yaml('presets/recommended.yaml')],
});
