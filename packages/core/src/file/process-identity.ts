// biome-ignore lint/style/noRestrictedImports: of the system's own files, which say that they are empty
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { faultCode } from './file-fault.ts';

/** A process; the start tells it from a later one that was given the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process began, in the system's own count; null where that cannot be had. */
  readonly started: string | null;
  /** Host, boot and process namespace: only there do pid and start mean anything. */
  readonly machine: string;
}

let own: ProcessIdentity | undefined;
export const ownIdentity = (): ProcessIdentity => {
  own ??= { pid: process.pid, started: startOf(process.pid), machine: machineOf() };
  return own;
};

/** Whether a process is gone; undefined where it cannot be looked for: it is of another machine, or its id may be another's by now. */
export const hasEnded = ({ pid, started, machine }: ProcessIdentity): boolean | undefined => {
  if (machine !== ownIdentity().machine) return undefined;
  if (!isAlive(pid)) return true;
  const now = startOf(pid);
  return now === null || started === null ? undefined : now !== started;
};

/** Whether a process has this id: one of another user cannot be signalled, and is there. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return faultCode(error) === 'EPERM';
  }
};

/** When a process began, in ticks since the start of the machine (field 22 of proc(5)'s stat); null where there is no /proc. */
const startOf = (pid: number): string | null => {
  // The name of the program, in brackets, may hold spaces and brackets itself; the third field follows it.
  const fields = readOr(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ');
  return fields?.[22 - 3] ?? null;
};

const machineOf = (): string => {
  const boot = readOr('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  let namespace = '';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux: the host's name has to do.
  }
  return [hostname(), boot, namespace].join(' ').trim();
};

const readOr = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};
