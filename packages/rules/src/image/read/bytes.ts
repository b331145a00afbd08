import { defineResource, FileRefusal, fileFault, ListingLintError, readBytes } from '@listing-lint/core/plugin';
import { roleOf } from '../../attributes.ts';
import { DEFAULT_FILE_MEGABYTES, DEFAULT_ORIGINAL_MEGABYTES, settingsOf } from '../../settings.ts';

/**
 * The bytes of an image file, read once for all facts. Throws `file-unreadable`, `fact-unavailable`
 * for a link that is not followed, or `content-too-large` beyond `limits.fileMegabytes`.
 */
export const fileBytes = defineResource<Buffer>({
  id: 'fileBytes',
  sharedAs: 'listing-lint/bytes@1',
  create: async (subject, context) => {
    const usual = roleOf(subject) === 'original' ? DEFAULT_ORIGINAL_MEGABYTES : DEFAULT_FILE_MEGABYTES;
    const limit = settingsOf(context).limits?.fileMegabytes ?? usual;
    let bytes: Buffer;
    try {
      bytes = await readBytes(subject.file, { maxBytes: limit * 1e6, within: context.root });
    } catch (cause) {
      if (cause instanceof FileRefusal && cause.code === 'file-too-large') {
        const size = `${(cause.bytes / 1e6).toFixed(1)} MB`;
        throw new ListingLintError(
          'content-too-large',
          `the file is ${size}, more than the ${limit} MB that are read (limits.fileMegabytes)`,
          [],
          { cause },
        );
      }
      if (cause instanceof FileRefusal && cause.code === 'link-not-followed') {
        throw new ListingLintError('fact-unavailable', cause.message, [], { cause });
      }
      throw new ListingLintError('file-unreadable', `the file cannot be read (${fileFault(cause)})`, [], { cause });
    }
    if (bytes.length === 0) throw new ListingLintError('content-unreadable', 'the file is empty');
    return bytes;
  },
});
