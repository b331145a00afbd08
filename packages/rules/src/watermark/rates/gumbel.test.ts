import { expect, it } from 'vitest';
import { exceedance, fitGumbel, quantile } from './gumbel.ts';

it('finds the distribution that values were drawn from', () => {
  const truth = { location: 3, scale: 0.7 };
  const values = Array.from({ length: 2000 }, (_, i) => quantile(truth, (i + 0.5) / 2000));
  const fit = fitGumbel(values);
  expect(fit.location).toBeCloseTo(3, 1);
  expect(fit.scale).toBeCloseTo(0.7, 1);
});

it('has quantile and exceedance as inverses, far into the tail', () => {
  for (const rate of [0.5, 0.01, 1e-6, 1e-12]) {
    expect(exceedance({ location: 2, scale: 0.5 }, quantile({ location: 2, scale: 0.5 }, rate)) / rate).toBeCloseTo(
      1,
      6,
    );
  }
});
