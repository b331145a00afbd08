import { mkdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE, MAX_DATA_BYTES, readText, replaceFile } from '@listing-lint/core/plugin';
import { type Calibration, calibrationSchema } from '../rates/calibration.ts';
import { SCORE_VERSION } from '../rates/calibration-file.ts';
import { describeSearched, type SearchedMark } from '../template/loaded-marks.ts';
import { calibrateOnGenerated, GENERATED_COUNT } from './calibrate.ts';

/**
 * Calibrates a mark on generated pictures, cached on this machine by the mark's hash. A cache that cannot be read or written costs time,
 * never a wrong value. Calls `say` before it is computed, which takes some 5 s of CPU.
 */
export const defaultCalibration = async (
  searched: SearchedMark,
  say: (message: string) => void,
): Promise<Calibration> => {
  const folder = await cacheFolder();
  const file = folder && join(folder, `${searched.key.slice(0, 32)}-${SCORE_VERSION}-${GENERATED_COUNT}.json`);
  const cached = file ? await readCached(file) : undefined;
  if (cached) return cached;
  say(
    `working out how sure ${describeSearched(searched)} can be told from chance, on ${GENERATED_COUNT} generated pictures: this takes a while, once a machine (\`listing-lint calibrate FOLDER\` keeps it beside the config)`,
  );
  const calibration = await calibrateOnGenerated(searched);
  if (file)
    await replaceFile(file, JSON.stringify(calibration), { within: ANYWHERE, unlocked: true }).catch(() => undefined);
  return calibration;
};

/** A folder of the temporary one that is ours alone: on a shared machine nobody else may plant a calibration. */
const cacheFolder = async (): Promise<string | undefined> => {
  const user = process.getuid?.();
  const folder = join(tmpdir(), `listing-lint-${user ?? 'user'}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = await stat(folder);
    return user === undefined || (uid === user && (mode & 0o022) === 0) ? folder : undefined;
  } catch {
    return undefined;
  }
};

const readCached = async (file: string): Promise<Calibration | undefined> => {
  try {
    const text = await readText(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE, links: 'refuse' });
    return calibrationSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};
