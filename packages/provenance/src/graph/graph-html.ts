import { escapeControls } from '@listing-lint/core/plugin';
import type { FamilyGraph, FamilyMember, FamilyStep } from './family-graph.ts';
import { memberLines, stepWords } from './graph-text.ts';

const [WIDTH, GAP_X, GAP_Y, LINE, PAD] = [340, 150, 24, 18, 12];
const COLUMNS = ['original', 'edit', 'published'];
const LONGEST = 40;
const MOST_LINES = 12;

interface Box {
  readonly member: FamilyMember;
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** A family as a page with a drawing: stages from left to right, dashed where a step is only likely. It runs nothing and loads nothing. */
export const graphHtml = (graph: FamilyGraph): string => {
  const boxes = laidOut(graph.members);
  const byHash = new Map(boxes.map((box) => [box.member.sha256, box]));
  const height = Math.max(0, ...boxes.map((box) => box.y + box.height)) + PAD;
  const width = Math.max(0, ...boxes.map(({ x }) => x + WIDTH)) + PAD;
  const title = `Where ${graph.members.find(({ sha256 }) => sha256 === graph.of)?.paths[0] ?? ''} comes from`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${safe(title)}</title>
<style>
:root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif }
body { margin: 24px }
svg { max-width: 100%; height: auto; font-size: 13px }
rect { fill: Canvas; stroke: CanvasText; rx: 6px }
.of rect { stroke-width: 2.5px }
text { fill: CanvasText }
.path { font-weight: 600 }
path { fill: none; stroke: CanvasText; opacity: .6 }
.likely { stroke-dasharray: 5 4 }
.step { font-size: 11px; opacity: .8 }
</style>
<h1>${safe(title)}</h1>
<svg role="img" aria-label="${safe(title)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
${graph.steps.map((step) => stepSvg(step, byHash)).join('')}${boxes.map((box) => boxSvg(box, graph.of)).join('')}</svg>
<p>A dashed line is a likeness that was measured; a solid one was declared, or the data of both pictures are the same. That two pictures look alike does not say which came first.</p>
</html>
`;
};

const laidOut = (members: readonly FamilyMember[]): readonly Box[] => {
  const used = COLUMNS.filter((stage) => members.some((member) => member.stage === stage));
  const bottoms = new Map<number, number>();
  return members.map((member) => {
    const column = used.indexOf(member.stage);
    const all = memberLines(member);
    const more = all.length - MOST_LINES;
    const lines = more > 0 ? [...all.slice(0, MOST_LINES), `and ${more} more`] : all;
    const y = bottoms.get(column) ?? PAD;
    const height = (lines.length + member.paths.length) * LINE + 2 * PAD;
    bottoms.set(column, y + height + GAP_Y);
    return { member, lines, x: PAD + column * (WIDTH + GAP_X), y, height };
  });
};

const boxSvg = ({ member, lines, x, y, height }: Box, of: string): string => {
  const texts = [
    ...member.paths.map(
      (path) => `<text class="path" x="${x + PAD}" dy="0"><title>${safe(path)}</title>${safe(short(path))}</text>`,
    ),
    ...lines.map((line) => `<text x="${x + PAD}"><title>${safe(line)}</title>${safe(cut(line))}</text>`),
  ].map((text, index) => text.replace('<text ', `<text y="${y + PAD + (index + 0.75) * LINE}" `));
  return `<g${member.sha256 === of ? ' class="of"' : ''}><rect x="${x}" y="${y}" width="${WIDTH}" height="${height}"/>${texts.join('')}</g>\n`;
};

const stepSvg = (step: FamilyStep, boxes: ReadonlyMap<string, Box>): string => {
  const [from, to] = [boxes.get(step.parent), boxes.get(step.child)];
  if (from === undefined || to === undefined) return '';
  const [x1, y1, x2, y2] = [from.x + WIDTH, from.y + from.height / 2, to.x, to.y + to.height / 2];
  const words = `<title>${safe(stepWords(step))}</title>`;
  const line = step.certainty === 'likely' ? ' class="likely"' : '';
  // Of one stage: from below the one to above the other.
  const way =
    x2 > x1
      ? `M${x1} ${y1}C${x1 + GAP_X / 2} ${y1} ${x2 - GAP_X / 2} ${y2} ${x2} ${y2}`
      : `M${from.x + WIDTH / 2} ${from.y + from.height}L${to.x + WIDTH / 2} ${to.y}`;
  const label =
    x2 > x1
      ? `<text class="step" x="${(x1 + x2) / 2}" y="${(y1 + y2) / 2 - 4}" text-anchor="middle">${safe(stepWords(step).split(',')[0] ?? '')}</text>`
      : '';
  return `<path${line} d="${way}">${words}</path>${label}\n`;
};

/** The end of a path tells more than its beginning. */
const short = (text: string): string => (text.length > LONGEST ? `…${text.slice(1 - LONGEST)}` : text);

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string): string =>
  escapeControls(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
