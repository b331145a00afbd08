import { readFile } from 'node:fs/promises';
import { decodeCanonical } from '../image/decode.ts';
import { calibrateOnGenerated, calibrationOf, cleanScores } from './calibrate.ts';
import type { Calibration } from './calibration.ts';
import { type SelfTest, writeCalibrations } from './calibration-file.ts';
import { createKernel, loadMarks } from './configured.ts';
import type { ConfiguredMark } from './mark-file.ts';
import { picturesOf } from './picture.ts';
import { describeSearched, type SearchedMark, searchedMarks } from './searched-mark.ts';
import { selfTest, smallestReliable } from './self-test.ts';

export interface CalibrateOptions {
  readonly root: string;
  readonly marks: readonly ConfiguredMark[];
  /** The user's own unmarked pictures, absolute paths; none for generated ones. */
  readonly photos: readonly string[];
  readonly onStep?: (what: string) => void;
}

/** What one mark can do. */
export interface MarkReport {
  readonly name: string;
  readonly calibration: Calibration;
  readonly selfTest: SelfTest;
  /** Width, as a fraction of the picture's, under which the mark cannot be found reliably; null where no width is reliable. */
  readonly smallestReliable: number | null;
}

/** Calibrates every mark, tests it, and writes `listing-lint.watermarks.json`. A photo that cannot be read is passed over. */
export const calibrateMarks = async (options: CalibrateOptions): Promise<readonly MarkReport[]> => {
  const { root, marks, photos, onStep = () => {} } = options;
  const loaded = await loadMarks(createKernel(), root, marks, 'usage');
  const reports: MarkReport[] = [];
  const entries: Parameters<typeof writeCalibrations>[1] = {};
  for (const searched of searchedMarks(loaded)) {
    const { key } = searched;
    const name = describeSearched(searched);
    const calibration =
      photos.length === 0
        ? await calibrateOnGenerated(searched, undefined, (done) => onStep(`${name}: generated picture ${done}`))
        : await calibrateOnPhotos(searched, photos, (done) => onStep(`${name}: picture ${done} of ${photos.length}`));
    const tested = await selfTest(searched, calibration, () => onStep(`${name}: stamping and looking`));
    entries[key] = { name, calibration, selfTest: tested };
    reports.push({ name, calibration, selfTest: tested, smallestReliable: smallestReliable(tested) ?? null });
  }
  await writeCalibrations(root, entries);
  return reports;
};

const calibrateOnPhotos = async (
  searched: SearchedMark,
  photos: readonly string[],
  onPhoto: (done: number) => void,
): Promise<Calibration> => {
  const scores = [];
  for (const [index, photo] of photos.entries()) {
    const image = await readFile(photo)
      .then((bytes) => decodeCanonical(bytes))
      .catch(() => undefined);
    if (image) scores.push(cleanScores(searched, await picturesOf(image)));
    onPhoto(index + 1);
  }
  return calibrationOf(scores, 'own');
};
