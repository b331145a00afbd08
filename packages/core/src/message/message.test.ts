import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { formatters, plain } from './format.ts';
import { parseTemplate, renderTemplate } from './template.ts';

const render = (template: string, values: { readonly [name: string]: Json }): string => {
  const { parts, problems } = parseTemplate(template);
  expect(problems).toEqual([]);
  return renderTemplate(parts, (name) => values[name]);
};

describe('message templates', () => {
  it.each<[string, Json, string]>([
    ['{{v}}', 'main', 'main'],
    ['{{v}}', '', 'empty'],
    ['{{v}}', true, 'yes'],
    ['{{v}}', null, 'unknown'],
    ['{{v}}', 2026, '2026'],
    ['{{v}}', 2_000_000, '2,000,000'],
    ['{{v}}', 0.123456, '0.1235'],
    ['{{v}}', [], 'none'],
    ['{{v}}', ['a', 2, false], 'a, 2, no'],
    ['{{v}}', { make: 'Canon', year: 2020 }, 'make: Canon, year: 2020'],
    ['{{v | number 2}}', 3, '3.00'],
    ['{{v | number 10}}', 0.5, '0.5000000000'],
    ['{{v | number}}', 12345.678, '12,345.678'],
    ['{{v | percent}}', 0.5, '50 %'],
    ['{{v | percent 1}}', 0.12345, '12.3 %'],
    ['{{v | bytes}}', 999, '999 bytes'],
    ['{{v | bytes}}', 2_000_001, '2 MB'],
    ['{{v | bytes}}', 34_560, '34.6 kB'],
    ['{{v | money}}', 10_000, 'USD 10,000'],
    ['{{v | money EUR}}', 12.5, 'EUR 12.50'],
    ['{{v | date}}', '2026-03-01T10:00:00', '2026-03-01'],
    ['{{v | list}}', ['Make', 'Model', 'Date'], 'Make, Model and Date'],
    ['{{v | list}}', [], 'none'],
    ['{{v | count picture}}', 1, '1 picture'],
    ['{{v | count copy copies}}', 3, '3 copies'],
    ['{{v | bytes}}', 'not a number', 'not a number'],
    ['{{v | bytes}}', null, 'unknown'],
    ['a {{ v }} b {single} c', 'x', 'a x b {single} c'],
  ])('%s of %j is %s', (template, value, text) => {
    expect(render(template, { v: value })).toBe(text);
  });

  it('keeps a message on one line, bounded, without marks that turn the direction of writing', () => {
    expect(plain('a\nb\u001b[31m\u202ec')).toBe('a b [31m c');
    expect([...plain('😀'.repeat(500))]).toHaveLength(160);
    expect(plain(Array.from({ length: 30 }, (_, index) => index))).toBe('0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20 more');
  });

  it.each([
    ['{{a}} of {{b}}', 0.59996, 0.6, '0.59996 of 0.6'],
    ['{{a | bytes}} of {{b | bytes}}', 2_000_001, 2_000_000, '2,000,001 bytes of 2,000,000 bytes'],
    ['{{a | bytes}} of {{b | bytes}}', 3_000_000, 2_000_000, '3 MB of 2 MB'],
    ['{{a | percent}} of {{b | percent}}', 0.0699, 0.07, '6.99 % of 7 %'],
    ['{{a | money}} of {{b | money}}', 12.501, 12.5, 'USD 12.501 of USD 12.5'],
  ])('does not write two different numbers alike: %s', (template, a, b, text) => {
    const { parts } = parseTemplate(template);
    const values: { readonly [name: string]: number } = { a, b };
    expect(
      renderTemplate(
        parts,
        (name) => values[name],
        (name) => (name === 'a' ? b : a),
      ),
    ).toBe(text);
  });

  it.each([
    ['{{v', '{{ is not closed with }}'],
    ['{{}}', '{{}} does not name a value'],
    ['{{a b}}', '{{a b}} does not name a value'],
    ['{{v | upper}}', 'unknown formatter "upper"'],
    ['{{v | bytes | list}}', '{{v | bytes | list}} has more than one formatter'],
    ['{{v | number 99}}', 'formatter "number" takes the number of decimals, 0 to 10, not "99"'],
    ['{{v | list x}}', 'formatter "list" takes nothing after it, not "x"'],
    ['{{v | count}}', 'formatter "count" takes what is counted, as in count picture or count copy copies'],
  ])('%s: %s', (template, message) => {
    expect(parseTemplate(template).problems[0]?.message).toBe(message);
  });

  it('gives no text, rather than a wrong one, for a value that a formatter is not for', () => {
    for (const { format } of formatters) expect(format({ a: 1 }, undefined)).toBeUndefined();
  });
});

it('a value that is missing is unknown, whatever the formatter', () => {
  const { parts } = parseTemplate('{{v | bytes}} {{v}} {{w | list}}');
  expect(renderTemplate(parts, (name) => (name === 'w' ? null : undefined))).toBe('unknown unknown unknown');
});

it('a number has at most ten decimals', () => {
  expect(parseTemplate('{{v | number 11}}').problems).toHaveLength(1);
  expect(parseTemplate('{{v | number 10}}').problems).toEqual([]);
});
