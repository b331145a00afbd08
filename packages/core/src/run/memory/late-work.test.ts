import { expect, it } from 'vitest';
import { z } from 'zod';
import { watchFiles } from '../../file/watch/watch-files.ts';
import { type ErrorCode, ListingLintError } from '../../model/error.ts';
import { defineFact, defineResource, type FactContext } from '../../model/fact.ts';
import type { Subject } from '../../model/subject.ts';
import { createRegistry } from '../../registry/registry.ts';
import { FactStore } from '../fact-store.ts';

const subject: Subject = { scope: 'thing', path: 'a', file: '/a', channels: [] };

/** Whether a run stands for the next one in which a fact, or a resource that its fact goes on without, fails with a code. */
const isRepeatable = async (failing: 'fact' | 'resource', code: ErrorCode): Promise<boolean> => {
  const fail = () => Promise.reject(new ListingLintError(code, 'no'));
  const pixels = defineResource({ id: 'pixels', create: fail });
  const fact = defineFact({
    id: 'got',
    scope: 'thing',
    version: 1,
    title: 'got',
    schema: z.unknown(),
    compute: (_subject, _params, context: FactContext) =>
      failing === 'fact' ? fail() : context.use(pixels).catch(() => 'without'),
  });
  const store = new FactStore({
    root: '/',
    registry: createRegistry([{ name: 'own', version: '1', facts: [fact], resources: [pixels] }], { builtIn: 'own' }),
    settingsOf: () => undefined,
    asOf: '2026-01-01',
    subjects: new Map([['thing', [subject]]]),
  });
  const seen = watchFiles();
  const resolved = await store.resolve(subject, 'got', {});
  expect(resolved).toMatchObject(failing === 'fact' ? { unknown: 'no', code } : { value: 'without' });
  seen.close();
  return seen.isRepeatable;
};

it.each(['fact', 'resource'] as const)('a run in which a %s took too long stands for no other', async (failing) => {
  expect(await isRepeatable(failing, 'work-timeout')).toBe(false);
  expect(await isRepeatable(failing, 'content-unreadable')).toBe(true);
});
