import manifest from '../package.json' with { type: 'json' };

/** The product's own version. */
export const VERSION: string = manifest.version;
