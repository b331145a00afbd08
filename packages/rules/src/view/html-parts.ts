import { escapeControls } from '@listing-lint/core/plugin';
import type { FractionEdges } from '../hash/hash256/dihedral.ts';

const ESCAPES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Text as it may stand in HTML, also within quotes; control characters are shown, not obeyed. */
export const escapeHtml = (text: string): string =>
  escapeControls(text).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

/** A small picture: its `data:` address and its size in pixels. */
export interface Thumbnail {
  readonly address: string;
  readonly width: number;
  readonly height: number;
}
/** Of a file, or of a frame of it, from 2. */
export type ThumbnailOf = (path: string, frame?: number) => Thumbnail | null;
/** A part of a file, or of a frame of it, as sharp as the file has it. */
export type PatchOf = (path: string, part: FractionEdges, frame?: number) => Thumbnail | null;
