import { createHash } from 'node:crypto';

export interface Announcement {
  /** Text of `packages/cli/api/plugin.api.md`. */
  readonly report: string;
  /** `packages/cli/api/released.json`: the report of the version that was released last. */
  readonly released: { readonly version: string; readonly sha256: string };
  /** Texts of `.changeset/*.md`. */
  readonly changesets: readonly string[];
}

/** What to do about a public interface that is not the released one and of which no changeset speaks; undefined where all is well. */
export const unannounced = ({ report, released, changesets }: Announcement): string | undefined => {
  if (createHash('sha256').update(report).digest('hex') === released.sha256) return undefined;
  if (changesets.some(isAnnouncement)) return undefined;
  return (
    `what listing-lint/plugin exports has changed since ${released.version}: ` +
    'run `npx changeset` for listing-lint, and say in it what authors of plugins will see of listing-lint/plugin'
  );
};

const isAnnouncement = (changeset: string): boolean => {
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(changeset.replaceAll('\r\n', '\n')) ?? [];
  return /^["']?listing-lint["']?:\s*(major|minor|patch)\s*$/m.test(head) && body.includes('listing-lint/plugin');
};
