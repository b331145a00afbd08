// The shape of the source (scripts/house): told in full where something is wrong that is not known.
import { root } from '../files.mjs';
import { findFaults } from '../house/check.mjs';
import { floors } from '../house/floors.mjs';
import { known } from '../house/known.mjs';

export const run = () => {
  const faults = findOrTell();
  if (faults === undefined) return 1;
  const fresh = faults.filter(({ key }) => !known.includes(key));
  const mended = known.filter((key) => faults.every((fault) => fault.key !== key));
  for (const { message } of fresh) console.error(message);
  for (const key of mended) console.error(`no longer wrong; take it out of scripts/house/known.mjs: ${key}`);
  return fresh.length + mended.length === 0 ? 0 : 1;
};

/** Nothing, told, where the sources cannot be read: half a graph would hide circles. */
const findOrTell = () => {
  try {
    return findFaults(root, floors);
  } catch (error) {
    console.error(error.message);
    return undefined;
  }
};
