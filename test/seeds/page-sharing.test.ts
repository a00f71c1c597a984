import { describe, expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';
import { understand } from '../../src/core/questions/understand.ts';
import { why } from '../../src/core/why/why.ts';

const QUESTION = 'why is transparent page sharing between my machines not saving memory';

function ask(output: string, words = QUESTION) {
  const understood = understand(words);
  if (!('question' in understood)) throw new Error(`not understood: ${words}`);
  return why(read(output).hosts[0]!, understood.question);
}

const said = ({ answer, steps }: ReturnType<typeof ask>) => [answer, ...steps.map(({ text }) => text)].join('\n');

const option = (value: number) => `[root@esx-31:~] esxcli system settings advanced list -o /Mem/ShareForceSalting
   Path: /Mem/ShareForceSalting
   Type: integer
   Int Value: ${value}
   Default Int Value: 2
   Min Value: 0
   Max Value: 2
[root@esx-31:~]
`;
const salts = `[root@esx-31:~] grep -i pshare.salt /vmfs/volumes/*/*/*.vmx
/vmfs/volumes/ds1/mail-01/mail-01.vmx:sched.mem.pshare.salt = "mail"
/vmfs/volumes/ds1/mail-02/mail-02.vmx:sched.mem.pshare.salt = "mail"
/vmfs/volumes/ds1/bank-db/bank-db.vmx:sched.mem.pshare.salt = "bank"
[root@esx-31:~]
`;

describe('page sharing between machines is off by default', () => {
  test('2 without salts: only within a machine, and how to share among some', () => {
    const answer = ask(option(2));
    expect(answer).toMatchObject({ premise: 'holds', findings: [] });
    expect(answer.answer).toContain('machines share pages only within themselves');
    expect(said(answer)).toContain('give those that may share one `sched.mem.pshare.salt`');
    expect(said(answer)).toContain('sharing between machines is held to be a security risk');
    const large = answer.steps.find(({ text }) => text.includes('share little until memory is short'));
    expect(large).toMatchObject({ certainty: 'inferred' });
    expect(answer.sources).toContain('S004');
  });

  test('2 with salts: those of one salt share, the others do not', () => {
    const answer = ask(option(2) + salts);
    expect(answer.answer).toContain('mail-01 and mail-02 share pages with each other.');
    expect(said(answer)).toContain('bank-db shares with no other machine that was read.');
  });

  test('1: those without a salt share as well', () => {
    const answer = ask(option(1) + salts);
    expect(answer.answer).toContain('machines without a salt share pages with each other');
    expect(answer.findings).toEqual(['page-sharing-salt']);
  });

  test('a twin: 0, the option as the older program prints it; the salts have no effect', () => {
    const answer = ask(`~ # esxcfg-advcfg -g /Mem/ShareForceSalting\nValue of ShareForceSalting is 0\n~ #\n${salts}`);
    expect(answer).toMatchObject({ premise: 'does-not-hold', findings: ['page-sharing-salt'] });
    expect(said(answer)).toContain('The salt of mail-01, mail-02 and bank-db has no effect.');
  });

  test.each([
    'is tps on',
    'is TPS off',
    'which vms share memory pages',
    'are my tenants separated',
    'how do I let VMs share pages',
  ])('%s takes nothing for granted', (words) => {
    for (const value of [0, 1, 2]) expect(ask(option(value), words).premise).toBe('holds');
  });

  test.each(['why is TPS off', 'transparent page sharing is off', 'why is no memory shared between VMs'])(
    '%s takes for granted that nothing is shared',
    (words) => {
      expect([0, 1, 2].map((value) => ask(option(value), words).premise)).toEqual([
        'does-not-hold',
        'does-not-hold',
        'holds',
      ]);
    },
  );

  test('salts alone: what they do depends on the option, which is asked for', () => {
    const answer = ask(salts);
    expect(answer.premise).toBe('cannot-tell');
    expect(answer.missing).toContain('esxcli system settings advanced list -o /Mem/ShareForceSalting');
  });
});
