import type { Command } from 'commander';
import { addConfigOptions, collect, isoDate, wholeNumber } from '../../project/command-options.ts';
import type { RegisterCommand } from '../register-command.ts';
import type { DeadFlags, EnqueueFlags, QueueFlags, RunFlags, WorkerStatusFlags } from './worker-action.ts';

const addQueueOptions = (command: Command): Command =>
  addConfigOptions(command.option('--queue <name>', 'name of the queue', 'listing-lint'));

export const registerWorker: RegisterCommand = (program, io, exit) => {
  const worker = program
    .command('worker')
    .description('Process shards and monitoring from a queue in the database of the registry');
  addQueueOptions(
    worker
      .command('run', { isDefault: true })
      .description('Process tasks; on SIGTERM it finishes its task or returns it to the queue')
      .option('--shards <folder>', 'the folder of the shards; each run gets a folder in it', 'shards')
      .option('--until-empty', 'end when no task is left; exit with 1 if tasks failed for good')
      .option('--grace <seconds>', 'how long the current task may go on after SIGTERM', wholeNumber(0), 20),
  ).action(async (flags: RunFlags) => {
    const { workerRun } = await import('./worker-action.ts');
    exit(await workerRun(flags, io));
  });
  addQueueOptions(
    worker
      .command('enqueue')
      .description('Queue tasks: the shards of a lint, or sources to search; the same task is never queued twice')
      .argument('[sources...]', 'sources as for `monitor`, one task each, below the folder that the workers run in')
      .option('--shards <count>', 'lint everything in this number of shards', wholeNumber(1))
      .option('--run <name>', 'name of the run (default: the day)')
      .option(
        '--as-of <date>',
        'the day that counts as today for all tasks (default: SOURCE_DATE_EPOCH, else today)',
        isoDate,
      )
      .option(
        '-f, --format <name>',
        'a report that the merge writes, so that shards make its thumbnails (repeatable)',
        collect,
      )
      .option('--draft-cases', 'for sources: draft case files of what is found'),
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
      .description('Count tasks that wait, run, are done or failed for good; exits with 1 if some failed')
      .option('--run <name>', 'only of this run'),
  ).action(async (flags: WorkerStatusFlags) => {
    const { workerStatus } = await import('./worker-action.ts');
    exit(await workerStatus(flags, io));
  });
  addQueueOptions(
    worker
      .command('dead')
      .description('List tasks that failed for good, and why; exits with 1 if there are any')
      .option('--retry', 'queue them again')
      .option('--drop', 'delete them'),
  ).action(async (flags: DeadFlags) => {
    const { workerDead } = await import('./worker-action.ts');
    exit(await workerDead(flags, io));
  });
  addQueueOptions(
    worker.command('migrate').description('Create or update the tables of the queue, as the owner of the database'),
  ).action(async (flags: QueueFlags) => {
    const { workerMigrate } = await import('./worker-action.ts');
    exit(await workerMigrate(flags, io));
  });
};
