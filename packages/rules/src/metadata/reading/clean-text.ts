const MAX_TEXT = 300;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;

/** A text from metadata as a fact may hold it: one line, trimmed, bounded; null when nothing is left. */
export const cleanText = (text: unknown): string | null => {
  if (typeof text !== 'string') return null;
  const clean = text
    .replace(/\0[\s\S]*$/, '')
    .replace(CONTROL, ' ')
    .trim();
  return clean === '' ? null : [...clean].slice(0, MAX_TEXT).join('');
};
