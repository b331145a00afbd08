import type { Io } from './io.ts';

/** A line on a terminal's stderr that says how far the run is; nothing elsewhere. */
export const progressLine = (
  io: Io,
  done = 'checked',
): { readonly update: (done: number, total: number) => void; readonly clear: () => void } => {
  if (!io.stderrIsTerminal) return { update: () => undefined, clear: () => undefined };
  const started = Date.now();
  let shownAt = started;
  let isShown = false;
  return {
    update: (count, total) => {
      const now = Date.now();
      // Not for short runs, and not for every picture.
      if (now - started < 500 || now - shownAt < 100) return;
      shownAt = now;
      isShown = true;
      io.stderr(`\r\u001B[K${count}/${total} ${done}`);
    },
    clear: () => {
      if (isShown) io.stderr('\r\u001B[K');
      isShown = false;
    },
  };
};
