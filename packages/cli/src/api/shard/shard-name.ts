import { MOST_SHARDS, type Shard } from '@listing-lint/core';
import { UsageError } from '../../output/known-error.ts';

type Environment = { readonly [name: string]: string | undefined };

/**
 * Reads which shard is meant: `2/5`, or `auto/5` and `auto` for what the environment says. `JOB_COMPLETION_INDEX` (Kubernetes) counts from 0, `CI_NODE_INDEX`
 * (GitLab) from 1. Throws a usage error for what is no shard, or cannot be told.
 */
export const shardNamed = (text: string, env: Environment): Shard => {
  const [, index = '', count = ''] = /^(\d{1,6}|auto)(?:\/(\d{1,6}))?$/.exec(text) ?? [];
  if (index === '' || (index !== 'auto' && count === '')) throw new UsageError(`--shard ${text} is no shard`, HOW);
  const at = index === 'auto' ? indexIn(env) : Number(index);
  const of = count === '' ? countIn(env) : Number(count);
  if (of < 1 || of > MOST_SHARDS) throw new UsageError(`--shard ${text}: there may be 1 to ${MOST_SHARDS} shards`, HOW);
  if (at < 1 || at > of) throw new UsageError(`--shard ${text}: there is no shard ${at} of ${of}`, HOW);
  return { index: at, count: of };
};

const HOW = 'write it as 2/5, the second of five, or auto/5 where the environment says which';

const indexIn = (env: Environment): number => {
  const { JOB_COMPLETION_INDEX: completion, CI_NODE_INDEX: node } = env;
  if (isNumber(completion) && isNumber(node))
    throw new UsageError(
      '--shard auto: both JOB_COMPLETION_INDEX and CI_NODE_INDEX are set',
      'unset the one that is not meant',
    );
  if (isNumber(completion)) return Number(completion) + 1;
  if (isNumber(node)) return Number(node);
  throw new UsageError('--shard auto: neither JOB_COMPLETION_INDEX nor CI_NODE_INDEX is a number', HOW);
};

const countIn = ({ CI_NODE_TOTAL: total }: Environment): number => {
  if (isNumber(total)) return Number(total);
  throw new UsageError('--shard auto: CI_NODE_TOTAL does not say how many shards there are', 'write auto/5 for five');
};

const isNumber = (text: string | undefined): boolean => text !== undefined && /^\d{1,6}$/.test(text);
