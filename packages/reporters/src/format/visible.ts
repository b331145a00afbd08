/**
 * Characters that act instead of showing: controls (ANSI escapes begin with one), lone surrogates, line and paragraph separators,
 * bidirectional marks, zero-width spaces, tags. Joiners stay: scripts and emoji need them.
 */
const ACTING =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escapeOf = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return NAMED[character] ?? (code < 256 ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 4)}}`);
};

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

/** A text from outside on one line, with every acting character shown as an escape (`\x1b`, `\n`, `\u{202e}`). */
export const visible = (text: string): string => text.replace(ACTING, escapeOf);

const ACTING_IN_JSON = /[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** JSON, indented by two, one newline at the end; acting characters are `\u` escapes, so that printing it is safe and loses nothing. */
export const safeJson = (value: unknown, indent = 2): string =>
  `${JSON.stringify(value, null, indent).replace(ACTING_IN_JSON, (character) => `\\u${hex(character.charCodeAt(0), 4)}`)}\n`;

/** The text with lone surrogates replaced, as encoders need it. */
export const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd');
