export { agreements, blockScores, blockScoresOfFour } from './blocks';
export { correlate, forward, pack, takeApart, weigh } from './correlate';
export { gradientField } from './field';
export { highest, normalise, sparseScore, sparseScores } from './score';
export { shrink } from './shrink';
