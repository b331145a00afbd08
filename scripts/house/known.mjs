// Faults of the shape that are known and being mended: nothing is added here, and a line goes with its fault.
export const known = [];
