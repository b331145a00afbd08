import { expect, it } from 'vitest';
import { isoOfExif } from './dates.ts';

it.each([
  ['1826:01:01 00:00:00', '1826-01-01T00:00:00'],
  ['1825:12:31 10:20:30', null],
  ['0099:05:01 10:20:30', null],
  ['2024:02:29 23:59:59', '2024-02-29T23:59:59'],
  ['2026:02:29 10:20:30', null],
  ['2026:13:01 10:20:30', null],
  ['2026:05:00 10:20:30', null],
  ['2026:05:01 24:00:00', null],
  ['2026:05:01 10:60:00', null],
  ['2026:05:01 10:20:60', null],
])('reads the date %j as %j', (date, iso) => {
  expect(isoOfExif(date)).toBe(iso);
});

it.each([
  ['+14:00', '+14:00'],
  ['+15:00', ''],
  ['-09:30', '-09:30'],
  ['+0560', ''],
  ['+05:59', '+05:59'],
  ['Z', 'Z'],
  ['CEST', ''],
])('reads the zone %j as %j', (offset, zone) => {
  expect(isoOfExif('2026:05:01 10:20:30', undefined, offset)).toBe(`2026-05-01T10:20:30${zone}`);
});
