/**
 * Damages after which a run is still greener, or does not say so, by name, with what is wanting. The campaign fails once one of them
 * holds: then it goes from here.
 */
export const OPEN: Readonly<Record<string, string>> = {};
