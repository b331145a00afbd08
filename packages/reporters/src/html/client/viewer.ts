import { byId, copyOf, make, shape } from './dom.ts';

/** The dialog that shows one picture large, with why, fix, and its near copies side by side. */
export interface Viewer {
  readonly open: (card: HTMLElement) => void;
}

/** `cards`: those that the filters show, in the order of the page. */
export const makeViewer = (cards: () => readonly HTMLElement[]): Viewer => {
  const dialog = byId('viewer', HTMLDialogElement);
  const stage = byId('viewer-stage', HTMLDivElement);
  const detail = byId('viewer-detail', HTMLDivElement);
  let current: HTMLElement | undefined;

  const show = (card: HTMLElement): void => {
    current = card;
    byId('viewer-name', HTMLHeadingElement).textContent = card.dataset['path'] ?? '';
    const list = cards();
    byId('viewer-sub', HTMLParagraphElement).textContent =
      `${list.indexOf(card) + 1} of ${list.length}${card.dataset['note'] ? ` · ${card.dataset['note']}` : ''}`;
    stage.replaceChildren(...pictureOf(card));
    const legend = card.querySelector('.legend');
    detail.replaceChildren(...(legend ? [copyOf(legend)] : []), make('ul', 'findings', ...findingsOf(card)));
    detail.scrollTop = 0;
  };
  const step = (by: number): void => {
    const list = cards();
    const next = current === undefined ? undefined : list[list.indexOf(current) + by];
    if (next) show(next);
  };
  byId('viewer-back', HTMLButtonElement).addEventListener('click', () => step(-1));
  byId('viewer-on', HTMLButtonElement).addEventListener('click', () => step(1));
  byId('viewer-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'ArrowRight') step(1);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (link) dialog.close();
  });
  dialog.addEventListener('close', () => current?.focus({ preventScroll: true }));
  return {
    open: (card) => {
      show(card);
      dialog.showModal();
    },
  };
};

const pictureOf = (card: Element): readonly Element[] => {
  const picture = card.querySelector('.picture');
  return picture ? [copyOf(picture)] : [];
};

/** Findings of the picture, and those of its listing that compare it with another picture. */
const findingsOf = (card: HTMLElement): readonly Element[] => {
  const own = [...card.querySelectorAll<HTMLElement>('.finding:not([hidden])')];
  const listings = [...document.querySelectorAll<HTMLElement>('.row .related li[data-compare]')]
    .filter(({ dataset }) => dataset['compare'] === card.id || dataset['card'] === card.id)
    .flatMap((related) => related.closest<HTMLElement>('.finding:not([hidden])') ?? []);
  return [...new Set([...own, ...listings])].map((finding) => {
    const copy = copyOf(finding);
    const rule = document.querySelector(finding.querySelector('a.rule')?.getAttribute('href') ?? '#none');
    for (const part of ['.why', '.fix', '.references']) {
      const text = rule?.querySelector(part);
      if (text && text.textContent !== '') copy.append(copyOf(text));
    }
    for (const [index, related] of [...copy.querySelectorAll<HTMLElement>('.related li')].entries()) {
      const pair = index < 4 ? sideBySide(card, related) : undefined;
      if (pair) related.append(pair);
    }
    return copy;
  });
};

/**
 * The card's picture, or the one that `related` names in its place, and the other one, turned and cropped so that both lie alike;
 * nothing where one of them is not on the page.
 */
export const sideBySide = (card: HTMLElement, related: HTMLElement): Element | undefined => {
  const { compare } = related.dataset;
  const subject = compare === undefined ? card : document.getElementById(compare);
  const other = document.getElementById(related.dataset['card'] ?? '');
  return subject && other ? pairOf(subject, other, related) : undefined;
};

const pairOf = (card: HTMLElement, other: HTMLElement, related: HTMLElement): Element => {
  const { turn = '', part = '', otherPart = '' } = related.dataset;
  const side = (from: HTMLElement, visiblePart: string, turning: string): Element => {
    const figure = make('figure', turning, ...pictureOf(from));
    for (const boxes of figure.querySelectorAll('.boxes')) boxes.remove();
    const isCut = cutTo(figure, visiblePart);
    const done = [
      ...(turning.includes('mirror') ? ['mirrored'] : []),
      ...(/q[123]/.test(turning) ? ['turned'] : []),
      ...(isCut ? ['cropped'] : []),
    ];
    const note = done.length > 0 ? ` (${done.join(' and ')} to compare)` : '';
    figure.append(make('figcaption', '', make('bdi', '', from.dataset['path'] ?? ''), note));
    return figure;
  };
  return make('div', 'pair', side(card, part, ''), side(other, otherPart, turn));
};

/** Shows a part of the figure's picture alone; `false` where that is all of it, or its size is not known. */
const cutTo = (figure: Element, visiblePart: string): boolean => {
  const image = figure.querySelector('img');
  const [x = 0, y = 0, width = 1, height = 1] = visiblePart === '' ? [] : visiblePart.split(' ').map(Number);
  if (!image || width * height === 0 || width * height > 0.99) return false;
  const [across, down] = [Number(image.getAttribute('width')), Number(image.getAttribute('height'))];
  if (!(across > 0) || !(down > 0)) return false;
  // An inner SVG clips what is outside of its own view; the outer one is fitted into the frame as the picture was.
  const size = { width: width * across, height: height * down };
  const part = { ...size, viewBox: `${x * across} ${y * down} ${size.width} ${size.height}` };
  const whole = shape('image', { href: image.src, width: across, height: down });
  image.replaceWith(
    shape('svg', { class: 'cut', viewBox: `0 0 ${size.width} ${size.height}` }, shape('svg', part, whole)),
  );
  return true;
};
