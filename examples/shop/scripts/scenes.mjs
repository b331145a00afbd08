// Every photograph of the shop as a scene: light, ground, products, camera.
import { boards, linen, paper, terrazzo, woods } from './scene/grounds.mjs';
import { bottle, bowl, lamp, lemon, mug, place, tote } from './scene/products.mjs';
import { unit } from './scene/render.mjs';

const daylight = {
  lights: [
    { direction: unit([-0.7, 0.95, 0.55]), color: [1.45, 1.38, 1.26], sharpness: 9 },
    { direction: unit([0.9, 0.5, 0.5]), color: [0.36, 0.38, 0.42], sharpness: 3 },
  ],
  sky: [0.38, 0.41, 0.45],
  bounce: [0.2, 0.17, 0.14],
};
const lowSun = {
  lights: [
    { direction: unit([0.85, 0.42, 0.35]), color: [1.9, 1.5, 1.05], sharpness: 12 },
    { direction: unit([-0.8, 0.6, 0.4]), color: [0.22, 0.26, 0.34], sharpness: 3 },
  ],
  sky: [0.3, 0.34, 0.42],
  bounce: [0.2, 0.15, 0.11],
};
const evening = {
  lights: [
    { at: [0, 1.85, 0], color: [2.4, 1.45, 0.7], sharpness: 6 },
    { direction: unit([-0.7, 0.9, 0.6]), color: [0.36, 0.39, 0.5], sharpness: 8 },
  ],
  sky: [0.1, 0.12, 0.17],
  bounce: [0.12, 0.08, 0.05],
  studio: 0.5,
};

const oak = (wall) => boards(woods.oak, wall);
const pine = (wall) => boards(woods.pine, wall, 0.8);
const white = paper([0.66, 0.66, 0.65]);
const grey = [0.36, 0.38, 0.38];
const clayWall = [0.42, 0.27, 0.2];

const teal = { glaze: [0.05, 0.17, 0.23] };
const cream = { glaze: [0.52, 0.46, 0.35] };
const forest = { coat: [0.05, 0.13, 0.09] };
const rust = { coat: [0.29, 0.062, 0.03] };
const canvas = { cloth: [0.5, 0.43, 0.31], bottom: [0.06, 0.08, 0.15] };
const shade = { shade: [0.62, 0.52, 0.38] };
const speckled = { glaze: [0.5, 0.49, 0.43] };

const scene = (light, ground, objects, camera) => ({
  ...light,
  ...ground,
  objects: [...ground.objects, ...objects],
  camera,
});
const view = (from, to, fov = 30) => ({ from, to, fov });

const lemons = [
  place(lemon(), [-0.26, 0.52, 0.12], 30),
  place(lemon(), [0.3, 0.5, 0.06], -40),
  place(lemon(), [0.02, 0.57, -0.3], 80),
];

export const scenes = {
  'mug-front': scene(daylight, white, [place(mug(teal), [0, 0, 0], -18)], view([0.2, 1.35, 3.3], [0.1, 0.44, 0])),
  'mug-coffee': scene(
    daylight,
    oak(grey),
    [place(mug({ ...teal, drink: true }), [0, 0, 0], -30)],
    view([0.7, 1.65, 3.2], [0.08, 0.45, 0]),
  ),
  'mug-top': scene(
    lowSun,
    linen([0.34, 0.3, 0.25], grey),
    [place(mug(teal), [0, 0, 0], 35)],
    view([-0.5, 3.4, 1.9], [0.1, 0.35, 0]),
  ),
  'mug-handle': scene(
    lowSun,
    pine(clayWall),
    [place(mug(teal), [0, 0, 0], 10)],
    view([1.7, 1.0, 2.2], [0.25, 0.5, 0], 24),
  ),
  'mugs-pair': scene(
    daylight,
    pine(grey),
    [place(mug(teal), [-0.62, 0, -0.2], 205), place(mug(cream), [0.5, 0, 0.25], -25)],
    view([0.3, 1.9, 5.1], [0.02, 0.36, 0]),
  ),
  'mug-cream': scene(
    lowSun,
    terrazzo([0.3, 0.29, 0.27], clayWall),
    [place(mug({ ...cream, drink: true }), [0, 0, 0], -60)],
    view([-0.9, 1.5, 3.1], [0, 0.45, 0]),
  ),
  'bottle-front': scene(daylight, white, [bottle(forest)], view([0, 1.6, 6.2], [0, 1.18, 0])),
  'bottle-front-rust': scene(daylight, white, [bottle(rust)], view([0, 1.6, 6.2], [0, 1.18, 0])),
  'bottle-table': scene(
    lowSun,
    oak(grey),
    [place(bottle(forest), [0, 0, 0], 70)],
    view([-1.9, 2.3, 6.0], [0, 1.22, 0]),
  ),
  'bottle-lid': scene(
    daylight,
    linen([0.3, 0.32, 0.33], grey),
    [place(bottle(forest), [0, 0, 0], 35)],
    view([0.8, 3.1, 2.6], [0, 2.05, 0], 26),
  ),
  'flask-stone': scene(
    lowSun,
    terrazzo([0.33, 0.33, 0.32], grey),
    [place(bottle(rust), [0, 0, 0], 20)],
    view([1.6, 2.4, 6.0], [0, 1.22, 0]),
  ),
  'lamp-day': scene(daylight, white, [lamp({ ...shade, lit: 0.1 })], view([0.2, 1.7, 6.3], [0, 1.16, 0])),
  'lamp-evening': scene(evening, oak([0.28, 0.31, 0.34]), [lamp(shade)], view([0.9, 1.9, 6.1], [0, 1.16, 0])),
  'lamp-foot': scene(evening, oak([0.28, 0.31, 0.34]), [lamp(shade)], view([1.2, 1.2, 3], [0, 0.4, 0], 28)),
  'tote-front': scene(daylight, white, [place(tote(canvas), [0, 0, 0], 14)], view([0.5, 2, 7.6], [0, 1.32, 0])),
  'tote-stone': scene(
    lowSun,
    terrazzo([0.3, 0.3, 0.29], clayWall),
    [place(tote(canvas), [0, 0, 0], -28)],
    view([-0.6, 2.4, 7.4], [0, 1.3, 0]),
  ),
  'tote-seam': scene(
    daylight,
    linen([0.3, 0.28, 0.25], grey),
    [place(tote(canvas), [0, 0, 0], 8)],
    view([0.9, 1.3, 3.4], [0.2, 0.62, 0], 26),
  ),
  'bowl-lemons': scene(
    daylight,
    linen([0.36, 0.33, 0.28], grey),
    [bowl(speckled), ...lemons],
    view([0.4, 2.6, 4.3], [0, 0.4, 0]),
  ),
  'bowl-empty': scene(daylight, white, [bowl(speckled)], view([-0.3, 1.9, 4.9], [0, 0.36, 0])),
  'bowl-low': scene(lowSun, oak(clayWall), [bowl(speckled), ...lemons], view([1.4, 1.1, 4.6], [0, 0.42, 0])),
};
