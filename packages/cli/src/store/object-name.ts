/** What a file system takes in a name, bytes. */
const MOST_NAME = 255;
const MOST_PATH = 1000;
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(?:\..*)?$/i;

/** Why an object cannot be a file here; undefined where its name (from the folder that is brought) can be a path. Whoever may write to a bucket chooses its names. */
export const nameFault = (name: string): string | undefined => {
  const parts = name.split('/');
  if (/[\p{Cc}\\:]/u.test(name)) return 'its name holds what no path may';
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return 'its name is no path below a folder';
  if (parts.some((part) => part.startsWith('.'))) return 'a part of its name begins with a dot';
  if (parts.some((part) => DEVICE.test(part) || /[ .]$/.test(part))) return 'a part of its name is none on Windows';
  if (Buffer.byteLength(name) > MOST_PATH || parts.some((part) => Buffer.byteLength(part) > MOST_NAME))
    return 'its name is too long';
  return undefined;
};
