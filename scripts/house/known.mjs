// Faults of the shape that are known and being mended: nothing is added here, and a line goes with its fault.
export const known = [
  'circle: packages/rules/src',
  'circle: packages/rules/src/hash',
  'upwards: packages/rules/src/image → listing',
  'upwards: packages/rules/src/listing → watermark',
];
