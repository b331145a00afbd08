import { comment, type Line, note } from './yaml-lines.ts';

/** Whether our mark was taken off the picture, from what is known of the copy. */
export const markLines = (copy: { readonly markRemoved: string | null } | undefined): readonly Line[] => {
  const ground = copy?.markRemoved ?? null;
  if (ground === null)
    return [comment('    watermarkRemoved: <true or false>', 'true only where your mark was taken off')];
  return [note(`    Seen in the picture: ${ground}. Look yourself before you say so.`), '    watermarkRemoved: true'];
};
