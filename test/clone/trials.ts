import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './workplace.ts';

/** How a command of README.md or docs/ci.md is tried. */
export interface Trial {
  /**
   * `clone`: a fresh clone. `yours`: an empty repository with the tarball that the clone made. `hooked`: one whose hooks pre-commit takes from the
   * clone. `shop`: one in which the tarball is unpacked. `engine`: the clone, where there is an engine for containers.
   */
  readonly where: 'clone' | 'yours' | 'hooked' | 'shop' | 'engine';
  /** With names in place of what stands for them. */
  readonly as?: string;
  /** What has to be there, or away, before. */
  readonly before?: string;
  /** The line of the page in which it is run. */
  readonly within?: string;
  readonly status?: number;
  readonly shows?: RegExp;
}

const manifest: { readonly version: string } = JSON.parse(
  readFileSync(join(repository, 'packages/cli/package.json'), 'utf8'),
);
/** As the pages name it. */
export const TARBALL = `listing-lint-${manifest.version}.tgz`;

/** In the order in which they are run; those of the clone before those of the shop. */
export const TRIALS: { readonly [command: string]: Trial } = {
  'npm run demo': { where: 'clone', shows: /hash-unique[\s\S]*The same with pictures: file:/ },
  'node packages/cli/dist/main.js path/to/pictures': {
    where: 'clone',
    status: 1,
    shows: /^mug\/1\.jpg[\s\S]*privacy-gps/m,
  },
  'npm run build -- --types && npm pack ./packages/cli/dist': {
    where: 'clone',
    shows: /listing-lint-\d+\.\d+\.\d+\.tgz/,
  },
  'npm run build -- --types': { where: 'clone', within: 'npm run build -- --types && npm pack ./packages/cli/dist' },
  'npm pack ./packages/cli/dist': { where: 'clone', shows: /listing-lint-\d+\.\d+\.\d+\.tgz/ },
  'npm pack ./packages/text-detector': { where: 'clone', shows: /listing-lint-text-detector-\d+\.\d+\.\d+\.tgz/ },
  'npm run bench DIR': { where: 'clone', as: 'npm run bench three', shows: /^3 pictures[\s\S]*^CPU ratio \d/m },
  // All of it would run itself; that CI calls it so is held beside this.
  'npm test': {
    where: 'clone',
    as: 'npm test -- packages/core/src/text/nearest.test.ts',
    shows: /^[1-9]\d* passed, 0 failed, \d+ skipped$/m,
  },
  'npm test -- packages/text-detector': {
    where: 'clone',
    as: 'npm test -- packages/text-detector/src/place',
    shows: /^[1-9]\d* passed, 0 failed, \d+ skipped$/m,
  },
  [`npm install --save-dev ./tools/${TARBALL}`]: { where: 'yours', before: 'npm init -y', shows: /added \d+ packages/ },
  'npm ci': { where: 'yours', before: 'rm -r node_modules', shows: /added \d+ packages/ },
  'npm install --save-dev ./tools/listing-lint-*.tgz onnxruntime-web': { where: 'yours', shows: /added \d+ packages/ },
  'listing-lint inspect PICTURE': {
    where: 'yours',
    as: `printf 'plugins: ["@listing-lint/text-detector"]\\nextends: [text-detector/recommended]\\n' > listing-lint.config.yaml && mkdir mug && cp ../clone/path/to/pictures/mug/1.jpg mug && npx --no-install listing-lint inspect mug/1.jpg`,
    shows: /"text-detector\/text": \{\s*"by": "network"/,
  },
  'npm install --save-dev onnxruntime-node': {
    where: 'yours',
    as: 'export ONNXRUNTIME_NODE_INSTALL=skip; npm install --save-dev onnxruntime-node && rm -r node_modules && npm ci',
    shows: /added \d+ packages/,
  },
  'npx --no-install listing-lint': { where: 'shop', status: 1, shows: /errors/ },
  'npx --no-install listing-lint --format github --format markdown:summary.md': {
    where: 'shop',
    status: 1,
    shows: /^::error /,
  },
  'npx --no-install listing-lint --staged --cache': {
    where: 'shop',
    as: 'git init -q && git add listings/table-lamp brand cases originals *.yaml && npx --no-install listing-lint --staged --cache',
    status: 1,
    shows: /privacy-gps/,
  },
  'listing-lint --staged --cache': { where: 'shop', status: 1, shows: /privacy-gps/ },
  'cat summary.md >> "$GITHUB_STEP_SUMMARY"': {
    where: 'shop',
    as: 'GITHUB_STEP_SUMMARY=../step.md; cat summary.md >> "$GITHUB_STEP_SUMMARY" && head -1 ../step.md',
    shows: /^## ❌ listing-lint: /,
  },
  // `by-hand.ts` does what the Dockerfile says where there is no engine.
  'docker build --tag listing-lint .': { where: 'engine', shows: /listing-lint/ },
  'docker run --rm --network none --read-only --volume "$PWD/examples/shop:/work:ro" listing-lint --format text': {
    where: 'engine',
    status: 1,
    shows: /hash-unique/,
  },
  'pre-commit run --all-files': { where: 'hooked', shows: /^listing-lint \(staged\)\.+Passed\n$/m },
  'pre-commit run --all-files --hook-stage manual': {
    where: 'hooked',
    status: 1,
    shows: /^listing-lint\.+Failed[\s\S]*privacy-gps/m,
  },
  'listing-lint [paths…]': { where: 'shop', as: 'listing-lint listings/table-lamp', status: 1, shows: /privacy-gps/ },
  'listing-lint inspect PATH…': {
    where: 'shop',
    as: 'listing-lint inspect listings/table-lamp/01-day.jpg',
    shows: /"fingerprint"/,
  },
  'listing-lint help [COMMAND…]': { where: 'shop', as: 'listing-lint help lint', shows: /Usage: listing-lint lint / },
  'listing-lint explain RULE': { where: 'shop', as: 'listing-lint explain hash-unique', shows: /How to fix/ },
  'listing-lint init [FOLDER]': {
    where: 'shop',
    as: 'listing-lint init ../new',
    shows: /^wrote listing-lint\.config\.yaml/,
  },
  'listing-lint init': {
    where: 'shop',
    as: 'mkdir ../new2 && cp -r listings/table-lamp ../new2 && listing-lint init ../new2',
    shows: /^wrote listing-lint\.config\.yaml/,
  },
  'listing-lint -f html:report.html': {
    where: 'shop',
    as: 'listing-lint -f html:../report.html || ls ../report.html',
    shows: /report/,
  },
  'listing-lint -f audit:report.html': {
    where: 'shop',
    as: 'listing-lint -f audit:../audit-report.html || ls ../audit-report.html',
    shows: /audit-report/,
  },
  'listing-lint case status': {
    where: 'shop',
    as: 'listing-lint case status --as-of 2026-11-25',
    status: 1,
    shows: /^case +until/m,
  },
  'listing-lint completion SHELL': {
    where: 'shop',
    as: `bash -c 'source <(listing-lint completion bash); COMP_WORDS=(listing-lint chan); COMP_CWORD=1; _listing_lint; echo "$COMPREPLY"'`,
    shows: /^channels$/m,
  },
  'listing-lint schema [FOLDER]': {
    where: 'shop',
    as: 'listing-lint schema',
    shows: /^wrote \d+ schemas into \.listing-lint/,
  },
  'listing-lint test [FOLDER]': { where: 'shop', as: 'listing-lint test rules', shows: /^ok listing-image-count/ },
  'listing-lint check CHANNEL [PATH…]': {
    where: 'shop',
    as: 'listing-lint check amazon --as-of 2026-11-26 listings/table-lamp',
    status: 1,
    shows: /^Fit for Amazon on 2026-11-26:[\s\S]*4 pictures: /,
  },
  'listing-lint channels [PATH…]': {
    where: 'shop',
    as: 'listing-lint channels --channel amazon listings/table-lamp',
    shows: /^Amazon {2}\(channels\/amazon\)[\s\S]*Where 4 pictures go/,
  },
  'listing-lint export CHANNEL --to FOLDER [PATH…]': {
    where: 'shop',
    as: 'listing-lint export shopee --to ../shopee --as-of 2026-11-26 listings/table-lamp/size-chart.png',
    shows: /1 of 1 picture exported for Shopee to \.\.\/shopee/,
  },
  'listing-lint stamp --out FOLDER [PATH…]': {
    where: 'shop',
    as: 'LISTING_LINT_STAMP_KEY=0123456789abcdef listing-lint stamp -c marked.yaml --out ../stamped --dry-run listings/table-lamp/01-day.jpg',
  },
  'listing-lint fingerprint [PATH…]': {
    where: 'shop',
    as: 'listing-lint fingerprint --dry-run listings/table-lamp/01-day.jpg',
  },
  'listing-lint calibrate [PHOTO…]': {
    where: 'shop',
    as: 'listing-lint calibrate -c marked.yaml originals',
    status: 2,
    shows: /at least 10 pictures/,
  },
  'listing-lint match SUSPECT…': {
    where: 'shop',
    as: 'listing-lint match ../new/mug/1.jpg',
    status: 1,
    shows: /copies one of yours/,
  },
  'listing-lint compare A B': {
    where: 'shop',
    as: 'listing-lint compare originals/DSC_0502.jpg listings/table-lamp/02-evening.jpg',
    shows: /look the same/,
  },
  'listing-lint evidence CASE\\|PICTURE --out FOLDER': {
    where: 'shop',
    as: 'listing-lint evidence listings/table-lamp/01-day.jpg --out ../bundle && cd ../bundle && sh data/verify.sh',
    status: 1,
    shows: /no seal here says when it was written[\s\S]*\d+ files, \d+ entr(?:y|ies), 0 of them under a seal/,
  },
  'listing-lint monitor SOURCE…': {
    where: 'shop',
    as: 'mkdir ../found && cp listings/table-lamp/01-day.jpg ../found && listing-lint monitor ../found --dry-run',
    status: 1,
    shows: /1 new/,
  },
  'listing-lint merge': {
    where: 'shop',
    as: 'listing-lint lint --shard 1/1 --shard-output ../whole.shard && listing-lint merge ../whole.shard',
    status: 1,
    shows: /^shard 1\/1: looked at \d+[\s\S]*legal-escalation/,
  },
  'listing-lint registry add · remove · query · import · export': {
    where: 'shop',
    as: 'echo "registry: published.txt" >> listing-lint.config.yaml; listing-lint registry add && listing-lint registry query listings/table-lamp/01-day.jpg || listing-lint registry remove listings/table-lamp',
    shows: /01-day\.jpg/,
  },
  'listing-lint pull': { where: 'shop', status: 2, shows: /the config names no object store/ },
  'listing-lint worker · enqueue · status · dead': {
    where: 'shop',
    as: 'grep -q ^registry: listing-lint.config.yaml || echo "registry: published.txt" >> listing-lint.config.yaml; listing-lint worker enqueue --shards 2',
    status: 2,
    shows: /the registry published\.txt is a file/,
  },
  'listing-lint case new · letter · status · timeline · export': {
    where: 'shop',
    as: 'set +e; listing-lint case new listings/table-lamp --as-of 2026-11-25 --dry-run; listing-lint case status; listing-lint case timeline; listing-lint case letter cease-and-desist 2026-001; listing-lint case export 2026-001 --to ebay-vero',
    status: 1,
    shows:
      /^id: "?2026-[\s\S]*^case +until[\s\S]*— as of this day —[\s\S]*cease-and-desist is not written[\s\S]*ebay-vero is not ready/m,
  },
  'listing-lint archive [PATH…]': {
    where: 'shop',
    as: 'listing-lint archive listings/steel-bottle',
    shows: /[34] archived in provenance, 0 there already/,
  },
  'listing-lint ledger verify · seal · add-document · show · graph': {
    where: 'shop',
    as: 'set +e; listing-lint ledger add-document papers/upload-receipts.txt --kind other --about originals/DSC_0412.jpg && listing-lint ledger show originals/DSC_0412.jpg >../out && listing-lint ledger graph originals/DSC_0412.jpg && listing-lint ledger verify; listing-lint ledger seal',
    status: 2,
    // The shop of the trials has few of its listings: the ledger misses the others, and says so.
    shows: /missing: its bytes are not here[\s\S]*\d+ entries, \d+ files, 0 seals[\s\S]*no time-stamp authority/,
  },
  'listing-lint audit verify REPORT [DIR]': {
    where: 'shop',
    as: 'listing-lint -f audit:../audit.html >../out || listing-lint audit verify ../audit.html',
  },
  'listing-lint --baseline listing-lint.baseline.json --update-baseline': {
    where: 'shop',
    shows: /left out by an exception or the baseline/,
  },
};
