import { describe, expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';
import { understand } from '../../src/core/questions/understand.ts';
import { why } from '../../src/core/why/why.ts';

function ask(text: string, output: string) {
  const understood = understand(text);
  if (!('question' in understood)) throw new Error(`not understood: ${text}`);
  const { hosts, unread } = read(output);
  expect(unread).toEqual([]);
  return why(hosts[0]!, understood.question);
}

const said = ({ answer, steps }: ReturnType<typeof ask>) => [answer, ...steps.map(({ text }) => text)].join('\n');

/** The first lines of the memory screen, and one machine. */
const screen = (version: string, free: number, state: string, balloon = 0) => `~ # vmware -v
VMware ESXi ${version} build-1234567
~ # esxtop
 8:02:11am up 9 days 1:10, 402 worlds, 1 VMs, 2 vCPUs; MEM overcommit avg: 0.10, 0.10, 0.10
PMEM  /MB: 65398   total: 2139     vmk,${63259 - free} other, ${free} free
VMKMEM/MB: 65073 managed:  1266 minfree,  7501 rsvd,  57572 ursvd,  ${state} state
MEMCTL/MB: ${balloon}    curr, ${balloon}  target,   40212 max

     GID NAME                    MEMSZ    GRANT    MCTL?   MCTLSZ  MCTLTGT    SWCUR
   48201 mail-01                8192.00  8120.00        Y  ${balloon}.00  ${balloon}.00     0.00
~ #
`;

describe('the memory states of a host', () => {
  test('soft on 5.5: it balloons, and the four states are the ones of that version', () => {
    const answer = ask('what do the memory states of my host mean', screen('5.5.0', 700, 'soft', 600));
    expect(answer.premise).toBe('holds');
    expect(answer.answer).toContain('memory state soft: 700 MB are free, 55 % of minFree (1266 MB)');
    expect(said(answer)).toContain('it inflates balloons in the machines');
    expect(answer.sources).toContain('S004');
    expect(answer.findings).toEqual(['memory-state']);
  });

  test('low: it swaps and blocks', () => {
    const answer = ask('why is the host low on memory', screen('5.5.0', 150, 'low', 900));
    expect(said(answer)).toContain('stops machines from taking more than their target');
  });

  test('clear on 7.0: a fifth state that the document does not list, and nothing is taken', () => {
    const answer = ask('what do the memory states of my host mean', screen('7.0.3', 1100, 'clear'));
    expect(answer.premise).toBe('does-not-hold');
    expect(answer.answer).toContain('memory state clear');
    expect(said(answer)).toMatch(/four states.*S004.*from 6\.0 on clear stands between/);
    expect(said(answer)).toContain('300 % or 400 %');
    expect(answer.findings).toEqual([]);
  });

  test('high at 186 %: what is printed counts, though sources would call it something else', () => {
    const answer = ask('what do the memory states of my host mean', screen('7.0.3', 2358, 'high'));
    expect(said(answer)).toContain('186 % lies below the 300 or 400 % of minFree');
  });

  test('a twin: it balloons as well, and the host has plenty', () => {
    const answer = ask('why do my machines balloon', screen('5.5.0', 40_000, 'high', 600));
    expect(answer.answer).toContain('although the host is in memory state high with 40000 MB free');
    expect(said(answer)).toContain('a limit on the machine or on its resource pool');
    expect(said(answer)).not.toContain('Move machines to another host');
  });

  test('a batch as a file: the sample with the least free memory counts', () => {
    const row = (...cells: (string | number)[]) => cells.map((cell) => `"${cell}"`).join(',');
    const memory = (name: string) => `\\\\esx-31\\Memory\\${name}`;
    const filler = Array.from({ length: 4000 }, (_, i) => `\\\\esx-31\\Physical Cpu(${i})\\% Util Time`);
    const batch = [
      row(
        '(PDH-CSV 4.0) (UTC)(0)',
        ...filler,
        memory('Machine MBytes'),
        memory('Free MBytes'),
        memory('Kernel MinFree MBytes'),
      ),
      row('11/21/2026 14:00:05', ...filler.map(() => 1), 65_398, 9000, 1266),
      row('11/21/2026 14:00:10', ...filler.map(() => 1), 65_398, 350, 1266),
    ].join('\n');
    const answer = ask('why is the host low on memory', batch);
    expect(answer.answer).toContain('memory state hard: 350 MB are free, 28 % of minFree');
    expect(said(answer)).toContain('Of 2 samples this is the one with the least free memory (11/21/2026 14:00:10)');
    expect(said(answer)).toContain('The state itself was not printed');
  });

  test('without evidence: what it would be, and the output that decides', () => {
    const answer = ask('why do my machines balloon', '~ # vmware -v\nVMware ESXi 6.7.0 build-14320388\n~ #\n');
    expect(answer.premise).toBe('cannot-tell');
    expect(answer.missing).toEqual(['esxtop']);
  });

  test('a state and numbers that exclude each other are told as that', () => {
    const answer = ask('why do my machines balloon', screen('5.5.0', 101_132, 'soft', 600));
    expect(answer).toMatchObject({ premise: 'cannot-tell' });
    expect(answer.answer).toMatch(
      /state soft with \d{4,} % of minFree free: by every source the two exclude each other/,
    );
    expect(said(answer)).not.toContain('it inflates balloons in the machines');
  });

  test('a batch of 7.0 prints a number: it was printed, and what it means is left open', () => {
    const counters = ['Free MBytes', 'Kernel MinFree MBytes', 'Kernel State'].map(
      (name) => `"\\\\esx\\Memory\\${name}"`,
    );
    const batch = `"(PDH-CSV 4.0) (UTC)(0)",${counters.join(',')}\n"05/02/2024 03:12:51","900","2612","2"\n`;
    const host = '[root@esx:~] vmware -v\nVMware ESXi 7.0.3 build-20328353\n[root@esx:~] esxtop -b -n 1\n';
    const answer = said(ask('why do my machines balloon', host + batch));
    expect(answer).toContain('prints the state as the number 2, and what it means is not known here');
    expect(answer).not.toContain('The state itself was not printed');
  });

  test('two machines of one name in a batch stay two', () => {
    const of = (id: number, counter: string) => `"\\\\esx\\Group Memory(${id}:web01)\\${counter}"`;
    const header = [
      of(11, 'Memory Size MBytes'),
      of(11, 'Memctl MBytes'),
      of(12, 'Memory Size MBytes'),
      of(12, 'Memctl MBytes'),
    ];
    const batch = `"(PDH-CSV 4.0) (UTC)(0)",${header.join(',')}\n"05/02/2024 03:12:51","4096","0","8192","512"\n`;
    const { hosts } = read(
      `[root@esx:~] vmware -v\nVMware ESXi 7.0.3 build-20328353\n[root@esx:~] esxtop -b -n 1\n${batch}`,
    );
    expect(hosts[0]!.memory?.machines).toMatchObject([
      { name: 'web01 (11)', sizeMb: 4096, balloonedMb: 0 },
      { name: 'web01 (12)', sizeMb: 8192, balloonedMb: 512 },
    ]);
  });
});
