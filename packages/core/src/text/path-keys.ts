import { z } from 'zod';
import { globProblem } from './glob/glob-syntax.ts';

/** What a text of a document names, and what bounds that. */
export interface PathKey {
  /** `file` and `folder` are opened, `glob` is what files are searched by; `pattern` is only compared with paths, and nothing is opened by it. */
  readonly names: 'file' | 'folder' | 'glob' | 'pattern';
  /** The folder of the config, the repository that holds it, or nothing: a place that the user configures, such as that of a secret. Never a `.git`. */
  readonly within: 'project' | 'repository' | 'anywhere';
  /** The path that the text holds, where that may be something else, such as the name of a variable; undefined where it is. */
  readonly pathIn?: (text: string) => string | undefined;
}

/** All strings of documents that name files. `PathKey` of each is enforced where a config is loaded; test/documents holds all of them against planted links. */
export const pathKeys = z.registry<PathKey>();

/** Whether a path leads into the folder that it starts from. */
const isBelow = (path: string): boolean =>
  !/^[/\\]|^[A-Za-z]:|\\/.test(path) && path.split('/').every((part) => part !== '..' && part !== '.' && part !== '');

/** A setting that is a path below the folder of the config; `what` describes it. */
export const pathInside = (what: string, names: PathKey['names'] = 'file') =>
  z
    .string()
    .min(1)
    .refine(isBelow, 'it must be a path below the folder of the config, written with /')
    .describe(what)
    .register(pathKeys, { names, within: 'project' });

/** A setting that is a file, which several configs of a repository may share. */
export const sharedFile = () => z.string().min(1).register(pathKeys, { names: 'file', within: 'repository' });

/** A glob; `names` and `within` say what it is for. One that is not supported is refused, with the reason. */
export const globFor = (
  names: PathKey['names'],
  within: PathKey['within'] = 'project',
  about = 'glob relative to the folder of the config, with /',
) =>
  z
    .string()
    .min(1, 'a glob cannot be empty')
    .superRefine((glob, context) => {
      const message = globProblem(glob);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    })
    .describe(about)
    .register(pathKeys, { names, within });

/** Globs of files or folders below the folder of the config. */
export const globs = (description: string) => z.array(globFor('glob')).describe(description);
