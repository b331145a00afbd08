import { z } from 'zod';

/** Whether a path leads into the folder that it starts from. */
const isPathInside = (path: string): boolean =>
  !/^[/\\]|^[A-Za-z]:|\\/.test(path) && path.split('/').every((part) => part !== '..' && part !== '.' && part !== '');

/** A setting that is a path below the folder of the config; `what` describes it. */
export const pathInside = (what: string) =>
  z
    .string()
    .min(1)
    .refine(isPathInside, 'it must be a path below the folder of the config, written with /')
    .describe(what);
