import { defineFact, ListingLintError, type Plugin } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { rightClicksOn } from './browser/right-click.ts';
import { disagreementsOf, type FileRights, pageRightsOf, type StatedRights } from './image-rights.ts';
import { pageFile } from './page-file.ts';
import { refuseToPass } from './tried-pictures.ts';

const pageFileFact = defineFact({
  id: 'pageFile',
  scope: 'page',
  version: 1,
  title: 'Whether a saved page can be read.',
  schema: z.object({ isHtml: z.boolean().meta({ title: 'whether it is HTML' }), pictureCount: z.number().int() }),
  compute: async (_subject, _params, context) => {
    const { markup } = await context.use(pageFile);
    return { isHtml: markup.isHtml, pictureCount: markup.pictures.length };
  },
});

const rightsSchema = z.object({
  creators: z.array(z.object({ value: z.string() })),
  licences: z.array(z.object({ value: z.string() })),
  webStatements: z.array(z.object({ value: z.string() })),
  licensors: z.array(z.object({ value: z.string() })),
});

const valuesOf = (list: readonly { readonly value: string }[]): readonly string[] => list.map(({ value }) => value);
const isAddress = (text: string): boolean => /^https?:/i.test(text);

/** What search engines take for the same: the licence is the web statement, and the page to acquire one the licensor's (Google, image metadata). */
const fileRightsOf = (given: unknown): FileRights => {
  const { creators, licences, webStatements, licensors } = rightsSchema.parse(given);
  return {
    creators: valuesOf(creators),
    licences: [...valuesOf(webStatements), ...valuesOf(licences)],
    acquirePages: valuesOf(licensors).filter(isAddress),
  };
};

/** A page describes few pictures; more than so many are not compared. */
const MOST_STATED = 200;

const pageRightsFact = defineFact({
  id: 'pageRights',
  scope: 'page',
  version: 1,
  title:
    'Whether the rights that a page states of pictures of the shop (schema.org ImageObject) are those of their files.',
  schema: z.object({
    named: z.number().int().meta({ title: 'number of pictures of the shop whose rights it states' }),
    disagreements: z.array(z.string()).meta({ title: 'what page and picture say otherwise' }),
    line: z.number().int().nullable(),
  }),
  compute: async (_subject, _params, context) => {
    const { markup } = await context.use(pageFile);
    const pictures = new Map(context.subjects('image').map((subject) => [subject.path, subject]));
    const { stated, unread } = pageRightsOf(markup, [...pictures.keys()]);
    const told: { readonly line: number; readonly sentence: string }[] = [];
    let unknown: string | undefined;
    for (const each of stated.slice(0, MOST_STATED)) {
      const picture = pictures.get(each.picture);
      if (picture === undefined) continue;
      const file = await context.get('rights', picture).then(fileRightsOf, (error: unknown) => {
        unknown ??= `what ${each.picture} says of its rights is not known: ${error instanceof Error ? error.message : String(error)}`;
        return undefined;
      });
      if (file !== undefined) told.push(...sentencesOf(each, file));
    }
    const [line] = unread;
    if (line !== undefined) unknown ??= `the JSON-LD of line ${line} cannot be read`;
    if (told.length === 0 && unknown !== undefined) throw new ListingLintError('fact-unavailable', unknown);
    return {
      named: new Set(stated.map(({ picture }) => picture)).size,
      disagreements: told.map(({ sentence }) => sentence),
      line: told[0]?.line ?? null,
    };
  },
  region: ({ line }) => (line === null ? undefined : { startLine: line, startColumn: 1 }),
});

const sentencesOf = (stated: StatedRights, file: FileRights) =>
  disagreementsOf(stated, file).map((sentence) => ({ line: stated.line, sentence }));

const rightClickFact = defineFact({
  id: 'rightClick',
  scope: 'page',
  version: 2,
  title: 'Whether the context menu opens on the pictures of a page, tried in a browser without network.',
  schema: z.object({
    tried: z.number().int().meta({ title: 'number of pictures that were tried' }),
    open: z.array(z.string()).meta({ title: 'pictures on which the menu opens' }),
  }),
  compute: async (_subject, _params, context) => {
    const { html, markup } = await context.use(pageFile);
    const { tried, shown, sources, open, unloaded } = await rightClicksOn(html);
    const [script] = unloaded;
    if (open.length === 0) refuseToPass(markup.pictures, sources, { tried, shown });
    if (open.length > 0 && script !== undefined) {
      const why = `the menu opens on ${open.length} of ${tried} pictures, and the page asks for scripts that were not loaded (${script}); save it with its scripts in it`;
      throw new ListingLintError('fact-unavailable', why);
    }
    return { tried, open: [...open] };
  },
});

export const facts: NonNullable<Plugin['facts']> = [pageFileFact, pageRightsFact, rightClickFact];
