import { byId, copyOf, make } from './dom.ts';

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

const findingsOf = (card: HTMLElement): readonly Element[] =>
  [...card.querySelectorAll('.finding:not([hidden])')].map((finding) => {
    const copy = copyOf(finding);
    const rule = document.querySelector(finding.querySelector('a.rule')?.getAttribute('href') ?? '#none');
    for (const part of ['.why', '.fix', '.references']) {
      const text = rule?.querySelector(part);
      if (text && text.textContent !== '') copy.append(copyOf(text));
    }
    for (const [index, related] of [...copy.querySelectorAll<HTMLElement>('.related li')].entries()) {
      const other = document.getElementById(related.dataset['card'] ?? '');
      if (other && index < 4) related.append(sideBySide(card, other, related.dataset['turn'] ?? ''));
    }
    return copy;
  });

/** This picture and the other one, turned so that both lie alike. */
export const sideBySide = (card: HTMLElement, other: HTMLElement, turn: string): Element => {
  const side = (from: HTMLElement, note: string, className: string): Element => {
    const figure = make('figure', className, ...pictureOf(from));
    for (const boxes of figure.querySelectorAll('.boxes')) boxes.remove();
    figure.append(make('figcaption', '', make('bdi', '', from.dataset['path'] ?? ''), note));
    return figure;
  };
  const turned = turn !== '' && turn !== 'turn q0';
  return make('div', 'pair', side(card, '', ''), side(other, turned ? ' (turned to compare)' : '', turn));
};
