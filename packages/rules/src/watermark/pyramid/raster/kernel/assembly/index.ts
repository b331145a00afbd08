export { compose, octave, soften } from './expose';
export { across, down, field, framed } from './render';
