export { correlate, forward, pack, takeApart, weigh } from './correlate';
export { gradientField } from './field';
export { blockScores, blockScoresOfFour, normalise, sparseScore, sparseScores } from './score';
export { shrink } from './shrink';
