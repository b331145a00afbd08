export { correlate, forward, pack, takeApart, weigh } from './correlate';
export { gradientField } from './field';
export { agreements, blockScores, blockScoresOfFour, highest, normalise, sparseScore, sparseScores } from './score';
export { shrink } from './shrink';
