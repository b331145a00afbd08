import {
  defineFix,
  type Fix,
  type FixContext,
  ListingLintError,
  type MendableCause,
  type Subject,
  sha256,
} from '@listing-lint/core/plugin';
import { EXTENSIONS_OF, extensionOf, sniff } from '@listing-lint/rules/image';
import { DEFAULT_MEGAPIXELS, settingsOf } from '@listing-lint/rules/settings';
import { channelsOf, roleOf } from '@listing-lint/rules/subject';
import { readLedger } from '@listing-lint/rules/watermark';
import { channelProfile, channelProfiles } from '../channel/profile/channel-profiles.ts';
import type { ChannelFigure } from '../channel/profile/channel-schema.ts';
import { WRITTEN } from '../export/copy-plan.ts';
import { makeCopy } from '../export/make-copy.ts';
import { type FigureAsSet, misfitsOf } from '../fit/misfits.ts';
import { figuresAsSet, type OwnSetting, ruleOfFigure } from '../fit/own-figures.ts';
import { lookAt } from '../fit/pictured.ts';
import { inventoryOf, MANIFEST } from '../metadata/write/inventory.ts';
import { ENCODED_ANEW, RE_ENCODING, REPLACED, replacedPath } from './replaced.ts';

const MANIFEST_LOSS = 'c2pa-manifest';
/** Figures that begin later hold, too. */
const LATEST = '9999-12-31';

/** What a picture can be made to keep; more pixels and another ground cannot be made. */
const MAKEABLE: ReadonlySet<ChannelFigure['asks']> = new Set([
  ...(['formats', 'animated', 'extensionMatches', 'ratio', 'colorModels'] as const),
  ...(['maxLongSide', 'maxMegapixels', 'maxBytes', 'maxBitDepth'] as const),
]);
const MAKEABLE_PATHS: ReadonlySet<string> = new Set([
  'format',
  'animated',
  'extensionMatches',
  'aspectRatio',
  'colorModel',
]);
const BOUNDED_PATHS: ReadonlySet<string> = new Set(['longSide', 'megapixels', 'bytes', 'bitDepth']);

const isMakeable = ({ fact, path = '', operator, unknown }: MendableCause): boolean =>
  unknown === undefined &&
  (fact === 'icc' ||
    (fact === 'image' && (MAKEABLE_PATHS.has(path) || (BOUNDED_PATHS.has(path) && operator === 'lessThanInclusive'))));

const SQUARE_RULE = 'main-image-square';
const COLOUR_RULE = 'image-colour';
const CHANNEL_RULES: readonly string[] = [
  ...new Set(
    channelProfiles().flatMap((profile) =>
      profile.figures.flatMap((figure) =>
        figure.judged !== false && MAKEABLE.has(figure.asks) ? (ruleOfFigure(profile, figure, LATEST) ?? []) : [],
      ),
    ),
  ),
].filter((id) => id !== SQUARE_RULE);

const OFF: OwnSetting = { severity: 'off', options: {} };

/** What one rule asks of a picture of the subject, as it is set for it. */
const figuresOfRule = (id: string, { subject, settingOf }: FixContext): readonly FigureAsSet[] => {
  const setting = settingOf(id) ?? OFF;
  if (setting.severity === 'off') return [];
  if (id === SQUARE_RULE) return roleOf(subject) === 'main' ? [squareAsSet(setting)] : [];
  return channelsOf(subject)
    .flatMap((channel) => channelProfile(channel) ?? [])
    .flatMap((profile) =>
      figuresAsSet(profile, roleOf(subject) ?? 'gallery', LATEST, (rule) => (rule === id ? setting : OFF)),
    );
};

const squareAsSet = ({ options: { minRatio = 0.99, maxRatio = 1.01 } }: OwnSetting): FigureAsSet => ({
  ...{ asks: 'ratio', value: { width: 1, height: 1 }, level: 'recommended', source: SQUARE_RULE },
  within: [Number(minRatio), Number(maxRatio)],
});

