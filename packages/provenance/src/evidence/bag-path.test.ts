import { describe, expect, it } from 'vitest';
import { bagPathsOf, safeName } from './bag-path.ts';

describe('names in a bag', () => {
  it('stay where they are safe everywhere', () => {
    for (const name of ['DSC_0412.jpg', '01-front (2).jpg', 'a b.pdf', 'COM10.txt', 'console.log'])
      expect(safeName(name)).toBe(name);
  });
  it.each([
    '..',
    '.',
    '.git',
    'aux.jpg',
    'CON',
    'com1.tar.gz',
    '-rf',
    'a.',
    'a ',
    '100%.jpg',
    'a\nb',
    'Bücher.jpg',
    '杯.jpg',
    'a:b',
    'a\\b',
    `${'x'.repeat(300)}.jpg`,
    '',
  ])('%j is replaced by one that is safe', (name) => {
    const safe = safeName(name);
    expect(safe).not.toBe(name);
    expect(safe).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_.,+=@() -]*[A-Za-z0-9_)]$/);
    expect(safe.length).toBeLessThanOrEqual(80);
    expect(safeName(safe)).toBe(safe);
  });
  it('never lead two files to one place, or out of the bag', () => {
    const paths = [
      'a/b.jpg',
      'A/B.jpg',
      'a/b.jpg/c',
      '../../etc/passwd',
      '/etc/passwd',
      'ü.jpg',
      'ä.jpg',
      `${'d/'.repeat(200)}e.jpg`,
    ];
    const places = [...bagPathsOf(paths, 'data/files').values()];
    expect(places).toHaveLength(paths.length);
    expect(new Set(places.map((place) => place.toLowerCase())).size).toBe(paths.length);
    for (const place of places) {
      expect(place).toMatch(/^data\/files\/[^/]/);
      expect(place.split('/')).not.toContain('..');
      expect(place.length).toBeLessThan(200);
      expect(places.filter((other) => other.toLowerCase().startsWith(`${place.toLowerCase()}/`))).toEqual([]);
    }
  });
});
