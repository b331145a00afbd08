import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { entryPath, entryText, readEntry } from './entry-text.ts';
import { anEntry } from './test-entries.ts';

const addressOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const read = (text: string) => readEntry(Buffer.from(text), addressOf(text));

describe('an entry', () => {
  const text = entryText(anEntry());
  it('is read as it was written, at the address of its bytes', () => {
    expect(read(text)).toEqual({ entry: anEntry(), address: addressOf(text) });
    expect(entryPath(addressOf(text))).toMatch(/^entries\/([0-9a-f]{2})\/\1[0-9a-f]{62}\.json$/);
  });
  it('with any byte changed is none', () => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect(readEntry(changed, addressOf(text)), `byte ${at}`).toHaveProperty('fault');
    }
  });
  it.each([
    ['another order of keys', text.replace(/^\{(.*?),(.*?),/, '{$2,$1,'), 'RFC 8785'],
    ['a line break', `${text}\n`, 'RFC 8785'],
    ['a key twice', text.replace('{', '{"at":"2026-01-01T00:00:00Z",'), 'RFC 8785'],
    ['a key that is not known', text.replace('{', '{"aa":1,'), 'unknown key "aa"'],
    ['a path that leads out', text.replace('originals/', '../'), 'leads out of the folder'],
    ['another version', text.replace('"schemaVersion":1', '"schemaVersion":2'), 'an entry of version 2'],
    ['no JSON', text.slice(1), 'no JSON'],
    ['a list', '[]', 'it is no entry'],
  ])('does not take %s, however right its address is', (_name, other, fault) => {
    expect(other).not.toBe(text);
    expect(read(other)).toEqual({ fault: expect.stringContaining(fault) });
  });
  it('holds only texts that UTF-8 can write', () => {
    expect(() => entryText({ ...anEntry(), by: '\ud800' })).toThrow();
  });
});
