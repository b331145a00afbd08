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

it.each([
  ['iframe', { src: 'page_files/saved_resource.html' }, ['page_files/saved_resource.html']],
  ['iframe', { src: 'page_files/embed' }, ['page_files/embed']],
  ['iframe', { src: 'page_files/a.jpg' }, []],
  ['iframe', { srcdoc: '<p>', src: 'a.html' }, []],
  ['iframe', { src: ' ' }, []],
  ['frame', { src: 'a.php' }, ['a.php']],
  ['object', { data: 'a.html' }, ['a.html']],
  ['object', { data: 'a', type: 'text/html' }, ['a']],
  ['object', { data: 'a.pdf' }, []],
  ['embed', { src: 'a.xhtml#x' }, ['a.xhtml#x']],
  ['script', { src: 'a.html' }, []],
])('<%s> with %j holds the frames %j', (tag, attributes, frames) => {
  const pictures = displayedPictures();
  pictures.open(tag, attributes);
  expect(pictures.frames).toEqual(frames);
});
