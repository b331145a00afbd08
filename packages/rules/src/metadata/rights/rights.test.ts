import { expect, it } from 'vitest';
import { namesOwner } from './rights.ts';

it.each([
  ['© 2024 Acme Ltd.', '(c) Acme Ltd', true],
  ['Copyright 2019-2026 ACME LTD, all rights reserved', '© 2026 Acme Ltd.', true],
  ['© Müller & Söhne', 'Müller & Söhne', true],
  ['© 2026 蓝海贸易', '蓝海贸易', true],
  ['© 2024 Acme Limited Partners', 'Acme Ltd', false],
  ['© Acmeville', 'Acme', false],
  ['', 'Acme', false],
  ['© 2024', '© 2025', false],
])('%j names the owner of %j: %s', (statement, expected, named) => {
  expect(namesOwner(statement, expected)).toBe(named);
});
