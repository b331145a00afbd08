import { type FingerprintOutcome, fingerprintFiles, rightsOfBrand } from '@listing-lint/publish';
import { settingsOf } from '@listing-lint/rules/settings';
import { replaceStamped } from '@listing-lint/rules/watermark';
import { UsageError } from '../output/known-error.ts';
import { projectFor } from '../project/load.ts';
import { namedLeft } from '../project/named-left.ts';
import { namedPaths } from '../project/paths.ts';
import { checkCall, FLAG, type Kinds, RUN_QUERY, TEXTS } from './check-call.ts';
import { configOptionsOf, type Program, sayTo, surroundingsOf } from './flags.ts';
import type { RunQuery } from './options.ts';
import { imagesWithin, noPictureTo } from './pictures/our-pictures.ts';

export interface FingerprintQuery extends RunQuery {
  /** Pictures or listings of one project. Default: all of the config. */
  readonly paths?: readonly string[];
  /** `true`: the outcomes say what would be written; nothing is. */
  readonly dryRun?: boolean;
  /** `true`: C2PA manifests, whose signature would no longer hold, are taken out; otherwise such files are left. */
  readonly dropManifest?: boolean;
  /** `true`: your rights are written also into files that name another owner or creator; otherwise such files are left. */
  readonly permitOtherOwner?: boolean;
}

const KINDS: Kinds<FingerprintQuery> = {
  ...RUN_QUERY,
  ...{ paths: TEXTS, dryRun: FLAG, dropManifest: FLAG, permitOtherOwner: FLAG },
};

export interface FingerprintResult {
  readonly outcomes: readonly FingerprintOutcome[];
  /** Folders that are not entered, as those behind links, and what was named and is not taken, in sentences: nothing is written to what they hold. */
  readonly unseen: readonly string[];
}

/** Gives `fingerprint` for a program that holds the guard of plugins. */
export const fingerprinterFor =
  (program?: Program) =>
  async (options: FingerprintQuery = {}): Promise<FingerprintResult> => {
    checkCall({ name: 'fingerprint', options, kinds: KINDS });
    const around = surroundingsOf(options, program);
    const paths = await namedPaths(options.paths ?? [], around.cwd);
    const say = sayTo(options);
    const { config, selection } = await projectFor(configOptionsOf(options), around, paths, say);
    const { brand } = settingsOf({ settings: config.settings.of('builtin') });
    if (rightsOfBrand(brand).length === 0) {
      throw new UsageError(
        'the config says nothing of your rights',
        'name them: `brand: { copyright: "© 2026 Acme", creator: "Acme" }`',
      );
    }
    const { images, closed, closedAt } = await imagesWithin(config, selection, 'listings', say);
    const left = await namedLeft({ config, selection }, { done: 'written to', taken: [...images, ...closedAt], say });
    const unseen = [...closed, ...left];
    if (images.length === 0) throw noPictureTo('write to', unseen);
    const { dryRun = false, dropManifest = false, permitOtherOwner = false, signal } = options;
    const outcomes = await fingerprintFiles(images, {
      root: config.root,
      allowsCode: config.allowsCode,
      ...{ brand, dryRun, dropManifest, permitOtherOwner, replace: replaceStamped },
      ...(signal === undefined ? {} : { signal }),
    });
    return { outcomes, unseen };
  };

/** Writes the rights that the config states, and an id, into pictures; the picture itself stays as it is. */
export const fingerprintAlone: (options?: FingerprintQuery) => Promise<FingerprintResult> = fingerprinterFor();
