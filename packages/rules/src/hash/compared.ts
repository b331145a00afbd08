import { posix } from 'node:path';
import type { Subject } from '@listing-lint/core';
import { givenProduct, listingOf, roleOf } from '../attributes.ts';

/** Roles that never take part: archived originals are copies by design, one size chart may serve many products. */
const APART = ['original', 'chart'];

/** `false` for the roles that are never compared. */
export const isCompared = (subject: Subject): boolean => !APART.includes(roleOf(subject) ?? '');

/** What a picture shows, as far as the layout of the listings says. */
export const productOf = (subject: Subject): string =>
  givenProduct(subject) ?? listingOf(subject) ?? posix.dirname(subject.path);
