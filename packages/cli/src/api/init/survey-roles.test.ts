import { expect, it } from 'vitest';
import { surveyRoles } from './survey-roles.ts';

const roles = (...paths: string[]) => surveyRoles(paths);

it('proposes the end of names that means one main picture a folder', () => {
  expect(roles('a/x_back.jpg', 'a/x_main.jpg', 'b/y_alt1.jpg', 'b/y_main.png', 'c/1.jpg', 'c/2.jpg')).toEqual({
    main: ['**/*_main.*'],
    chart: [],
    reasons: ['its name says "main" (2 folders)', 'it is the first (1 folder)'],
  });
  expect(roles('a/p-alt.jpg', 'a/p-blue-0.jpg', 'a/p-blue-1.jpg').main).toEqual(['**/*-0.*']);
});

it('proposes nothing that would mean two, another one, or one folder of many', () => {
  expect(roles('a/green_back.jpg', 'a/green_main.jpg', 'a/red_main.jpg').main).toEqual([]);
  expect(roles('a/front.jpg', 'a/main.jpg', 'b/back.jpg', 'b/front.jpg', 'c/back.jpg', 'c/front.jpg').main).toEqual([]);
  expect(roles('a/back.jpg', 'a/front.jpg', 'b/1.jpg', 'b/2.jpg').main).toEqual([]);
  expect(roles('a/front.jpg').main).toEqual([]);
});

it('takes what ends in a chart for one, and no bed of king size', () => {
  expect(roles('a/1.jpg', 'a/size-chart.png', 'b/king-size.jpg', 'b/side-table.jpg', 'b/Sizes 2.png').chart).toEqual([
    '**/*Sizes*',
    '**/*size-chart*',
  ]);
});
