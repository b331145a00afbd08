import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const repository = join(import.meta.dirname, '../..');
const trackedFiles = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: repository,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(repository, path)));

/** Returns the anchors of a page's headings, as GitHub makes them: lower case, no punctuation, hyphens for spaces, `-1` for a second one. Pure. */
const anchorsOf = (text: string): ReadonlySet<string> => {
  const anchors = new Set<string>();
  for (const [, title = ''] of text.replace(/^```.*?^```/gms, '').matchAll(/^#{1,6} (.+)$/gm)) {
    const plain = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    const slug = plain
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let copy = 1; anchors.has(anchor); copy++) anchor = `${slug}-${copy}`;
    anchors.add(anchor);
  }
  return anchors;
};

/** Returns the relative links of a page outside of code blocks and code spans. Pure. */
const linksOf = (text: string): readonly string[] =>
  [
    ...text
      .replace(/^```.*?^```/gms, '')
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));

/** Returns the links of a page that lead to no file or to no heading of it. */
const brokenLinksOf = (path: string, text: string): readonly string[] =>
  linksOf(text).filter((link) => {
    const [file = '', anchor] = link.split('#');
    const target = join(repository, dirname(path), file);
    if (file !== '' && !existsSync(target)) return true;
    if (anchor === undefined || (file !== '' && !target.endsWith('.md'))) return false;
    return !anchorsOf(file === '' ? text : readFileSync(target, 'utf8')).has(anchor);
  });

it('makes anchors as GitHub does', () => {
  const text = '# A `b`, c\n## [Speed](x.md)\n## A – 2\n```\n# no\n```\n## [Speed](y.md)\n';
  expect([...anchorsOf(text)]).toEqual(['a-b-c', 'speed', 'a--2', 'speed-1']);
});

it('finds a link to no file, to no page, and to no heading', () => {
  const text = '# Here\n[a](#here) [b](#there) [c](nowhere.md) [d](config.md#no-such-heading) [e](https://example.org)';
  expect(brokenLinksOf('docs/x.md', text)).toEqual(['#there', 'nowhere.md', 'config.md#no-such-heading']);
});

it('every relative link of a Markdown page leads to a file and a heading', () => {
  const pages = trackedFiles.filter((path) => path.endsWith('.md') && !path.startsWith('.changeset/'));
  expect(pages.length).toBeGreaterThan(50);
  const broken = pages.flatMap((path) =>
    brokenLinksOf(path, readFileSync(join(repository, path), 'utf8')).map((link) => `${path}: ${link}`),
  );
  expect(broken).toEqual([]);
});

it('every page of docs is reached from its index, and the index from the README', () => {
  const linked = (path: string): readonly string[] =>
    linksOf(readFileSync(join(repository, path), 'utf8')).map((link) => join(dirname(path), link.split('#')[0] ?? ''));
  expect(linked('README.md')).toContain('docs/README.md');
  const reached = new Set(['docs/README.md']);
  for (const page of reached)
    for (const next of linked(page)) if (next.startsWith('docs/') && next.endsWith('.md')) reached.add(next);
  const pages = trackedFiles.filter((path) => path.startsWith('docs/') && path.endsWith('.md'));
  expect(pages.length).toBeGreaterThan(150);
  expect(pages.filter((page) => !reached.has(page))).toEqual([]);
});

it('every page of docs that code and configuration name exists', () => {
  const sources = trackedFiles.filter((path) => /\.(?:ts|mjs|yaml|yml|sh|json)$/.test(path));
  const missing = sources.flatMap((path) =>
    [...readFileSync(join(repository, path), 'utf8').matchAll(/(?<![\w/.])docs\/[\w-]{2,}\.md\b/g)]
      .map(([page]) => page)
      .filter((page) => !existsSync(join(repository, page)))
      .map((page) => `${path}: ${page}`),
  );
  expect(missing).toEqual([]);
});
