// Some time after the start, when the program is there, runs a function so often that V8 optimises it unless it was told to wait.
const START_MS = 400;
const oftenRun = (n) => {
  let sum = 0;
  for (let i = 0; i < 100; i++) sum = (sum * 31 + i * n) % 65_521;
  return sum;
};
setTimeout(() => {
  for (let i = 0; i < 200; i++) oftenRun(i);
}, START_MS);
