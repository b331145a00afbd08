import { escapeHtml, type Thumbnail } from '@listing-lint/rules/view';

/** SVG definitions of the pictures of a page: each is embedded once and used by reference. */
export class PictureDefs {
  readonly #ids = new Map<string, string>();
  readonly #images: string[] = [];

  /** Returns an SVG element with the picture at its own size from 0, 0. */
  use({ address, width, height }: Thumbnail): string {
    let id = this.#ids.get(address);
    if (id === undefined) {
      id = `picture-${this.#ids.size + 1}`;
      this.#ids.set(address, id);
      this.#images.push(`<image id="${id}" href="${escapeHtml(address)}" width="${width}" height="${height}"/>`);
    }
    return `<use href="#${id}"/>`;
  }

  /** Returns the definitions of all pictures used so far. */
  all(): string {
    return `<svg class="definitions" width="0" height="0" aria-hidden="true"><defs>${this.#images.join('\n')}</defs></svg>`;
  }
}
