import { expect, it } from 'vitest';
import { WalkedTree } from './walked-tree.ts';

it('holds what a walk has found until that is let go', () => {
  const tree = new WalkedTree([{ path: 'a.jpg', kind: 'file' }]);
  expect(tree.entries).toHaveLength(1);
  tree.letGo();
  expect(() => tree.entries).toThrow('let go');
});
