import { join } from 'node:path';

/** What tests start in a process or a thread of its own, and where its source lies. */
export const SOURCES = {
  'answering-worker': 'src/answering/worker.ts',
  'bundle-reader': 'test/bundle/read-in-child.ts',
  'changes-bot': 'test/changes/child.ts',
  'codes-judge': 'test/otp/child.ts',
  'record-holder': 'test/record/holder.ts',
  'store-writer': 'test/store/writer.ts',
  'whole-bot': 'test/chaos/child.ts',
} as const;

/** The path of one of them, as `build-programs.ts` left it for this run. */
export function program(name: keyof typeof SOURCES): string {
  return join(process.env.VMKBOT_PROGRAMS!, `${name}.js`);
}
