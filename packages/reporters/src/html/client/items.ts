/** One finding on the page. */
export interface PageFinding {
  readonly element: HTMLElement;
  readonly rule: string;
  readonly severity: string;
  readonly unknown: boolean;
}

/** A card, a row or a list of pictures that passed. */
export interface Item {
  readonly element: HTMLElement;
  readonly findings: readonly PageFinding[];
  /** All of its words in lower case. */
  readonly text: string;
}

export interface Group {
  readonly element: HTMLElement;
  readonly text: string;
  readonly items: readonly Item[];
}

/** A finding that is said once for all pictures of the page or of a listing. */
export interface RollUp extends PageFinding {
  readonly text: string;
}

const severityOf = (element: Element): string =>
  ['error', 'warn', 'info'].find((name) => element.classList.contains(name)) ?? '';

const findingOf = (element: HTMLElement): PageFinding => ({
  element,
  rule: element.dataset['rule'] ?? '',
  severity: severityOf(element),
  unknown: element.classList.contains('is-unknown'),
});

export const readRollUps = (): readonly RollUp[] =>
  [...document.querySelectorAll<HTMLElement>('.roll-up')].map((element) => ({
    ...findingOf(element),
    text: `${element.closest('.group')?.querySelector('header')?.textContent ?? ''} ${element.textContent}`.toLowerCase(),
  }));

const itemOf = (element: HTMLElement): Item => ({
  element,
  findings: [...element.querySelectorAll<HTMLElement>('.finding')].map(findingOf),
  text: `${element.dataset['path'] ?? ''} ${element.textContent}`.toLowerCase(),
});

/** Reads the page once; filters work on this, not on the document. */
export const readGroups = (): readonly Group[] =>
  [...document.querySelectorAll<HTMLElement>('.group')].map((element) => ({
    element,
    text: (element.querySelector('header')?.textContent ?? '').toLowerCase(),
    items: [...element.querySelectorAll<HTMLElement>('.item')].map(itemOf),
  }));