/** Formats that the name of a file allows: it stays. */
const formatsOfName = ({ path }: Subject): Extract<FigureAsSet, { asks: 'formats' }> => ({
  ...{ asks: 'formats', level: 'required', source: 'name' },
  value: WRITTEN.filter((format) => EXTENSIONS_OF[format]?.includes(extensionOf(path)) === true),
});

const refusal = (reason: string): ListingLintError => new ListingLintError('metadata-unwritable', reason);

const refuseWhatStays = async (bytes: Buffer, { permits, subject, root }: FixContext): Promise<boolean> => {
  if (!permits(RE_ENCODING)) {
    throw refusal(
      `it has to be encoded anew: with --permit-loss ${RE_ENCODING} that is done, and the file as it was is kept under ${REPLACED}`,
    );
  }
  if ((await readLedger(root)).get(subject.path) !== undefined)
    throw refusal(
      'it carries your mark at a place that the ledger of stamps names: `listing-lint export` writes a copy instead',
    );
  const hasManifest = inventoryOf(bytes, sniff(bytes, extensionOf(subject.path))).some(({ name }) => name === MANIFEST);
  if (hasManifest && !permits(MANIFEST_LOSS))
    throw refusal(
      `it has a C2PA manifest, whose signature would no longer hold: with --permit-loss ${MANIFEST_LOSS} that is taken out too`,
    );
  return hasManifest;
};

const apply: Fix['apply'] = async (given, context) => {
  const { subject, ruleIds } = context;
  const bytes = Buffer.from(given);
  const hasManifest = await refuseWhatStays(bytes, context);
  const megapixels = settingsOf(context).limits?.megapixels ?? DEFAULT_MEGAPIXELS;
  const looked = await lookAt(bytes, subject.path, megapixels);
  if ('problem' in looked) throw refusal(`it cannot be read: ${looked.problem}`);
  const asked = ruleIds.flatMap((id) => figuresOfRule(id, context));
  // What it keeps today it keeps afterwards; what it does not keep, and nobody asks to be mended, is left.
  const others = [...CHANNEL_RULES, SQUARE_RULE]
    .filter((id) => !ruleIds.includes(id))
    .flatMap((id) => figuresOfRule(id, context))
    .filter((figure) => misfitsOf([figure], looked.pictured).length === 0);
  const figures = [...asked, ...others, formatsOfName(subject)].map(
    (figure): FigureAsSet => ({ ...figure, level: 'required' }),
  );
  const made = await makeCopy(bytes, subject.path, { figures, megapixels, brand: undefined, keeps: 'rights' }).catch(
    (error: unknown) => {
      throw refusal(error instanceof Error ? error.message : String(error));
    },
  );
  if ('refusals' in made) {
    const where = channelsOf(subject)
      .map((channel) => `\`listing-lint export ${channel}\``)
      .join(', ');
    throw refusal(`${made.refusals.join('; ')}${where === '' ? '' : `; ${where} writes a copy beside it`}`);
  }
  const { copy } = made;
  return {
    bytes: copy.bytes,
    changed: [ENCODED_ANEW, ...copy.changes],
    lost: [
      `the file as it was, kept as ${replacedPath(subject.path, sha256(bytes))}`,
      'its metadata but rights and what says that a model made it',
      ...(hasManifest ? ['the C2PA manifest'] : []),
    ],
  };
};

/** What is mended by encoding a picture anew, where the user permits it: colours to sRGB, sizes, ratio by padding, format, bytes; never enlarged. */
export const channelFixes: readonly Fix[] = [
  defineFix({
    id: 'fit-channels',
    scope: 'image',
    rules: [...CHANNEL_RULES, SQUARE_RULE, COLOUR_RULE],
    title: `encodes the picture anew, where --permit-loss ${RE_ENCODING} allows it`,
    losses: [RE_ENCODING, MANIFEST_LOSS],
    accepts: (subject) => formatsOfName(subject).value.length > 0,
    mends: (causes) => causes.length > 0 && causes.every(isMakeable),
    apply,
  }),
];
