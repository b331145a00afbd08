import { readdirSync } from 'node:fs';

/** What is called how in a folder, sorted; nothing where it cannot be read: for hints, of which whoever needs the folder says what is wrong with it. */
export const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
};
