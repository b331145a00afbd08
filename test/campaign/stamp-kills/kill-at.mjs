// Preloaded (`node --import`) into a run that is to be killed: counts its calls that change the disk and, at call KILL_AT, kills the process
// without a word, as power, the system or a person would. Data are cut in the middle: half of them are written before it dies.
// COUNT_TO names a file for the number of calls of a run that is left alone.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

// Taken before the program refuses to end itself by `process.kill`.
const kill = process.kill.bind(process);

const killAt = Number(process.env['KILL_AT'] ?? 0);
const countTo = process.env['COUNT_TO'];
let calls = 0;

const die = () => kill(process.pid, 'SIGKILL');
const isDue = () => ++calls === killAt;

const before = (owner, name, applies = () => true) => {
  const real = owner[name];
  owner[name] = (...args) => {
    if (applies(...args) && isDue()) die();
    return real.apply(owner, args);
  };
};

for (const name of ['rename', 'rm', 'mkdir', 'chmod', 'chown', 'copyFile', 'link', 'unlink', 'rmdir']) {
  before(fs.promises, name);
}
for (const name of ['rename', 'unlink', 'fsync', 'chmod']) before(fs, name);
// To write a file, or to make the names in a folder safe; what is only read is opened with numbers.
for (const owner of [fs, fs.promises]) before(owner, 'open', (_file, flags) => typeof flags === 'string');

const cutting = (owner, name, write) => {
  const real = owner[name];
  owner[name] = (to, data, ...rest) => {
    if (!isDue()) return real.call(owner, to, data, ...rest);
    try {
      write(to, data.slice(0, data.length >> 1), ...rest);
    } finally {
      // Also where nothing could be written, as over a file that an earlier kill has left.
      die();
    }
  };
};
const { appendFileSync, writeFileSync, writeSync } = fs;
cutting(fs.promises, 'writeFile', writeFileSync);
cutting(fs.promises, 'appendFile', appendFileSync);
cutting(fs, 'writeFileSync', writeFileSync);
cutting(fs, 'write', writeSync);

syncBuiltinESMExports();
process.on('exit', () => {
  if (countTo !== undefined) writeFileSync(countTo, String(calls));
});
