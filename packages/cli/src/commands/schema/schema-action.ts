import { join, resolve } from 'node:path';
import { refuseOtherFile, schemasFor } from '../../api/editor-schemas.ts';
import { queryOf } from '../../api/flags.ts';
import type { Io } from '../../output/io.ts';
import { jsonText, pathFrom } from '../../output/told.ts';
import { refuseWayOut } from '../../output/way-out.ts';
import { writeOutput } from '../../output/write-output.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

/** Where they are written unless told: beside the config. */
const FOLDER = '.listing-lint';

/** Writes the schemas of a config's documents, and says how an editor finds them. */
export const schemaAction = async (given: string | undefined, flags: ConfigOptions, io: Io): Promise<number> => {
  const { root, schemas } = await schemasFor(io)(queryOf(flags, io));
  const folder = given === undefined ? join(root, FOLDER) : resolve(io.cwd, given);
  const files = schemas.map((each) => ({ ...each, file: join(folder, each.name) }));
  for (const { file } of files) {
    refuseWayOut(file, pathFrom(io.cwd, file), io.cwd);
    refuseOtherFile(file, pathFrom(io.cwd, file));
  }
  for (const { file, schema } of files) {
    await writeOutput(`${JSON.stringify(schema, null, 2)}\n`, file, pathFrom(io.cwd, file), io.cwd);
  }
  const inRoot = pathFrom(root, folder);
  const base = inRoot.startsWith('.') || inRoot.startsWith('/') ? inRoot : `./${inRoot}`;
  const settings = Object.fromEntries(
    files.map(({ name, files: globs }) => [`./${pathFrom(root, join(folder, name))}`, globs]),
  );
  io.stdout(`wrote ${files.length} schemas into ${pathFrom(io.cwd, folder)}

An editor with yaml-language-server takes one by the first line of a file, from where the file lies:
  # yaml-language-server: $schema=${base}/config.schema.json

or, in VS Code, all of them by .vscode/settings.json in the folder of the config:
${jsonText({ 'yaml.schemas': settings })}`);
  return 0;
};
