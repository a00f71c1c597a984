import { type Answer, type Asked, allowOptions, type Capture, type Ports } from '../src/command.ts';
import { Problem } from '../src/problem.ts';
import { VERBS } from './index.ts';
import { withNotes, withReading } from './with-reading.ts';

/** What is meant: `--help` asks for the verb's page, and an option that the verb does not take is refused. */
export async function meant(asked: Asked): Promise<Asked> {
  if (asked.verb === 'version') return asked;
  const wanted = asked.help && asked.verb !== 'help' ? { ...asked, verb: 'help', words: [asked.verb] } : asked;
  allowOptions(await VERBS[wanted.verb]!(), wanted);
  return wanted;
}

/** Runs the verb; where hosts were read live, the answer tells when. */
export async function runVerb(asked: Asked, ports: Ports): Promise<Answer> {
  if (asked.verb === 'version') return versionAnswer();
  const command = await VERBS[asked.verb]!();
  let read: readonly Capture[] = [];
  const captures: Ports['captures'] = async (needs) => {
    read = await ports.captures(needs);
    return read;
  };
  try {
    return withReading(await command.run(asked, { ...ports, captures }), read);
  } catch (fault) {
    throw fault instanceof Problem ? withNotes(fault, read) : fault;
  }
}

async function versionAnswer(): Promise<Answer> {
  const { VERSION } = await import('../src/version.ts');
  return { json: { version: VERSION }, reply: () => ({ headline: { text: `vmkbot ${VERSION}` }, sections: [] }) };
}
