export { correlate, forward, pack, takeApart, weigh } from './correlate';
export { gradientField } from './field';
export { agreements, blockScores, blockScoresOfFour, normalise, sparseScore, sparseScores } from './score';
export { shrink } from './shrink';
