import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const DOCS = join(import.meta.dirname, '../../docs');

/** Headings that stand twice under the same heading, each with those above it. Pure. */
const twice = (text: string): readonly string[] => {
  const above: string[] = [];
  const seen = new Set<string>();
  const found: string[] = [];
  for (const [, marks = '', title = ''] of text.replace(/^```.*?^```/gms, '').matchAll(/^(#{1,6}) (.+)$/gm)) {
    above.splice(marks.length - 1, above.length, title);
    const place = above.join(' > ');
    if (seen.has(place)) found.push(place);
    seen.add(place);
  }
  return found;
};

it('finds a heading that stands twice, and none in code or under another heading', () => {
  expect(twice('# A\n## B\n## C\n### D\n## B\n### D\n')).toEqual(['A > B']);
  expect(twice('# A\n```\n# A\n```\n')).toEqual([]);
});

it('no page of docs holds a heading twice: a second copy grows old unseen', () => {
  const pages = readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
  expect(pages.length).toBeGreaterThan(50);
  const found = pages.flatMap((page) =>
    twice(readFileSync(join(DOCS, page), 'utf8')).map((each) => `${page}: ${each}`),
  );
  expect(found).toEqual([]);
});
