import type { GreyImage, Point } from '../../../image/read/raster.ts';
import { giveBack } from '../../../kernel/byte-room.ts';
import { type Random, seeded } from '../../../kernel/random.ts';
import { COARSEST_NOISE } from '../../pyramid/raster/kernel/kernel.ts';
import { createRasterKernel } from '../../pyramid/raster/kernel/kernel-wasm.ts';
import type { Canvas, Pen } from './canvas.ts';
import { outlines } from './outlines.ts';
import { rowsOfPrint } from './print.ts';

/** Kinds of generated pictures, in turn. */
const KINDS = [
  'leaves',
  'product',
  'print',
  'drawing',
  'weave',
  'product',
  'leaves',
  'drawing',
  'noise',
  'print',
] as const;
type Kind = (typeof KINDS)[number];

const LONG = 1024;
const SHORT = 820;
/** Sizes, in turn: shops hold small pictures too, and small marks on them score differently. */
const SIZES = [1, 0.5, 1, 0.75, 1, 0.4, 0.6] as const;

/**
 * The `index`th picture without any mark: stand-ins for photographs to measure scores on. Dead leaves (Lee, Mumford and Huang 2001: opaque shapes
 * whose radii follow a power law have the statistics of natural scenes), products on white, print, drawings, weave, fractal noise. The same on
 * every machine, by either kernel: one may be given for many pictures, as its memory takes some 15 MB.
 */
export const cleanPicture = (index: number, kernel = createRasterKernel()): GreyImage => {
  const random = seeded(`clean picture ${index}`);
  const kind: Kind = KINDS[index % KINDS.length] ?? 'leaves';
  const upright = random() < 0.5;
  const size = SIZES[index % SIZES.length] ?? 1;
  const width = Math.round(size * (upright ? SHORT : LONG));
  const height = Math.round(size * (upright ? LONG : SHORT));
  const canvas: Canvas = { width, height, data: new Float32Array(width * height) };
  PAINTERS[kind](canvas, random);
  const strength = kind === 'noise' ? 90 : kind === 'weave' ? 15 : 2 + 12 * random();
  const decay = 0.55 + 0.35 * random();
  const coarsest = Float32Array.from({ length: COARSEST_NOISE ** 2 }, () => random() * 2 - 1);
  const state = random.state();
  const data = kernel.exposed({ canvas, state, coarsest, decay, strength, sparesWhite: kind === 'product' });
  giveBack(canvas.data);
  return { width, height, data };
};

type Paint = (canvas: Canvas, random: Random) => void;

const PAINTERS: { readonly [kind in Kind]: Paint } = {
  leaves: (canvas, random) => {
    const { width, height } = canvas;
    canvas.data.fill(128);
    const radii = Array.from({ length: 1200 }, () => Math.min(300, 4 / (random() + 1e-4) ** 0.55));
    for (const radius of radii.reverse()) {
      drawShape(canvas, { x: random() * width, y: random() * height, radius, luma: random() * 255 }, random);
    }
  },
  product: (canvas, random) => {
    canvas.data.fill(255);
    const count = 20 + Math.floor(random() * 60);
    for (let i = 0; i < count; i++) {
      const radius = Math.min(220, 8 / (random() + 1e-3) ** 0.5);
      const x = canvas.width * (0.3 + 0.4 * random());
      const y = canvas.height * (0.2 + 0.6 * random());
      drawShape(canvas, { x, y, radius, luma: random() * 240 }, random);
    }
    outlines(canvas, 2, random);
    rowsOfPrint(canvas, 3, random);
  },
  drawing: (canvas, random) => {
    canvas.data.fill(random() < 0.5 ? 250 : random() * 255);
    outlines(canvas, 4 + Math.floor(random() * 24), random);
  },
  print: (canvas, random) => {
    canvas.data.fill(random() < 0.6 ? 255 : random() * 255);
    rowsOfPrint(canvas, 20 + Math.floor(random() * 50), random);
  },
  weave: (canvas, random) => {
    canvas.data.fill(128);
    weave(canvas, random);
  },
  noise: (canvas) => {
    canvas.data.fill(128);
  },
};

/** An ellipse or a turned rectangle, with a little shading across it. */
const drawShape = (canvas: Canvas, { x: cx, y: cy, radius, luma }: Point & Pen, random: Random): void => {
  const angle = random() * Math.PI;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const flat = 0.25 + 0.75 * random();
  const round = random() < 0.5;
  const slope = (random() - 0.5) * 40;
  const [x0, x1] = [
    Math.max(0, Math.floor(cx - radius * 1.5)),
    Math.min(canvas.width - 1, Math.ceil(cx + radius * 1.5)),
  ];
  const [y0, y1] = [
    Math.max(0, Math.floor(cy - radius * 1.5)),
    Math.min(canvas.height - 1, Math.ceil(cy + radius * 1.5)),
  ];
  const low = radius * flat;
  // Of a row only the pixels near the shape, one pixel to either side: most of the box around a rotated or flat shape is outside of it.
  const [perU, perV] = [inverse(c), inverse(s)];
  const reachU = perU === 0 ? Number.POSITIVE_INFINITY : radius * Math.abs(perU) + 2;
  const reachV = perV === 0 ? Number.POSITIVE_INFINITY : low * Math.abs(perV) + 2;
  for (let y = y0; y <= y1; y++) {
    const along = (y - cy) * s;
    const across = (y - cy) * c;
    const [middleU, middleV] = [cx - along * perU, cx + across * perV];
    const last = Math.min(x1, middleU + reachU, middleV + reachV);
    for (let x = Math.max(x0, Math.ceil(Math.max(middleU - reachU, middleV - reachV))); x <= last; x++) {
      const u = ((x - cx) * c + along) / radius;
      const v = (across - (x - cx) * s) / low;
      const inside = round ? u * u + v * v <= 1 : Math.abs(u) <= 1 && Math.abs(v) <= 1;
      if (inside) canvas.data[y * canvas.width + x] = Math.min(252, Math.max(0, luma + slope * u));
    }
  }
};

/** 0 where it would be beyond all bounds. */
const inverse = (value: number): number => (Math.abs(value) < 1e-9 ? 0 : 1 / value);

const weave = (canvas: Canvas, random: Random): void => {
  const [warp, weft] = [3 + 12 * random(), 3 + 12 * random()];
  const angle = random() * Math.PI;
  const depth = 20 + 50 * random();
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const { data, width, height } = canvas;
  for (let y = 0, at = 0; y < height; y++) {
    const [along, across] = [y * s, y * c];
    for (let x = 0; x < width; x++, at++) {
      const u = x * c + along;
      const v = across - x * s;
      const thread = signOfSine((2 * Math.PI * u) / warp) * (0.5 + 0.5 * Math.sin((2 * Math.PI * v) / weft));
      data[at] = (data[at] ?? 0) + depth * thread;
    }
  }
};

/** The half turn of an angle, without its sine except next to a whole one. */
const signOfSine = (angle: number): number => {
  const halves = angle / Math.PI;
  const whole = Math.floor(halves);
  const rest = halves - whole;
  if (rest < 1e-6 || rest > 1 - 1e-6) return Math.sign(Math.sin(angle));
  return whole % 2 === 0 ? 1 : -1;
};
