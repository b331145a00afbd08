import { escapeHtml, type Thumbnail } from '@listing-lint/rules/view';

/** The pictures of a page: each stands in it once, however often it is shown. */
export class PictureShelf {
  readonly #ids = new Map<string, string>();
  readonly #images: string[] = [];

  /** A picture as an element of an SVG, at its own size from 0, 0. */
  shown({ address, width, height }: Thumbnail): string {
    let id = this.#ids.get(address);
    if (id === undefined) {
      id = `picture-${this.#ids.size + 1}`;
      this.#ids.set(address, id);
      this.#images.push(`<image id="${id}" href="${escapeHtml(address)}" width="${width}" height="${height}"/>`);
    }
    return `<use href="#${id}"/>`;
  }

  /** All that were shown so far, to stand in the page once. */
  all(): string {
    return `<svg class="shelf" width="0" height="0" aria-hidden="true"><defs>${this.#images.join('\n')}</defs></svg>`;
  }
}
