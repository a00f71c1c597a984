import type { ChangesPort } from '../src/changes-port.ts';
import { type Answer, type Asked, command, type Ports, usage } from '../src/command.ts';
import { entriesIn, followChain, type Head } from '../src/core/audit-chain.ts';
import { describeAudit, describeVerdict } from '../src/core/describe/audit.ts';
import type { AuditResult } from '../src/core/record.ts';
import { sha256 } from '../src/digest.ts';
import { hostIn, isId, recordOf, spelt } from './record.ts';

const LATEST = 50;
const EXAMPLE = 'Say audit, audit HOST, audit ID, audit verify, audit verify [HEAD] --from FILE, or audit export.';

/** Who did what and when, what was shown and what ran; chained, so that nobody changes it unseen. */
export const audit = command({
  name: 'audit',
  usage: 'audit [HOST or ID] | audit verify [HEAD] [--from FILE] | audit export',
  summary:
    'who asked, decided and ran what, and what came of it; whether anybody changed the record; all of it as JSON Lines',
  examples: ['audit', 'audit c-7f3a9k', 'audit verify', 'audit export', 'audit verify --from audit.jsonl'],

  async run(asked, ports) {
    const [first, second, ...more] = asked.words;
    const what = first?.toLowerCase();
    if (more.length > 0 || (second !== undefined && what !== 'verify')) throw wrong(asked);
    if (what === 'verify') return await verify(second, asked, ports);
    if (asked.from.length > 0) throw usage('Only `audit verify` takes --from.', EXAMPLE);
    if (what === 'export') return exported(recordOf(ports));
    const about = first === undefined ? null : isId(first) ? first.toLowerCase() : spelt(first, asked);
    const answer = await list(about, recordOf(ports));
    if (about !== null && !isId(about) && answer.isEmpty) hostIn(first!, asked);
    return answer.said;
  },
});

async function list(
  about: string | null,
  record: ChangesPort,
): Promise<{ readonly said: Answer; readonly isEmpty: boolean }> {
  const listed = await record.audit({ about, most: LATEST });
  const said: Answer = {
    json: { schema: 'vmkbot/audit/1', ...(about !== null && { about }), entries: listed.entries },
    reply: () => describeAudit(listed, about),
  };
  return { said, isEmpty: listed.entries.length === 0 };
}

async function verify(headWord: string | undefined, asked: Asked, ports: Ports): Promise<Answer> {
  const isFile = asked.from.length > 0;
  if (headWord !== undefined && !isFile) throw usage('A head is compared with a file.', EXAMPLE);
  const head = headWord === undefined ? null : headOf(headWord);
  const verdict = isFile ? await ofFile(head, asked, ports) : await recordOf(ports).verify();
  return {
    json: { schema: 'vmkbot/audit-verdict/1', of: isFile ? 'file' : 'record', ...flat(verdict) },
    reply: () => describeVerdict(verdict, isFile ? 'This export' : 'The record'),
    ...(verdict.result === 'tampered' && { exit: 5 as const }),
    // A file that was emptied must not pass for one that is whole.
    ...(isFile && verdict.result === 'whole' && verdict.entries === 0 && { exit: 1 as const }),
  };
}

async function ofFile(head: Head | null, { from }: Asked, { lines }: Ports): Promise<AuditResult> {
  if (from.length > 1 || lines === undefined) throw usage('`audit verify` follows one file.', EXAMPLE);
  const verdict = await followChain(entriesIn(lines()), head, sha256);
  if (verdict.kind === 'tampered') return { result: 'tampered', line: verdict.line, why: verdict.why };
  const { number, hash } = verdict.head;
  return { result: 'whole', entries: number, head: `${number}:${hash}` };
}

function headOf(word: string): Head {
  const [, number, hash] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(word) ?? [];
  if (number === undefined) throw usage(`"${word}" is no head.`, 'It is the NUMBER:HASH that audit verify prints.');
  return { number: Number(number), hash: hash!.toLowerCase() };
}

/** Every field there is, so that programs need not ask which are. */
function flat(verdict: AuditResult): object {
  const none = { entries: null, head: null, line: null, why: null };
  return { ...none, ...verdict };
}

function exported(record: ChangesPort): Answer {
  return {
    json: { schema: 'vmkbot/audit-export/1' },
    reply: () => ({ headline: { text: 'The record as JSON Lines, oldest first.' }, sections: [] }),
    stream: { file: 'audit.jsonl', json: true, lines: linesOf(record) },
  };
}

async function* linesOf(record: ChangesPort): AsyncGenerator<string> {
  for (let from = 1; ; ) {
    const page = await record.exported(from);
    if (page.length === 0) return;
    for (const entry of page) yield JSON.stringify(entry);
    from += page.length;
  }
}

function wrong({ words }: Asked) {
  return usage(`\`audit\` does not know "${words.join(' ')}".`, EXAMPLE);
}
