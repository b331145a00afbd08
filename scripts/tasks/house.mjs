// The shape of the source, and what ARCHITECTURE.md says of it (scripts/house).
import { root } from '../files.mjs';
import { architectureFaults } from '../house/architecture.mjs';
import { findFaults } from '../house/check.mjs';
import { doors } from '../house/doors.mjs';
import { floors } from '../house/floors.mjs';

export const run = () => {
  const faults = faultsOrWhy();
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
};

/** Sources that cannot be read are a fault, too: half a graph would hide circles. */
const faultsOrWhy = () => {
  try {
    return [...findFaults(root, floors, doors), ...architectureFaults(root)].map(({ message }) => message);
  } catch (error) {
    return [error.message];
  }
};
