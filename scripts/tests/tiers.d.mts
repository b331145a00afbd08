type Tier = 'quick' | 'rest' | 'full' | 'timing';
interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
export const vitestArguments: (tier: Tier, args: readonly string[]) => readonly string[];
export const countsOf: (
  report: {
    readonly testResults: readonly {
      readonly status: string;
      readonly assertionResults: readonly { readonly status: string; readonly tags: readonly string[] }[];
    }[];
  },
  tier: Tier,
) => Counts;
export const sumOf: (counts: readonly Counts[]) => Counts;
export const countLine: (counts: Counts) => string;
