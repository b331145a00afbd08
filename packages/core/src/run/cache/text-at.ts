import type { TextTable } from '../memory/text-table.ts';
import { OWN_TEXT, type RowStore } from './row-store.ts';

/** Returns the value of a row's text by its index. A value that many rows share is decoded once for all of them. */
export const textAt = (
  store: RowStore,
  texts: TextTable,
  row: number,
  place: number,
): ReturnType<typeof JSON.parse> => {
  const { ids, values } = store.patternOf(row);
  const id = ids[place] ?? -1;
  if (id === OWN_TEXT) return texts.value(store.idAt(row, place));
  const known = values[place];
  if (known !== undefined) return known;
  const value = texts.value(id);
  values[place] = value;
  return value;
};
