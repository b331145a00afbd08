export { correlate, forward, pack } from './correlate';
export { gradientField } from './field';
export { blockScores, normalise, sparseScore } from './score';
