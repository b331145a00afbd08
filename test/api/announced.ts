import { createHash } from 'node:crypto';

export interface Announcement {
  /** What a changeset has to speak of: `listing-lint/plugin`, `the Node API`. */
  readonly door: string;
  /** Text of the report in `packages/cli/api`. */
  readonly report: string;
  /** Of `packages/cli/api/released.json`: the report of the version that was released last; without a sum it had none. */
  readonly released: { readonly version: string; readonly sha256: string | undefined };
  /** Texts of `.changeset/*.md`. */
  readonly changesets: readonly string[];
}

/** What to do about a public interface that is not the released one and of which no changeset speaks; undefined where all is well. */
export const unannounced = ({ door, report, released, changesets }: Announcement): string | undefined => {
  if (createHash('sha256').update(report).digest('hex') === released.sha256) return undefined;
  if (changesets.some((changeset) => speaksOf(changeset, door))) return undefined;
  return (
    `what ${door} exports has changed since ${released.version}: ` +
    `run \`npx changeset\` for listing-lint, and say in it what its users will see of ${door}`
  );
};

const speaksOf = (changeset: string, door: string): boolean => {
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(changeset.replaceAll('\r\n', '\n')) ?? [];
  return /^["']?listing-lint["']?:\s*(major|minor|patch)\s*$/m.test(head) && body.includes(door);
};
