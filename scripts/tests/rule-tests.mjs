// Makes a test file of each `<rule>.test.yaml` for vitest, so that `npm test -- packages/watermark` runs the tests of its rules too.
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
