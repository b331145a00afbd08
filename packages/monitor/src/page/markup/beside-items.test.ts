import { expect, it } from 'vitest';
import { markupOf } from './markup.ts';

const references = (srcset: string): readonly string[] => markupOf(`<img srcset="${srcset}">`).references;

it.each<[string, readonly string[]]>([
  ['a.jpg 1x, b.jpg 2.5x', ['a.jpg', 'b.jpg']],
  ['a.jpg 640w,\n  b.jpg 1280w', ['a.jpg', 'b.jpg']],
  ['a.jpg 1x,b.jpg 2x', ['a.jpg', 'b.jpg']],
  ['a.jpg 640w 480h, b.jpg', ['a.jpg', 'b.jpg']],
  ['a.jpg, b.jpg 2x , c.jpg', ['a.jpg', 'b.jpg', 'c.jpg']],
  ['/p/a,b.jpg?w=1 1x', ['/p/a,b.jpg?w=1']],
  ['data:image/png;base64,AAAA 1x, 2x.jpg 2x', ['data:image/png;base64,AAAA', '2x.jpg']],
  ['', []],
])('reads the addresses of srcset="%s"', (srcset, addresses) => {
  expect(references(srcset)).toEqual(addresses);
});

it('takes time linear in a run of blanks', () => {
  const begun = process.cpuUsage();
  for (let i = 0; i < 10; i++) expect(references(`a.jpg${' '.repeat(99_000)}x`)).toEqual(['a.jpg', 'x']);
  expect(process.cpuUsage(begun).user / 1e6).toBeLessThan(5);
});
