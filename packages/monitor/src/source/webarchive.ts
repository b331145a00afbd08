import { webAddress } from './address.ts';
import type { Capture, SourceBounds } from './capture.ts';
import { bounded, type SourceFile, wholeFileCaptures } from './one-file.ts';
import { PropertyList } from './property-list.ts';
import { captureOfAnswer } from './stored-answer.ts';

/** What a web archive of Safari holds: a page with its pictures, and those of its frames. */
export const webarchiveCaptures = (file: SourceFile, bounds: SourceBounds): AsyncGenerator<Capture> =>
  wholeFileCaptures(file, bounds, function* (bytes) {
    const list = new PropertyList(bytes);
    const archives = [list.top];
    const seen = new Set<number>();
    let set: string | undefined;
    let index = 0;
    for (let archive = archives.pop(); archive !== undefined; archive = archives.pop()) {
      if (seen.has(archive)) continue;
      seen.add(archive);
      const parts = list.dictionary(archive);
      archives.push(...list.array(parts.get('WebSubframeArchives')));
      for (const resource of [
        ...[parts.get('WebMainResource') ?? []].flat(),
        ...list.array(parts.get('WebSubresources')),
      ]) {
        const values = list.dictionary(resource);
        const address = webAddress(list.text(values.get('WebResourceURL')) ?? '');
        set ??= address ?? file.name;
        const data = list.data(values.get('WebResourceData'));
        const name = `${file.name}#${index}`;
        yield captureOfAnswer(
          {
            ...{ name, index: index++, at: null, status: 200, address, set, isFrame: archive !== list.top },
            type: list.text(values.get('WebResourceMIMEType')) ?? '',
            ...(data === undefined ? { cut: 'its content is missing' } : {}),
            body: async (most) => bounded(data ?? Buffer.alloc(0), most, name),
          },
          bounds,
        );
      }
    }
  });
