// The search of the plugin `text-detector` as built (`npm run build && npx tsc -b`), as its fact makes it.
const built = new URL('../../../packages/text-detector/dist/', import.meta.url);
const load = (path) => import(new URL(path, built).href);
const { asDisplayed, loadNetwork } = await load('network.js');
const { textRegions } = await load('regions.js');
const { linesWithLetters } = await load('letters.js');
const { pictureLayoutOf } = await load('place/layout.js');
const { textPlaceOf } = await load('place/place.js');

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** With the networks loaded; `times` has the CPU of each picture beyond its decode, ms. */
export const openTextSearch = async (runtime) => {
  const network = await loadNetwork([runtime]);
  const times = [];
  return {
    runtime: network.runtime,
    times,
    /** Lines of text with their places, px of the picture reduced, and their middles as shares of it. */
    linesIn: async (picture) => {
      const start = cpuMs();
      const small = asDisplayed(picture);
      const found = textRegions(await network.find(small));
      const scale = picture.width / small.width;
      const regions = found.length === 0 ? [] : await linesWithLetters(found, picture, scale, await network.reader());
      const layout = regions.length === 0 ? undefined : pictureLayoutOf(small);
      const lines = regions.map((region) => ({
        ...region,
        place: textPlaceOf(layout, region, small.width),
        middle: { x: region.x / small.width, y: region.y / small.height },
      }));
      times.push(cpuMs() - start);
      return lines;
    },
  };
};
