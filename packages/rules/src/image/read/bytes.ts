import { readFile, stat } from 'node:fs/promises';
import { defineResource, fileFault, ListingLintError } from '@listing-lint/core';
import { DEFAULT_FILE_MEGABYTES, DEFAULT_ORIGINAL_MEGABYTES, settingsOf } from '../../settings.ts';

/** The bytes of an image file, read once for all facts. Throws `file-unreadable`, or `image-too-large` beyond `limits.fileMegabytes`. */
export const fileBytes = defineResource<Buffer>({
  id: 'fileBytes',
  create: async (subject, context) => {
    const usual = subject.role === 'original' ? DEFAULT_ORIGINAL_MEGABYTES : DEFAULT_FILE_MEGABYTES;
    const limit = settingsOf(context).limits?.fileMegabytes ?? usual;
    let bytes: Buffer;
    try {
      const { size } = await stat(subject.file);
      if (size > limit * 1e6) {
        throw new ListingLintError(
          'image-too-large',
          `the file is ${(size / 1e6).toFixed(1)} MB, more than the ${limit} MB that are read (limits.fileMegabytes)`,
        );
      }
      bytes = await readFile(subject.file);
    } catch (error) {
      if (error instanceof ListingLintError) throw error;
      throw new ListingLintError('file-unreadable', `the file cannot be read (${fileFault(error)})`, [], {
        cause: error,
      });
    }
    if (bytes.length === 0) throw new ListingLintError('image-unreadable', 'the file is empty');
    return bytes;
  },
});
