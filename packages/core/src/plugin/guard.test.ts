import { describe, expect, it } from 'vitest';
import { ListingLintError } from '../model/error.ts';
import type { Call } from './call.ts';
import { Guard } from './guard.ts';

const call = (what: string, more: Partial<Call> = {}): Call => ({
  who: 'the plugin "acme"',
  what,
  module: '/acme/plugin.mjs',
  ...more,
});
const never = (): Promise<never> => new Promise(() => undefined);

/** An error whose innermost place is a line of a file. */
const errorAt = (place: string): Error => Object.assign(new Error('late'), { stack: `Error\n    at file://${place}` });

describe('a function under guard', () => {
  it('gives what it gives, and fails with the name of its owner', async () => {
    const guard = new Guard({ timeoutMs: 5000 });
    expect(await guard.run(call('f'), () => 3)).toBe(3);
    expect(guard.runSync(call('f'), () => 4)).toBe(4);
    const fails = (): never => {
      throw new TypeError('no');
    };
    await expect(guard.run(call('f'), fails)).rejects.toMatchObject({ code: 'plugin-failed' });
    await expect(guard.run(call('f'), fails)).rejects.toThrow('the plugin "acme" failed: its f threw: TypeError: no');
    expect(() => guard.runSync(call('f'), fails)).toThrow('the plugin "acme" failed: its f threw: TypeError: no');
    expect(guard.faults).toEqual([]);
  });

  it('may refuse a value by a known error', async () => {
    const refuses = (): never => {
      throw new ListingLintError('content-unreadable', 'no picture');
    };
    await expect(new Guard().run(call('f', { mayRefuse: true }), refuses)).rejects.toMatchObject({
      code: 'content-unreadable',
      message: 'no picture',
    });
  });

  it('is not waited for longer than its time', async () => {
    const guard = new Guard({ timeoutMs: 30 });
    await expect(guard.run(call('f'), never)).rejects.toMatchObject({
      code: 'plugin-timeout',
      message: 'the plugin "acme" failed: its f has not answered within 0.03 s',
    });
    expect(await guard.run(call('f'), () => 'again')).toBe('again');
  });

  it('is not asked a fourth time where it has not answered three times, whatever it was asked of', async () => {
    const guard = new Guard({ timeoutMs: 20 });
    for (const on of ['a.jpg', 'b.jpg', 'c.jpg']) {
      await expect(guard.run(call('f', { on }), never)).rejects.toThrow('has not answered within');
    }
    const asked: string[] = [];
    await expect(guard.run(call('f', { on: 'd.jpg' }), () => asked.push('d'))).rejects.toThrow(
      'is not asked any more: it has not answered for a.jpg',
    );
    expect(() => guard.runSync(call('f'), () => asked.push('sync'))).toThrow('is not asked any more');
    expect(asked).toEqual([]);
    expect(await guard.run(call('g'), () => 1)).toBe(1);
    expect(await guard.run(call('f', { who: 'the plugin "other"' }), () => 1)).toBe(1);
  });

  it('says so without a subject where it had none', async () => {
    const guard = new Guard({ timeoutMs: 10 });
    for (let i = 0; i < 3; i++) await expect(guard.run(call('f'), never)).rejects.toThrow();
    await expect(guard.run(call('f'), never)).rejects.toThrow('it has not answered before');
  });
});

describe('whose doing an error is that came up outside', () => {
  it('nobody’s where no code of others has run', () => {
    const guard = new Guard();
    expect(guard.accuse(errorAt('/acme/plugin.mjs:1:1'))).toBeUndefined();
    expect(guard.owners).toBeUndefined();
  });

  it('is known by the place of its code', () => {
    const guard = new Guard();
    guard.runSync(call('f'), () => 1);
    expect(guard.owners).toBe('the plugin "acme"');
    expect(guard.accuse(errorAt('/acme/plugin.mjs:4:2'))).toEqual({
      who: 'the plugin "acme"',
      reason: 'late',
      place: '/acme/plugin.mjs:4:2',
    });
    expect(guard.accuse(errorAt('/ours/main.mjs:4:2'))).toBeUndefined();
  });

  it('is that of the function the thread is in, whatever the place says', () => {
    const guard = new Guard();
    const accused = guard.runSync(call('f', { on: 'a.jpg' }), () => guard.accuse(errorAt('/ours/main.mjs:4:2')));
    expect(accused).toEqual({ who: 'the plugin "acme" (its f)', reason: 'late' });
  });
});

describe('faults beside verdicts', () => {
  it('are taken once by who tells them, and once by who reports them', () => {
    const guard = new Guard();
    guard.addFault({ message: 'a', hasFinding: true });
    guard.addFault({ message: 'b' });
    expect(guard.takeFaults()).toHaveLength(2);
    guard.addFault({ message: 'c' });
    guard.addFault({ message: 'a' });
    expect(guard.takeFaults()).toEqual([{ message: 'c' }]);
    expect(guard.takeNotices()).toEqual([{ message: 'b' }, { message: 'c' }]);
    expect(guard.takeNotices()).toEqual([]);
    expect(guard.faults).toHaveLength(3);
  });
});
