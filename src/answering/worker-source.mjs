// The worker among the sources: Node 20 reads TypeScript only by a loader, and a worker takes none from its arguments.
import { register } from 'tsx/esm/api';

register();
const { default: work, redactText } = await import('./worker.ts');

export { redactText, work as default };
