export { LIMITS, type Limits } from './limits.ts';
export { type BundleText, readBundle } from './read-bundle.ts';
