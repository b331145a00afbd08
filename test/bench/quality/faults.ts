import {
  blank,
  blurred,
  burnt,
  cast,
  castOnWhite,
  compressed,
  cut,
  darker,
  enlarged,
  exposed,
  moved,
  noisy,
  type Planter,
  small,
} from './plant.ts';

export interface Fault {
  /** Rule that is to find it. */
  readonly rule: string;
  readonly kind: string;
  readonly grade: string;
  /** Strong enough that anybody sees it: what the bounds of the bench are about. */
  readonly isClear: boolean;
  readonly plant: Planter;
}

const fault = (rule: string, kind: string, grade: string, isClear: boolean, plant: Planter): Fault => ({
  ...{ rule, kind, grade, isClear, plant },
});

export const FAULTS: readonly Fault[] = [
  fault('image-sharp', 'defocus', 'radius 2 ‰', false, blurred(2)),
  fault('image-sharp', 'defocus', 'radius 4 ‰', false, blurred(4)),
  fault('image-sharp', 'defocus', 'radius 6 ‰', true, blurred(6)),
  fault('image-sharp', 'defocus', 'radius 10 ‰', true, blurred(10)),
  fault('image-sharp', 'motion', '8 ‰', false, moved(8)),
  fault('image-sharp', 'motion', '16 ‰', true, moved(16)),
  fault('image-sharp', 'motion', '28 ‰', true, moved(28)),
  fault('image-exposed', 'dark', '−2 stops', false, exposed(-2)),
  fault('image-exposed', 'dark', '−3 stops', true, exposed(-3)),
  fault('image-exposed', 'dark', '−4 stops', true, exposed(-4)),
  fault('image-exposed', 'bright', '+1 stop', false, exposed(1)),
  fault('image-exposed', 'bright', '+2 stops', false, exposed(2)),
  fault('image-exposed', 'bright', '+3 stops', false, exposed(3)),
  fault('image-exposed', 'bright', '+2 stops, a quarter lost', true, burnt(2)),
  fault('image-exposed', 'bright', '+3 stops, a quarter lost', true, burnt(3)),
  ...[30, 10].flatMap((quality) => [
    fault('image-not-overcompressed', 'JPEG', `quality ${quality}`, true, compressed(quality, 'as it is')),
    fault(
      'image-not-overcompressed',
      'JPEG, saved again',
      `quality ${quality}`,
      quality < 20,
      compressed(quality, 'saved again'),
    ),
    fault('image-not-overcompressed', 'JPEG, then PNG', `quality ${quality}`, quality < 20, compressed(quality, 'png')),
  ]),
  ...([2, 3, 4] as const).flatMap((times) =>
    (['cubic', 'lanczos', 'nearest'] as const).map((by) =>
      fault('image-not-upscaled', by, `× ${times}`, true, enlarged(times, by)),
    ),
  ),
  fault('image-noise', 'noise', 'sigma 10', false, noisy(10)),
  fault('image-noise', 'noise', 'sigma 20', true, noisy(20)),
  fault('image-noise', 'noise', 'sigma 30', true, noisy(30)),
  fault('image-colour', 'cast', 'ratio 1.3', false, cast(1.3)),
  fault('image-colour', 'cast', 'ratio 1.7', false, cast(1.7)),
  fault('image-colour', 'cast', 'ratio 2.5', false, cast(2.5)),
  fault('image-colour', 'cast', 'ratio 2.5, white in it', true, castOnWhite(2.5)),
  fault('product-cut', 'cut', 'a fifth of the product', true, cut),
  fault('product-fill', 'small', '35 % of the frame', true, small),
  fault('background-even', 'uneven', 'half of it darker by 30 %', true, darker(0.5)),
  fault('background-even', 'uneven', 'a fifth of it darker by 30 %', true, darker(0.2)),
  fault('image-informative', 'blank', 'one colour', true, blank('one colour')),
  fault('image-informative', 'blank', 'gradient', true, blank('gradient')),
  fault('image-informative', 'blank', 'faint noise', true, blank('faint noise')),
];
