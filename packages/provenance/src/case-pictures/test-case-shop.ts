import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lint, loadConfig } from '@listing-lint/core';
import { builtinPlugin } from '../test-plugin.ts';

/** A folder with a shop and its cases. */
export class TestCaseShop {
  readonly root = mkdtempSync(join(tmpdir(), 'case-shop-'));

  put(path: string, bytes: Buffer | string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), bytes);
  }

  /** What a rule says, by subject: `fail: …`, `inconclusive: …`. */
  async messagesOf(rule: string): Promise<ReadonlyMap<string, string>> {
    const config = await loadConfig({ builtin: builtinPlugin, cwd: this.root, allowCode: false });
    const tool = { name: 'listing-lint', version: '0.0.0' };
    const { report } = await lint({ config, asOf: '2026-11-24', concurrency: 2, tool });
    const found = report.findings.filter(({ ruleId }) => ruleId === rule);
    return new Map(found.map(({ subject, outcome, message }) => [subject.path, `${outcome}: ${message}`]));
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
