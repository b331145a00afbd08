import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

describe('canonicalJson', () => {
  it.each([
    // RFC 8785, 3.2.2 and 3.2.3.
    [
      {
        numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27],
        string: '€$\u000f\nA\'B"\\\\"/',
        literals: [null, true, false],
      },
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ],
    [
      { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 },
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    ],
    // Keys that look like numbers are texts, too.
    [{ 2: 'b', 10: 'a', 1: { b: undefined, a: [] } }, '{"1":{"a":[]},"10":"a","2":"b"}'],
    [undefined, 'null'],
    [[undefined, -0], '[null,0]'],
  ])('%j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});
