import { escapeControls, safeJson } from '@listing-lint/core';

/** A sentence on stderr, whatever names from outside it quotes. */
export const toldLine = (message: string): string => `listing-lint: ${escapeControls(message)}\n`;

/** Data as JSON that a terminal can show. */
export const jsonText = (value: unknown): string => safeJson(value);
