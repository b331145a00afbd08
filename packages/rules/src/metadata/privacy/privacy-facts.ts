import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { cleanText } from '../reading/clean-text.ts';
import type { Metadata } from '../reading/metadata.ts';
import { fileStatements, type Statement } from '../reading/statements.ts';
import { CONTACT, FACES, find, POSITION, SERIALS, type Topic } from '../reading/topics.ts';

const MAX_LISTED = 20;

const found = (title: string) =>
  z.object({
    present: z
      .boolean()
      .nullable()
      .meta({ title, description: 'Null where a block was not understood that may hold it.' }),
    sources: z
      .array(z.string())
      .meta({ title: 'where it stands', description: 'Field and carrier, without the value.' }),
    unread: z.array(z.string()).meta({ title: 'blocks that are not understood' }),
    reason: z.string().nullable().meta({ title: 'why it is not known' }),
  });

/** What a topic's statements and unread carriers come to, as a fact has it; values stay out of reports, which travel further than pictures. */
export const summary = (topic: Topic, metadata: Metadata, statements: readonly Statement[]) => {
  const { present, statements: said, unread } = find(topic, metadata, statements);
  const sources = [...new Set(said.map(({ name, place }) => oneLine(`${name} in ${place}`)))];
  const [first, ...more] = unread;
  const rest = more.length === 0 ? '' : `, and ${more.length} more`;
  return {
    present,
    sources: sources.slice(0, MAX_LISTED),
    unread: unread.slice(0, MAX_LISTED).map(oneLine),
    reason: present === null && first !== undefined ? oneLine(`${first}${rest}`) : null,
  };
};

const oneLine = (text: string): string => cleanText(text) ?? '';

export const positionFact = defineFact({
  id: 'position',
  scope: 'image',
  version: 6,
  title:
    'Whether any block of the file says where the picture was taken: EXIF, XMP, IPTC, text, C2PA, and those of pictures within it.',
  schema: found('position'),
  compute: async (_subject, _params, context) => {
    const { metadata, statements } = await context.use(fileStatements);
    return summary(POSITION, metadata, statements);
  },
});

export const serialsFact = defineFact({
  id: 'serials',
  scope: 'image',
  version: 6,
  title: 'Whether any block of the file names the very camera or lens; a maker note may, and is not read.',
  schema: found('serial number'),
  compute: async (_subject, _params, context) => {
    const { metadata, statements } = await context.use(fileStatements);
    return summary(SERIALS, metadata, statements);
  },
});

export const peopleFact = defineFact({
  id: 'people',
  scope: 'image',
  version: 6,
  title: 'Whether any block of the file says how to reach somebody or whose device it was, and who is in the picture.',
  schema: z.object({ contact: found('contact data'), faces: found('marked faces or names of people shown') }),
  compute: async (_subject, _params, context) => {
    const { metadata, statements } = await context.use(fileStatements);
    return { contact: summary(CONTACT, metadata, statements), faces: summary(FACES, metadata, statements) };
  },
});
