import { describe, expect, it } from 'vitest';
import { documentOf, noticeAt, settingProblem } from './check-settings.ts';
import { textDocument, valueDocument } from './document.ts';
import type { CheckedDocument } from './validate.ts';

const NOTHING = {
  extends: [],
  plugins: [],
  ruleFiles: [],
  ignores: [],
  projects: [],
  sharedSet: false,
  rules: [],
  overrides: [],
  settings: {},
  reporters: {},
  owned: {},
};
const checked = (name: string, parts: Partial<CheckedDocument>): CheckedDocument => ({
  ...NOTHING,
  document: textDocument('listings:\n  - a\n  - b\n', { kind: 'config', label: name, file: `/shop/${name}` }),
  ...parts,
});
const labelOf = (source: CheckedDocument | undefined): string | undefined => source?.document.label;

describe('documentOf', () => {
  const outer = checked('outer.yaml', {
    owned: { listings: ['a'], brand: { name: 'n', mark: 'm' }, text: 'abc' },
    settings: { acme: { limit: 3 } },
  });
  const inner = checked('inner.yaml', { owned: { listings: ['a', 'b'], brand: { name: 'other' } } });

  it.each([
    [['listings', 1], 'inner.yaml'],
    [['brand', 'name'], 'inner.yaml'],
    // A later document holds another key of the same setting, and does not speak of this one.
    [['brand', 'mark'], 'outer.yaml'],
    [['settings', 'acme', 'limit'], 'outer.yaml'],
    [['settings', 'acme', 'limit', 'deeper'], 'outer.yaml'],
    // A text and a number have no keys.
    [['text', 'length'], 'inner.yaml'],
    // What none says belongs to the last, the nearest to the user.
    [['listings', 2], 'inner.yaml'],
    [['settings', 'acme', 'other'], 'inner.yaml'],
    [['settings', 'other', 'limit'], 'inner.yaml'],
    // Not a key of its own.
    [['toString'], 'inner.yaml'],
  ])('finds who says %j: %s', (place, label) => {
    expect(labelOf(documentOf([outer, inner], place))).toBe(label);
  });

  it('finds who says an entry of a list by its number, the last one not counted', () => {
    expect(labelOf(documentOf([inner, outer], ['listings', 0]))).toBe('outer.yaml');
    expect(labelOf(documentOf([inner, outer], ['listings', 1]))).toBe('inner.yaml');
    expect(labelOf(documentOf([], ['listings', 1]))).toBeUndefined();
  });
});

describe('the place of a problem or notice', () => {
  const notice = { level: 'warning', code: 'discovery', message: 'look' } as const;
  it('is a line of the file, its name from the root', () => {
    expect(noticeAt(checked('a.yaml', {}), ['listings', 1], notice, '/shop')).toEqual({
      ...notice,
      path: 'a.yaml',
      region: { startLine: 3, startColumn: 5 },
    });
  });
  it('is the file alone for what a program made, and nothing where no document is meant', () => {
    const document = valueDocument({ listings: ['a'] }, { kind: 'config', label: 'c.mjs', file: '/shop/c.mjs' });
    expect(noticeAt(checked('c.mjs', { document }), ['listings', 0], notice, '/shop')).toEqual({
      ...notice,
      path: 'c.mjs',
    });
    const nameless = valueDocument({}, { kind: 'config', label: 'given' });
    expect(noticeAt(checked('x', { document: nameless }), [], notice, '/shop')).toEqual(notice);
    expect(noticeAt(undefined, [], notice, '/shop')).toEqual(notice);
  });
  it('names the keys of what a program made, where it speaks of a key', () => {
    const document = valueDocument({ listings: ['a'] }, { kind: 'config', label: 'c.mjs' });
    expect(document.problemAt(['listings', 0], 'm')).toEqual({ message: 'm', file: 'c.mjs', key: 'listings #1' });
    expect(document.problemAt([], 'm', 'h')).toEqual({ message: 'm', file: 'c.mjs', hint: 'h' });
    expect(document.placeOf([])).toBe('c.mjs');
    expect(document.placeOf(['listings', 0])).toBe('c.mjs: listings #1');
  });
  it('of a setting of a plugin lies below `settings`', () => {
    const owner = checked('a.yaml', { settings: { acme: { limit: 3 } } });
    expect(settingProblem([owner], 'acme', { path: ['limit'], message: 'm' })[0]?.file).toBe('a.yaml');
    expect(settingProblem([], 'acme', { path: ['limit'], message: 'm' })).toEqual([]);
  });
});
