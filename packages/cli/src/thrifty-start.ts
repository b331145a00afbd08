import { url as debuggerUrl } from 'node:inspector';

/** What holds all of ours in memory while it decodes one picture after the other beside them. */
const COMMANDS: ReadonlySet<string> = new Set(['match', 'monitor']);

/**
 * What glibc's malloc is told: to give back at once what is free at the end of its memory, and to have one of these for all threads. By itself it keeps as much as
 * the largest pictures took, in each thread that has decoded one. It reads this when a process starts, and at no other time.
 */
const MALLOC = { MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_ARENA_MAX: '1' } as const;

/** Who sets one of these has thought about it. */
const OF_USERS = ['MALLOC_ARENA_MAX', 'MALLOC_MMAP_THRESHOLD_', 'GLIBC_TUNABLES'] as const;

/** MB of each of V8's two rooms for what is new, 16 unless told: what is made for a suspect is gone with it. It is read when a process starts, too. */
const ROOM_FLAG = '--max-semi-space-size';
const ROOM = 4;

/** The process that has started this one so, and which settings it has added. */
const STARTER = 'LISTING_LINT_STARTER';

/** How a process starts that takes less memory. */
export interface ThriftyStart {
  readonly env: NodeJS.ProcessEnv;
  /** For Node, before those that this process was given. */
  readonly flags: readonly string[];
}

type World = Pick<NodeJS.Process, 'env' | 'platform'>;

/** How a process starts in which a command is better run than in this one; undefined where it has little in memory, the user has set it, or somebody is at work with a debugger. */
export const thriftyStart = (argv: readonly string[], { env, platform }: World = process): ThriftyStart | undefined => {
  if (!COMMANDS.has(argv[0] ?? '') || argv.includes('--help') || platform !== 'linux') return undefined;
  if (OF_USERS.some((name) => env[name] !== undefined) || debuggerUrl() !== undefined) return undefined;
  // What stands there would count for less than a flag.
  const flags = env.NODE_OPTIONS?.includes(ROOM_FLAG) === true ? [] : [`${ROOM_FLAG}=${ROOM}`];
  const added = Object.entries(MALLOC).filter(([name]) => env[name] === undefined);
  const starter = [process.pid, ...added.map(([name]) => name)].join(' ');
  return { env: { ...env, ...Object.fromEntries(added), [STARTER]: starter }, flags };
};

/** In a process that was started so: its environment is that of the user again, and it ends where the one that started it does. */
export const endWithStarter = (): void => {
  const [starter, ...added] = process.env[STARTER]?.split(' ') ?? [];
  if (starter !== String(process.ppid)) return;
  for (const name of [...added, STARTER]) delete process.env[name];
  // `ProcessGuard` takes it from everybody who asks later.
  const kill = process.kill.bind(process);
  process.once('disconnect', () => kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
};
