import { inputFilesOf } from '../config/input-files.ts';
import { pathFrom } from '../file/folders.ts';
import { policyOf } from '../report/policy.ts';
import { hashOfFile, programKeyOf } from '../run/cache/cache-keys.ts';
import type { RunIdentity } from '../shard/shard-findings.ts';
import { canonicalJson, sha256 } from '../text/canonical-json.ts';
import type { LintOptions } from './lint-options.ts';

/** What a run judges by; a baseline, which says what of it is reported, is no part of it. */
export const identityOf = ({ config, tool, selection }: LintOptions): RunIdentity => {
  const { root, exceptions, ignores, isIgnoring, inner, notChecked, leftOut } = config;
  const files = inputFilesOf(config).map((file) => [pathFrom(root, file), hashOfFile(file)]);
  return {
    config: sha256(canonicalJson(files)),
    policy: policyOf(config, exceptions === undefined ? [] : [exceptions.file]).policy.sha256,
    program: sha256(canonicalJson([tool, programKeyOf(config, tool)])),
    selection: sha256(canonicalJson({ selection, ignores, isIgnoring, inner, notChecked, leftOut })),
  };
};
