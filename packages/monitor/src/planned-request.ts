/** A request that would be sent. */
export interface PlannedRequest {
  readonly service: string;
  readonly method: 'GET' | 'POST';
  /** With the name of the variable in place of the key. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the body. */
  readonly bytes: number;
  /** What the body holds, a line each. */
  readonly contents: readonly string[];
  /** The environment variable of the key, and whether it is set. */
  readonly key: { readonly env: string; readonly isSet: boolean } | null;
  readonly perMinute: number;
  readonly tries: number;
}
