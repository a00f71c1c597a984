import { Problem } from './problem.ts';
import { clean } from './terminal/clean.ts';
import { run, tell } from './terminal/run.ts';

process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  if (fault.code === 'EPIPE') process.exit(0); // `vmkbot … | head` closes early
  throw fault;
});

const words = process.argv.slice(2);
const streams = { out: process.stdout, err: process.stderr, env: process.env };

try {
  if (words.length === 1 && words[0] === 'shell') {
    const { shell } = await import('./terminal/shell.ts');
    process.exitCode = await shell(streams);
  } else if (words.length === 1 && words[0] === 'start') {
    const { serve } = await import('./main.ts');
    // Whatever a library still waits for: the bot has ended.
    process.exit(await serve(process.env, process.stdout));
  } else process.exitCode = await run(words, streams);
} catch (fault) {
  // Nothing was started: whatever is still open ends with the process.
  if (fault instanceof Problem) process.exit(tell(fault, false, streams));
  // Only a bug comes here: say so in one line, with the cause for a report.
  const cause = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
  process.stderr.write(`This is a fault in vmkbot, not in what you gave it: ${clean(cause)}\n`);
  if (process.env.VMKBOT_DEBUG !== undefined) console.error(fault);
  process.exitCode = 70;
}
