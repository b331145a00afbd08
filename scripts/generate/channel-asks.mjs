// What a figure of config/figures/channels asks of a picture or a listing, as a leaf of a rule: its fact, its option, what it says.

const atLeast = (path, what, unit = '') => ({
  path,
  operator: 'greaterThanInclusive',
  option: { type: 'integer', minimum: 1, title: `fewest pixels ${what}` },
  label: what,
  message: (of, later) =>
    `${of} asks for {{expected}}${unit} pixels or more ${what}${later === undefined ? '' : ` from ${later} on`}; it has {{actual}}`,
});

const atMost = (path, what) => ({
  path,
  operator: 'lessThanInclusive',
  option: { type: 'integer', minimum: 1, title: `most pixels ${what}` },
  message: (of) => `${of} takes at most {{expected}} pixels ${what}; it has {{actual}}`,
});

/** By the name of what is asked: a leaf about the fact image (or another that it names), in the rule of its group. */
export const ASKS = {
  formats: {
    group: 'image',
    path: 'format',
    operator: 'in',
    option: { type: 'array', title: 'file formats that are taken' },
    message: (of) => `${of} takes {{expected | list}}, not {{actual}}`,
  },
  animated: {
    group: 'image',
    path: 'animated',
    operator: 'equal',
    message: (of) => `the picture is animated, which ${of} does not take: export one still frame`,
  },
  extensionMatches: {
    group: 'image',
    path: 'extensionMatches',
    operator: 'equal',
    message: (of) => `the file is named .{{image.extension}} but holds {{image.format}}; ${of} asks that they match`,
    shows: { extension: 'jpg', format: 'jpeg' },
  },
  minShortSide: { group: 'image', ...atLeast('shortSide', 'on the shorter side') },
  minLongSide: { group: 'image', ...atLeast('longSide', 'on the longer side') },
  minWidth: { group: 'image', ...atLeast('width', 'in width') },
  minHeight: { group: 'image', ...atLeast('height', 'in height') },
  maxLongSide: { group: 'image', ...atMost('longSide', 'on the longer side') },
  maxMegapixels: {
    group: 'image',
    path: 'megapixels',
    operator: 'lessThanInclusive',
    option: { type: 'number', minimum: 0.01, title: 'most pixels, in millions' },
    message: (of) => `the picture has {{actual | number 1}} megapixels; ${of} takes at most {{expected}}`,
  },
  maxBytes: {
    group: 'image',
    path: 'bytes',
    operator: 'lessThanInclusive',
    option: { type: 'integer', minimum: 1, title: 'largest file in bytes' },
    message: (of) => `the file has {{actual | bytes}}, more than the {{expected | bytes}} that ${of} takes`,
  },
  maxBitDepth: {
    group: 'image',
    path: 'bitDepth',
    operator: 'lessThanInclusive',
    option: { type: 'integer', minimum: 1, title: 'most bits a channel' },
    message: (of) => `the picture has {{actual}} bits a channel; ${of} takes {{expected}}`,
  },
  colorModels: {
    group: 'image',
    path: 'colorModel',
    operator: 'in',
    // A grey picture is RGB of equal parts to everybody who shows it.
    values: { rgb: ['rgb', 'grey'] },
    option: { type: 'array', title: 'colour models that are taken' },
    message: (of) => `its colours are {{actual}}; ${of} asks for RGB, {{expected | list}} pass`,
  },
  background: {
    group: 'main-image',
    fact: 'background',
    path: 'frame',
    operator: 'greaterThanInclusive',
    optionName: 'minWhite',
    // Ours: how much of the frame has to be white for a background to pass for white.
    values: { white: 0.95 },
    option: { type: 'number', minimum: 0, maximum: 1, title: 'white share of the outermost 2 % of the picture' },
    message: (of) =>
      `only {{actual | percent}} of its frame is white; ${of} asks for a pure white background, and {{expected | percent}} pass for one`,
  },
  minCount: {
    group: 'image-count',
    fact: 'listing',
    path: 'imageCount',
    operator: 'greaterThanInclusive',
    optionName: 'min',
    option: { type: 'integer', minimum: 0, title: 'fewest pictures' },
    message: (of) => `the listing has {{actual | count picture}}; ${of} advises {{expected}} or more`,
  },
  maxCount: {
    group: 'image-count',
    fact: 'listing',
    path: 'imageCount',
    operator: 'lessThanInclusive',
    optionName: 'max',
    option: { type: 'integer', minimum: 1, title: 'most pictures' },
    message: (of) => `the listing has {{actual | count picture}}; ${of} shows at most {{expected}}`,
  },
};

/** `1 : 1.44`. */
export const ratioWords = ({ width, height }) => `${width} : ${height}`;

const isSquare = ({ width, height }) => width === height;

/** `a square`, `1 : 1 or 3 : 4`, `1 : 1.44 upright`. */
const shapeWords = (ratios) => {
  if (ratios.length > 1) return ratios.map(ratioWords).join(' or ');
  const [ratio] = ratios;
  return isSquare(ratio) ? 'a square' : `${ratioWords(ratio)}${ratio.width < ratio.height ? ' upright' : ''}`;
};

const SHAPE = 'it is {{image.width}} × {{image.height}}, a width / height of {{actual | number 2}}';
const range = ([least, most]) => `${least} to ${most}`;

/** The leaves of a ratio, and the options that they take: one shape has two bounds, of several one has to fit. */
export const ratioLeaves = ({ value, within }, of) => {
  const ratios = Array.isArray(value) ? value : [value];
  const bounds = Array.isArray(value) ? within : [within];
  const padded = ratios.some(isSquare)
    ? '; padded to {{image.longSide}} × {{image.longSide}} it passes'
    : '; padded to that it passes';
  const message = (passes) => `${of} asks for ${shapeWords(ratios)}; ${SHAPE}: ${passes} passes${padded}`;
  const leaf = (operator, given, passes) => ({
    fact: 'image',
    path: 'aspectRatio',
    operator,
    value: given,
    message: message(passes),
  });
  if (ratios.length > 1)
    return {
      leaves: [{ any: bounds.map((each) => leaf('between', each, bounds.map(range).join(' or '))) }],
      options: {},
    };
  const [[least, most]] = bounds;
  const option = (fallback, title) => ({ type: 'number', default: fallback, minimum: 0.01, title });
  return {
    leaves: [
      leaf('greaterThanInclusive', { option: 'minRatio' }, '{{expected}} or more'),
      leaf('lessThanInclusive', { option: 'maxRatio' }, '{{expected}} or less'),
    ],
    options: { minRatio: option(least, 'narrowest width / height'), maxRatio: option(most, 'widest width / height') },
  };
};
