// The floor of every run over a folder: each name below it, and each file's state. Hidden names and node_modules are left out.
//   node walk-and-stat.mjs FOLDER
import { lstatSync, readdirSync } from 'node:fs';

const waiting = [process.argv[2] ?? '.'];
let files = 0;
for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) waiting.push(path);
    else if (lstatSync(path).isFile()) files++;
  }
}
process.stderr.write(`${files} files\n`);
