/**
 * Characters that act instead of showing: controls (ANSI escapes begin with one), lone surrogates, line and paragraph separators,
 * bidirectional marks, zero-width spaces, tags, and those that are none (U+FFFE, U+FFFF and their like, which XML cannot hold). Joiners
 * stay: scripts and emoji need them.
 */
const ACTING =
  /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escapeOf = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return NAMED[character] ?? (code < 256 ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 4)}}`);
};

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

/** A text from outside on one line, with every acting character shown as an escape (`\x1b`, `\n`, `\u{202e}`). */
export const escapeControls = (text: string): string => text.replace(ACTING, escapeOf);

/** A text of several lines, each as `escapeControls` shows it; tabs stay. */
export const escapeControlLines = (text: string): string =>
  text.replace(ACTING, (character) => (character === '\n' || character === '\t' ? character : escapeOf(character)));

/** Beside what JSON.stringify escapes by itself: controls and lone surrogates. */
const UNSAFE_IN_JSON =
  /[\u007f-\u009f\p{Noncharacter_Code_Point}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
/** A JSON text as it can be printed: acting characters are `\u` escapes, so that nothing is lost. */
export const printableJson = (json: string): string =>
  MAY_BE_UNSAFE.test(json)
    ? json.replace(UNSAFE_IN_JSON, (character) =>
        character
          .split('')
          .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
          .join(''),
      )
    : json;
/** All of these and some more, found several times as fast: most texts hold none. */
const MAY_BE_UNSAFE =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff]/;

/** JSON that can be printed, indented by two, one newline at the end. */
export const safeJson = (value: unknown, indent = 2): string =>
  `${printableJson(JSON.stringify(value, null, indent))}\n`;

/** The text with lone surrogates replaced, as encoders need it. */
export const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd');
