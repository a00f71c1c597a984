export { readDepot } from './read-depot.ts';
