import type { Problem } from '../model/error.ts';
import { readYaml } from './yaml-document.ts';

/**
 * Returns the value of a JSON text that was not written by this program; `undefined` where it is not JSON. The engine's own message is never passed on: it
 * quotes the text, which a link may have brought from outside the repository.
 */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Returns where a text breaks off that `parseJson` has refused: line, column and code frame (JSON is YAML, whose parser knows the place), which `disclosed` takes
 * out for files outside. `[]` for more than `maxBytes`, and for YAML that is not JSON.
 */
export const jsonProblems = (text: string, file: string, maxBytes: number): readonly Problem[] =>
  Buffer.byteLength(text) > maxBytes ? [] : readYaml({ path: file, text }, { maxBytes }).problems;
