/**
 * `@listing-lint/core/plugin`: all of the engine that a plugin may use, the built-in one included; `listing-lint/plugin` is this door and the
 * resources of pictures. What stands here is public, and the committed API report says what it is.
 */
export { FileRefusal, fileFault, isMissingFile, outputFault } from './file/file-fault.ts';
export { withLock } from './file/file-lock.ts';
export { isInside } from './file/folders.ts';
export { type KeptRecords, openKeptRecords } from './file/kept/kept-records.ts';
export { ANYWHERE, leadsOut, type PathBound, repositoryOr } from './file/path-bound.ts';
export {
  fileChunks,
  fileDigest,
  fileSha256,
  fileSha256Sync,
  fileSize,
  MAX_DATA_BYTES,
  type ReadBounds,
  readBytes,
  readText,
  readTextSync,
} from './file/read-file.ts';
export { appendDurably, type ReplaceOptions, replaceFile, temporaryOf } from './file/replace-file.ts';
export { noteSeen, noteUnrepeatable, type SeenStats } from './file/seen-files.ts';
export { withNamedBytes } from './file/temporary/named-bytes.ts';
export { openScratchFile, type ScratchFile } from './file/temporary/scratch-file.ts';
export { withTemporaryFolder } from './file/temporary/temporary-folder.ts';
export { sweepUnfinished } from './file/unfinished.ts';
export type { Attribute, AttributeTerms } from './model/attribute.ts';
export * from './model/command.ts';
export * from './model/error.ts';
export * from './model/fact.ts';
export * from './model/fix.ts';
export * from './model/json.ts';
export * from './model/operator.ts';
export * from './model/plugin.ts';
export * from './model/relation.ts';
export * from './model/report.ts';
export * from './model/reporter.ts';
export * from './model/rule.ts';
export * from './model/settings.ts';
export * from './model/stats.ts';
export * from './model/subject.ts';
export * from './model/subject-kind.ts';
export { canonicalJson, sha256 } from './text/canonical-json.ts';
export { type CheckedYaml, checkYaml, problemsInOrder, sentencesOf } from './text/checked-yaml.ts';
export { escapeControls, safeJson, wellFormed } from './text/escape-controls.ts';
export { matcherOf, treeMatcherOf } from './text/glob/glob-matcher.ts';
export {
  GLOB_IDLE,
  type GlobSetting,
  idleGlobs,
  idleSentence,
  idleSettings,
  isLeavingOut,
  reportIdleGlobs,
} from './text/glob/idle-globs.ts';
export { misspelt, nearest, suggest } from './text/nearest.ts';
export { ownData } from './text/own-data.ts';
export { parseJson } from './text/parse-json.ts';
export { MAX_YAML_BYTES } from './text/parse-yaml.ts';
export { globFor, globs, type PathKey, pathInside, pathKeys, sharedFile } from './text/path-keys.ts';
export { firstProblems } from './text/problems.ts';
export { schemaProblems } from './text/schema-problems.ts';
export { type SchemaValue, schemaValues } from './text/schema-values.ts';
export { type KeyPath, keyText, type ReadYamlOptions, readYaml, type YamlDocument } from './text/yaml-document.ts';
export { gitIgnoredOf } from './tree/git-ignored.ts';
export { globPaths } from './tree/glob-files.ts';
export { globHint, otherForm } from './tree/glob-hint.ts';
export { writtenFilesIn } from './tree/output-folder.ts';
export { filesPassedOver, isInPackages, withoutUnseenEnd } from './tree/passed-over.ts';
