/** The element with this id; the page is made with it, so that its absence is a defect. */
export const byId = <T extends HTMLElement>(id: string, type: new () => T): T => {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`#${id} is missing`);
  return element;
};

/** A new element with a class and text or children; text is never read as HTML. */
export const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...children);
  return element;
};

/** A new SVG element with its attributes and children. */
export const shape = (
  tag: string,
  attributes: { readonly [name: string]: string | number },
  ...children: readonly Node[]
): SVGElement => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (!(element instanceof SVGElement)) throw new Error('not an SVG element');
  element.append(...children);
  return element;
};

/** Copies of an element without the ids, which must stay unique. */
export const copyOf = (element: Element): Element => {
  const copy = element.cloneNode(true);
  if (!(copy instanceof Element)) throw new Error('not an element');
  for (const part of [copy, ...copy.querySelectorAll('[id]')]) part.removeAttribute('id');
  return copy;
};
