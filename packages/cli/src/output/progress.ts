import type { Io } from './io.ts';
import { toldLine } from './told.ts';

/** How far a run is, for whoever waits for it. */
export interface Progress {
  /** A line on a terminal's stderr; nothing elsewhere. */
  readonly update: (done: number, total: number) => void;
  /** A line of its own on stderr, terminal or not; the same message once. */
  readonly say: (message: string) => void;
  readonly clear: () => void;
}

type ShownEvent =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'message'; readonly message: string };

/** Shows what a function of the Node API tells on its way. */
export const showEvents =
  ({ update, say }: Progress) =>
  (event: ShownEvent): void =>
    event.type === 'progress' ? update(event.done, event.total) : say(event.message);

/** How fast it goes, and how long it will take at that pace; nothing before that can be said. */
const paceOf = (count: number, total: number, ms: number): string => {
  if (ms < 2000 || count === 0) return '';
  const perSecond = (1000 * count) / ms;
  const left = Math.ceil((total - count) / perSecond);
  const time = left < 100 ? `${left} s` : `${Math.ceil(left / 60)} min`;
  return `, ${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)}/s, ${time} left`;
};

export const progressLine = (io: Io, done = 'checked'): Progress => {
  const said = new Set<string>();
  const started = Date.now();
  let shownAt = started;
  let isShown = false;
  const clear = (): void => {
    if (isShown) io.stderr('\r\u001B[K');
    isShown = false;
  };
  return {
    update: (count, total) => {
      const now = Date.now();
      // Not for short runs, and not for every picture.
      if (!io.stderrIsTerminal || now - started < 500 || now - shownAt < 100) return;
      shownAt = now;
      isShown = true;
      io.stderr(`\r\u001B[K${count}/${total} ${done}${paceOf(count, total, now - started)}`);
    },
    say: (message) => {
      if (said.has(message)) return;
      said.add(message);
      clear();
      io.stderr(toldLine(message));
    },
    clear,
  };
};
