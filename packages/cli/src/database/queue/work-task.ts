import { createHash } from 'node:crypto';
import { z } from 'zod';

const RUN = /^[A-Za-z0-9][\w.-]{0,63}$/;
const common = {
  /** Tasks that belong together; it names the folder of their shards. */
  run: z.string().regex(RUN, 'a run is named by letters, digits, dots and dashes, at most 64 of them'),
  /** The day of all of them, `YYYY-MM-DD`. */
  asOf: z.iso.date(),
};
const MOST_PATH = 4096;

/** What stands in the queue. Whoever can write there chooses no config, no plugin and no place outside of the worker's folder. */
export const workTaskSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('shard'),
    index: z.int().min(1),
    count: z.int().min(1),
    formats: z.array(z.string().max(100)).max(20),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('monitor'),
    source: z.string().min(1).max(MOST_PATH),
    draftCases: z.boolean(),
  }),
]);

/** A shard of a lint, or a source to be looked through for copies of ours. */
export type WorkTask = z.infer<typeof workTaskSchema>;

/** What a task is called, and known by: what has the same key is the same task, done once. */
export const keyOfTask = (task: WorkTask): string =>
  task.kind === 'shard' ? `${task.run} shard ${task.index}/${task.count}` : `${task.run} monitor ${task.source}`;

/** The same as an id for the queue: a UUID of version 8. */
export const idOfTask = (queue: string, key: string): string => {
  const digits = createHash('sha256').update(`${queue}\n${key}`).digest('hex');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
};
