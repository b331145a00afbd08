import { expect, it } from 'vitest';
import { displayedPictures } from './displayed-pictures.ts';

it.each([
  ['object', { data: 'files/a.jpg' }, ['files/a.jpg']],
  ['object', { data: 'files/a', type: 'image/png' }, ['files/a']],
  ['object', { data: 'a.jpg', type: 'application/pdf' }, []],
  ['object', { data: 'manual.pdf' }, []],
  ['embed', { src: 'a.webp?v=2' }, ['a.webp?v=2']],
  ['iframe', { src: 'https://shop.example/a.PNG#x' }, ['https://shop.example/a.PNG#x']],
  ['iframe', { src: 'page_files/saved_resource.html' }, []],
])('<%s> with %j displays %j', (tag, attributes, sources) => {
  const pictures = displayedPictures();
  pictures.open(tag, attributes);
  expect(pictures.shown.flatMap((picture) => picture.sources)).toEqual(sources);
});
