import type { Fix, FixedFile, FixPolicy, Mending } from '../model/fix.ts';
import { WrongResult } from './call.ts';
import { frozen } from './frozen.ts';
import type { Owner } from './owner.ts';
import { checkedResult, results } from './results.ts';

/** A mended file may grow by what it is, and by so much. */
const MOST_GROWTH = 1_000_000;

/** A fix of somebody else's under guard: it has bytes of its own, and what it gives is a file and sentences. */
export const guardFix = (fix: Fix, id: string, owner: Owner): Fix => {
  const { scope, rules, title, losses, accepts, mends } = fix;
  const what = `fix "${id}"`;
  return {
    id: fix.id,
    scope,
    rules: [...rules],
    title,
    ...(losses && { losses: [...losses] }),
    ...(accepts && {
      accepts: owner.beside(`${what} (accepts)`, results.yesOrNo, false, (subject) =>
        accepts.call(fix, frozen(subject)),
      ),
    }),
    ...(mends && {
      mends: owner.beside(`${what} (mends)`, results.yesOrNo, false, (causes) => mends.call(fix, frozen(causes))),
    }),
    apply: (bytes, context) =>
      owner.measure(what, context.subject, async () =>
        checkedFile(
          await fix.apply(Uint8Array.from(bytes), { ...context, subject: frozen(context.subject) }),
          2 * bytes.length + MOST_GROWTH,
        ),
      ),
  };
};

/** `most`: bytes that the file may have. Throws `WrongResult`. */
const checkedFile = (given: unknown, most: number): FixedFile => {
  if (typeof given !== 'object' || given === null || !('bytes' in given) || !(given.bytes instanceof Uint8Array))
    throw new WrongResult('no file: `bytes` is to be a Uint8Array');
  const { bytes, ...told } = given;
  if (bytes.length === 0) throw new WrongResult('an empty file');
  if (bytes.length > most) throw new WrongResult(`a file of ${bytes.length.toLocaleString('en')} bytes`);
  return { ...checkedResult<Omit<FixedFile, 'bytes'>>(asTold(told), results.fixTold), bytes: Uint8Array.from(bytes) };
};

/** What `checkedResult` finds to be one, or refuses. */
const asTold = (told: object): Omit<FixedFile, 'bytes'> => ({ changed: [], ...told });

/** What somebody else's kind of subject says of its files; where it cannot be asked, they stay as they are. */
export const guardFixing = (policy: FixPolicy, scope: string, owner: Owner): FixPolicy => {
  const { stays, check, replace, recover } = policy;
  const what = `fixing of "${scope}"`;
  const own = ({ before, after, changed, permits }: Mending): Mending => ({
    before: Uint8Array.from(before),
    after: Uint8Array.from(after),
    changed: [...changed],
    ...(permits && { permits }),
  });
  return {
    ...(stays && {
      stays: owner.beside(`${what} (stays)`, results.complaint, 'whether it may be mended cannot be told', (subject) =>
        stays.call(policy, frozen(subject)),
      ),
    }),
    check: (mending, subject) =>
      owner.measure(`${what} (check)`, subject, async () =>
        checkedResult(await check.call(policy, own(mending), frozen(subject)), results.complaint),
      ),
    ...(replace && {
      replace: (mending, subject, context, put) =>
        owner.measure(`${what} (replace)`, subject, (deadline) =>
          replace.call(policy, own(mending), frozen(subject), context, () => deadline.during(put())),
        ),
    }),
    ...(recover && {
      recover: (context) => owner.run(`${what} (recover)`, () => recover.call(policy, context)),
    }),
  };
};
