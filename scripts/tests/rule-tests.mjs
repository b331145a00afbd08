// Has vitest run `<rule>.test.yaml` as a file of tests: `npm test -- packages/rules/src/watermark` runs those of its rules too.
import { join, relative } from 'node:path';
import { root } from '../files.mjs';

const REGISTER = JSON.stringify(join(root, 'test/rule-test-file.ts'));

export const ruleTestsForVite = {
  name: 'rule-tests',
  enforce: 'pre',
  transform: (text, id) => {
    if (!id.endsWith('.test.yaml')) return undefined;
    const given = [relative(root, id).replaceAll('\\', '/'), text].map((each) => JSON.stringify(each));
    const code = `import { registerRuleTest } from ${REGISTER};\nregisterRuleTest(${given.join(', ')});\n`;
    return { code, map: null };
  },
};
