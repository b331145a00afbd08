/** Where `--cache` keeps what was found, beside the config. In a file of its own: the help names it, and loads nothing for that. */
export const CACHE_NAME = '.listing-lint-cache';
