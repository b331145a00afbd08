import type { Json } from '../model/json.ts';
import { type Formatter, formatters, plain, plainBeside } from './format.ts';

/** `{{name}}` or `{{name | formatter argument}}`. */
export interface Placeholder {
  readonly name: string;
  readonly formatter?: Formatter;
  readonly argument?: string;
}
export type TemplatePart = string | Placeholder;

export interface ParsedTemplate {
  readonly parts: readonly TemplatePart[];
  /** What is wrong with the template, in words for its author. */
  readonly problems: readonly {
    readonly message: string;
    readonly name?: string;
    readonly known?: readonly string[];
  }[];
}

const formatterById = new Map(formatters.map((formatter) => [formatter.id, formatter]));

/** Reads a message template. Anything outside `{{…}}` is text. */
export const parseTemplate = (text: string): ParsedTemplate => {
  const parts: TemplatePart[] = [];
  const problems: { message: string; name?: string; known?: readonly string[] }[] = [];
  let rest = text;
  for (;;) {
    const open = rest.indexOf('{{');
    if (open < 0) break;
    const close = rest.indexOf('}}', open + 2);
    if (close < 0) {
      problems.push({ message: '{{ is not closed with }}' });
      break;
    }
    if (open > 0) parts.push(rest.slice(0, open));
    const inner = rest.slice(open + 2, close);
    const placeholder = parsePlaceholder(inner);
    if ('message' in placeholder) problems.push(placeholder);
    else parts.push(placeholder);
    rest = rest.slice(close + 2);
  }
  if (rest !== '') parts.push(rest);
  return { parts, problems };
};

const parsePlaceholder = (
  inner: string,
): Placeholder | { message: string; name?: string; known?: readonly string[] } => {
  const [name = '', format, ...more] = inner.split('|').map((part) => part.trim());
  if (!/^[\w@/-]+(\.[\w-]+)*$/.test(name)) return { message: `{{${inner}}} does not name a value` };
  if (format === undefined) return { name };
  if (more.length > 0) return { message: `{{${inner}}} has more than one formatter` };
  const [id = '', ...words] = format.split(/\s+/);
  const formatter = formatterById.get(id);
  if (!formatter) return { message: `unknown formatter "${id}"`, name: id, known: [...formatterById.keys()] };
  const argument = words.length > 0 ? words.join(' ') : undefined;
  const wrong = formatter.check(argument);
  if (wrong !== undefined) return { message: `formatter "${id}" ${wrong}` };
  return { name, formatter, ...(argument === undefined ? {} : { argument }) };
};

/**
 * Fills a template. A value of a kind that the formatter is not for is written plainly; a missing one as "unknown". `besides` gives the
 * value that a name is compared with: two numbers that differ are not written alike. `write` says how a value without a formatter is written.
 */
export const renderTemplate = (
  parts: readonly TemplatePart[],
  lookUp: (name: string) => Json | undefined,
  besides: (name: string) => Json | undefined = () => undefined,
  write: (value: Json, other: Json | undefined) => string = plainBeside,
): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const value = lookUp(part.name);
      if (value === undefined || value === null) return plain(value);
      return formatted(part, value, besides(part.name)) ?? write(value, besides(part.name));
    })
    .join('');

const formatted = ({ formatter, argument }: Placeholder, value: Json, other: Json | undefined): string | undefined => {
  const text = formatter?.format(value, argument);
  const alike = typeof value === 'number' && typeof other === 'number' && value !== other;
  return alike && formatter?.format(other, argument) === text ? (formatter?.exact?.(value, argument) ?? text) : text;
};
