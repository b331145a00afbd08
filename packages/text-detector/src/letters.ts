import { scaledLine, type TextRegion } from './line-shape.ts';
import type { LineReading, TextReader } from './reader.ts';
import type { Raster } from './reduced.ts';

/** How sure a letter or digit must be to count, 0–1. */
const SURE = 0.5;
/**
 * Letters and digits that must be read of a line, and how sure all its characters must be in the mean; where that is less, as of scripts that are not the
 * reader's own, the line must look like one to the detector the more, by its score.
 */
const LETTERS = [
  { fewest: 3, mean: 0.6, score: 0 },
  { fewest: 2, mean: 0.9, score: 0 },
  { fewest: 2, mean: 0.4, score: 0.7 },
] as const;
/** Lines that are read of a picture at most, and so many of letters that the others need not be read. */
const MOST_READ = 12;
const ENOUGH = 3;

/** Shapes of which a line must have several: rings in a row are read as naughts, posts as ones. */
const FEWEST_SHAPES = 2;
const shapeOf = (letter: string): string =>
  letter
    .toLowerCase()
    .replace(/[0〇口]/u, 'o')
    .replace(/[1il]/u, 'l');

/** Whether a reading of a line with that score is one of letters: holes, knobs and teeth look like text from afar, and nothing is read of them. */
export const hasLetters = ({ characters, sureness }: LineReading, score: number): boolean => {
  const letters = characters.filter((each, i) => /[\p{L}\p{N}]/u.test(each) && (sureness[i] ?? 0) >= SURE);
  const sure = new Set(letters.map(shapeOf)).size < FEWEST_SHAPES ? 0 : letters.length;
  const mean = sureness.reduce((sum, value) => sum + value, 0) / Math.max(1, sureness.length);
  return LETTERS.some((least) => sure >= least.fewest && mean >= least.mean && score >= least.score);
};

/**
 * Removes lines in which no letter can be read, upright or rotated by a half turn. `scale`: px of the picture per px of the map. Of
 * pictures full of text few lines are read, and the rest is accepted; so are lines beyond the most that are read, unless doubtful.
 */
export const linesWithLetters = async (
  lines: readonly TextRegion[],
  picture: Raster,
  scale: number,
  { read }: TextReader,
): Promise<readonly TextRegion[]> => {
  const readable: TextRegion[] = [];
  for (const [at, line] of lines.entries()) {
    if (readable.length >= ENOUGH) return [...readable, ...lines.slice(at)];
    if (at >= MOST_READ) return [...readable, ...lines.slice(at).filter(({ isDoubtful }) => isDoubtful !== true)];
    const place = scaledLine(line, scale);
    const score = line.isDoubtful === true ? 0 : line.score;
    const isText = async (turned: boolean): Promise<boolean> => hasLetters(await read(picture, place, turned), score);
    if ((await isText(false)) || (await isText(true))) readable.push(line);
  }
  return readable;
};
