/** CPU time of this process so far, ms. */
export const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Its memory, now and at most. */
export const megabytes = (): string =>
  `resident ${Math.round(process.memoryUsage().rss / 1e6)} MB, at most ${Math.round((1024 * process.resourceUsage().maxRSS) / 1e6)}`;

export const quantile = (numbers: readonly number[], q: number): number =>
  [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(q * numbers.length))] ?? Number.NaN;
