import { escapeHtml } from '@listing-lint/rules/view';
import type { EvidenceCover } from '../evidence-cover.ts';

/** Rows of a table of names and values; what has no value is left out. Values are HTML. */
export const factsTable = (rows: readonly (readonly [name: string, html: string | null])[]): string => {
  const told = rows.filter(([, html]) => html !== null && html !== '');
  return told.length === 0
    ? '<p class="bad">The case names none.</p>'
    : `<table class="facts"><tbody>${told.map(([name, html]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${html}</td></tr>`).join('')}</tbody></table>`;
};

/** An address of a file of the bundle, as a link from `data/`. */
export const hrefTo = (place: string): string =>
  escapeHtml(
    place
      .replace(/^data\//, '')
      .split('/')
      .map(encodeURIComponent)
      .join('/'),
  );

/** A link to a file of the bundle by its path in the shop; it says so where it is not there. */
export const fileLink = (path: string, { files }: EvidenceCover): string => {
  const file = files.find((each) => each.path === path);
  return file === undefined
    ? `${escapeHtml(path)} <span class="bad">(not in the bundle)</span>`
    : `<a href="${hrefTo(file.place)}">${escapeHtml(path)}</a>`;
};

/** Small pictures with their names; one that cannot be shown is named. */
export const figures = (paths: readonly string[], cover: EvidenceCover): string => {
  const shown = paths.map((path) => {
    const thumbnail = cover.thumbnails.get(path);
    const image =
      thumbnail === undefined
        ? '<p class="soft small">cannot be shown here</p>'
        : `<img src="${escapeHtml(thumbnail.address)}" width="${thumbnail.width}" height="${thumbnail.height}" alt="${escapeHtml(path)}">`;
    return `<figure>${image}<figcaption>${fileLink(path, cover)}</figcaption></figure>`;
  });
  return shown.length === 0 ? '' : `<div class="pictures">${shown.join('')}</div>`;
};

export const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
