// Words that a room must not know, because they belong to one that stands on it.

/** By room: words of shops are the built-in plugin's, not the engine's. */
const STRANGE_WORDS = new Map([['packages/core/src/', ['image', 'channel', 'role', 'listing', 'product']]]);

/** The name of the program, and the media type of a picture's address. */
const MEANT = /listing-lint|ListingLint|data:image\\?\//g;
/** Helpers of tests play the part of a plugin. */
const TEST_HELPER = /\/test-[^/]+\.ts$/;

/**
 * Identifiers and texts of a room that have such a word in them, in the singular or the plural, alone or in camel case; comments may name
 * examples. `modules` are those of readModules.
 */
export const wordFaults = (modules) =>
  modules.flatMap(({ path, text, comments }) => {
    const room = [...STRANGE_WORDS.keys()].find((folder) => path.startsWith(folder));
    if (room === undefined || TEST_HELPER.test(path)) return [];
    const code = withoutComments(text, comments).replace(MEANT, blank);
    return [...code.matchAll(patternOf(STRANGE_WORDS.get(room)))].map(({ 0: word, index }) => {
      const line = code.slice(0, index).split('\n').length;
      return {
        key: `word: ${path} ${word.toLowerCase()}`,
        message: `${path}:${line} says "${word}", which ${room} does not know; let a plugin declare it`,
      };
    });
  });

const patternOf = (words) => {
  const capital = words.map((word) => word[0].toUpperCase() + word.slice(1));
  const shouted = words.map((word) => word.toUpperCase());
  const any = [...words, ...capital].join('|');
  return new RegExp(
    `(?<![A-Za-z])(?:${any})s?(?![a-z])|(?<=[a-z0-9])(?:${capital.join('|')})s?(?![a-z])|(?<![A-Za-z])(?:${shouted.join('|')})S?(?![A-Za-z])`,
    'g',
  );
};

const blank = (text) => text.replace(/[^\n]/g, ' ');

const withoutComments = (text, comments) =>
  comments.reduceRight(
    (code, { start, end }) => code.slice(0, start) + blank(code.slice(start, end)) + code.slice(end),
    text,
  );
