import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeControlLines, escapeControls, safeJson } from './escape-controls.ts';

const UNSAFE =
  /[\p{Cs}\p{Noncharacter_Code_Point}\u2028-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]|(?![\n\t])\p{Cc}/u;
const acting = fc.constantFrom(
  ...['\ud800', '\udfff', '\ufffe', '\uffff', '\ufdd0', '\u{1fffe}', '\u{10ffff}', '\u001b', '\u0000', '\u0085'],
  ...['\u202e', '\u2028', '\ufeff', '\u{e0041}', '\\', '\\\\', 'ud800', '"', '🙂', 'é', '\n', '\t'],
);
const text = fc.array(fc.oneof(acting, fc.string({ unit: 'binary' }))).map((parts) => parts.join(''));

describe('visible', () => {
  it('shows what acts as an escape', () => {
    expect(escapeControls('a\u001b[31m\n\u202eb\ufffe\ud800\u{1ffff}é🙂')).toBe(
      'a\\x1b[31m\\n\\u{202e}b\\u{fffe}\\u{d800}\\u{1ffff}é🙂',
    );
    expect(escapeControlLines('a\n\tb\r\u0007')).toBe('a\n\tb\\r\\x07');
  });

  it('leaves nothing that acts in any text', () => {
    fc.assert(
      fc.property(text, (given) => !UNSAFE.test(escapeControls(given)) && !/[\n\t]/.test(escapeControls(given))),
    );
    fc.assert(fc.property(text, (given) => !UNSAFE.test(escapeControlLines(given))));
  });
});

describe('safeJson', () => {
  it('escapes what acts', () => {
    expect(safeJson(['\uffff\u{1fffe}\u009b', '\ud800', '\\ud800'], 0)).toBe(
      '["\\uffff\\ud83f\\udffe\\u009b","\\ud800","\\\\ud800"]\n',
    );
  });

  it('lets no character through that is unsafe by itself', () => {
    for (let code = 0x7f; code < 0x110000; code++) {
      const character = String.fromCodePoint(code);
      if (UNSAFE.test(character)) expect(UNSAFE.test(safeJson(character))).toBe(false);
    }
  });

  it('reads back as what was given, with no unsafe character on the way', () => {
    fc.assert(
      fc.property(fc.dictionary(text, text), (given) => {
        const json = safeJson(given);
        expect(json).not.toMatch(UNSAFE);
        expect(JSON.parse(json)).toEqual({ ...given });
      }),
    );
  });
});
