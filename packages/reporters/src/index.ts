export { reporters } from './reporters.ts';
