import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { serviceMapping } from '../../service-settings.ts';
import { GOOGLE_VISION } from './google-vision.ts';
import { TINEYE } from './tineye.ts';

const page = readFileSync(join(process.cwd(), 'docs/monitor-services.md'), 'utf8');

it.each([
  ['tineye', TINEYE],
  ['google-vision', GOOGLE_VISION],
])('%s is what the page says that a config can write, with its sources and what none of them says', (name, service) => {
  const text = page.split(`title="${name}"\n`)[1]?.split('```')[0] ?? '';
  expect(serviceMapping.parse(parse(text))).toEqual(service.mapping);
  expect(serviceMapping.parse(service.mapping)).toEqual(service.mapping);
  const [row = ''] = page.split('\n').filter((line) => line.startsWith(`| \`${name}\``));
  for (const { url } of service.sources) expect(row).toContain(url);
  for (const { read } of service.sources) expect(page).toContain(`read on ${read}`);
  expect(row).toContain(`| ${service.certainty} |`);
  for (const words of service.unsure) expect(row.replaceAll('`', '')).toContain(words);
  expect([service.isTried, page.includes('Neither was tried against the service')]).toEqual([false, true]);
});
