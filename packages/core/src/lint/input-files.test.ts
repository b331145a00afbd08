import { expect, it } from 'vitest';
import { inputFilesOf } from '../config/input-files.ts';
import type { ResolvedConfig } from '../config/load.ts';

const config = (more: Partial<ResolvedConfig>): ResolvedConfig =>
  ({
    root: '/shop',
    documents: [],
    ruleFiles: [],
    registry: { plugins: [{ name: 'a', version: '1', files: () => ['brand/mark.png'] }] },
    settings: { of: () => ({}) },
    ...more,
  }) as unknown as ResolvedConfig;

it('verdicts depend on the config, what it builds on, exceptions, rules and what plugins name', () => {
  const file = { path: 'listing-lint.config.yaml', sha256: '' };
  expect(inputFilesOf(config({ file }))).toEqual(['/shop/listing-lint.config.yaml', '/shop/brand/mark.png']);
  const exceptions = { file: '/shop/exceptions.yaml' } as unknown as NonNullable<ResolvedConfig['exceptions']>;
  const documents = [{ document: { file: '/shared/preset.yaml' } }, { document: {} }];
  expect(inputFilesOf(config({ exceptions, ruleFiles: ['/shop/r.yaml'], documents: documents as never }))).toEqual([
    '/shop/exceptions.yaml',
    '/shared/preset.yaml',
    '/shop/r.yaml',
    '/shop/brand/mark.png',
  ]);
});
