import type { Command } from 'commander';
import { addConfigOptions, collect, isoDate, wholeNumber } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { DeadFlags, EnqueueFlags, QueueFlags, RunFlags, WorkerStatusFlags } from './worker-action.ts';

const addQueueOptions = (command: Command): Command =>
  addConfigOptions(command.option('--queue <name>', 'which queue of the database', 'listing-lint'));

export const registerWorker: RegisterCommand = (program, io, exit) => {
  const worker = program
    .command('worker')
    .description(
      'Lint shards and look through sources, one task after the other, from a queue in the database of the registry',
    );
  addQueueOptions(
    worker
      .command('run', { isDefault: true })
      .description('Take tasks and do them; SIGTERM has it finish its task or give it back')
      .option('--shards <folder>', 'where shards are written, below it a folder for each run', 'shards')
      .option('--until-empty', 'end when nothing is left to be done; exit 1 where there are dead letters')
      .option('--grace <seconds>', 'how long the task at work may go on after SIGTERM', wholeNumber(0), 20),
  ).action(async (flags: RunFlags) => {
    const { workerRun } = await import('./worker-action.ts');
    exit(await workerRun(flags, io));
  });
  addQueueOptions(
    worker
      .command('enqueue')
      .description(
        'Put tasks in: the shards of a lint, or sources to look through; the same ones again are not put in twice',
      )
      .argument('[sources...]', 'what `monitor` takes, a task each; below the folder that workers run in')
      .option('--shards <count>', 'the shards of a lint of all, so many', wholeNumber(1))
      .option('--run <name>', 'what they are called together (default: the day)')
      .option('--as-of <date>', 'the day of all of them (default: SOURCE_DATE_EPOCH, else today)', isoDate)
      .option('-f, --format <name>', 'what the merge is to write, for thumbnails (repeatable)', collect)
      .option('--draft-cases', 'of sources: make case files of what is found'),
  ).action(async (sources: string[], flags: EnqueueFlags) => {
    const { workerEnqueue } = await import('./worker-action.ts');
    exit(await workerEnqueue(sources, flags, io));
  });
  registerLooks(worker, io, exit);
};

/** What says how it stands, and what the owner of the database does. */
const registerLooks: RegisterCommand = (worker, io, exit) => {
  addQueueOptions(
    worker
      .command('status')
      .description('Tell how many tasks wait, are at work, done and dead; exit 1 where there are dead letters')
      .option('--run <name>', 'of one run alone'),
  ).action(async (flags: WorkerStatusFlags) => {
    const { workerStatus } = await import('./worker-action.ts');
    exit(await workerStatus(flags, io));
  });
  addQueueOptions(
    worker
      .command('dead')
      .description('Tell which tasks failed too often, and why; exit 1 where there are some')
      .option('--retry', 'put them back among those that wait')
      .option('--drop', 'take them away'),
  ).action(async (flags: DeadFlags) => {
    const { workerDead } = await import('./worker-action.ts');
    exit(await workerDead(flags, io));
  });
  addQueueOptions(
    worker.command('migrate').description('Make the tables of the queue, or bring them up to date: once, as the owner'),
  ).action(async (flags: QueueFlags) => {
    const { workerMigrate } = await import('./worker-action.ts');
    exit(await workerMigrate(flags, io));
  });
};
