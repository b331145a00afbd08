// Faults of the shape that are known and being mended: nothing is added here, and a line goes with its fault.
export const known = [
  'circle: packages/core/src',
  'circle: packages/rules/src',
  'circle: packages/rules/src/hash',
  'upwards: packages/core/src/config → plan',
  'upwards: packages/core/src/config → suppress',
  'upwards: packages/core/src/run → report',
  'upwards: packages/core/src/run → suppress',
  'upwards: packages/rules/src/image → listing',
  'upwards: packages/rules/src/listing → watermark',
];
