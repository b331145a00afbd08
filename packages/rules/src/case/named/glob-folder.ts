/** The folder that a glob begins with, or the glob itself where it names a file of the root. Pure. */
export const globFolder = (glob: string): string => {
  const parts = glob.replace(/^\.\//, '').split('/').slice(0, -1);
  const end = parts.findIndex((part) => /[*?[\]{}()!]/.test(part));
  return (end < 0 ? parts : parts.slice(0, end)).join('/') || glob;
};
