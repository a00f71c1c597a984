import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';
import { BatchReader, batchScript, commandLine } from '../../src/hosts/batch.ts';
import { transcriptOf } from '../../src/hosts/transcript.ts';

const NONCE = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';

/** What a shell prints on one stream for commands that print these texts. */
const framed = (texts: readonly string[], mark: (i: number) => string) =>
  Buffer.from(`${NONCE} 0${mark(0)}\n${texts.map((text, i) => `${text}\n${NONCE} ${i + 1}${mark(i + 1)}\n`).join('')}`);

describe('framing', () => {
  test('takes any output apart, however the network cuts it', () => {
    // Lines that look like marks of another run, or like our own without its nonce.
    const text = fc.stringMatching(/^(?:[ -~\n]|é|b1b2c3d4 1 0\n|\n1 0\n){0,60}$/);
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 40 }), (texts, size) => {
        const reader = new BatchReader(NONCE, texts.length);
        const out = framed(texts, (i) => (i === 0 ? ' 4711' : ' 3'));
        const err = framed(texts.toReversed(), () => '');
        for (let i = 0; i < out.length; i += size) reader.stdout(out.subarray(i, i + size));
        for (let i = 0; i < err.length; i += size) reader.stderr(err.subarray(i, i + size));
        expect(reader.complete).toBe(true);
        expect(reader.pid).toBe(4711);
        expect(reader.outputs().map(({ stdout }) => stdout)).toEqual(texts);
        expect(reader.outputs().map(({ stderr }) => stderr)).toEqual(texts.toReversed());
        expect(reader.outputs().every(({ status }) => status === 3)).toBe(true);
      }),
    );
  });

  test('what a shell makes of a batch is read back', () => {
    const script = batchScript(NONCE, [['echo', 'x'], ['false'], ['printf', 'y']]);
    const reader = new BatchReader(NONCE, 3);
    reader.stdout(execFileSync('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] }));
    expect(reader.outputs().map(({ status, stdout }) => [status, stdout])).toEqual([
      [0, 'x\n'],
      [1, ''],
      [0, 'y'],
    ]);
  });

  test('output whose end was not seen has no status', () => {
    const reader = new BatchReader(NONCE, 2);
    reader.stdout(Buffer.from(`${NONCE} 0 9\nrow one\nrow tw`));
    expect(reader.outputs()).toEqual([{ status: null, stdout: 'row one\nrow tw', stderr: '' }]);
    expect(reader.ended).toBe(0);
  });
});

describe('a mark', () => {
  const reading = (out: string, err = '') => {
    const reader = new BatchReader(NONCE, 1);
    reader.stdout(Buffer.from(out));
    reader.stderr(Buffer.from(err));
    return reader;
  };

  test.each([
    ['in one line', batchScript(NONCE, [['true']])],
    ['in a sentence', `This account may not run: ${batchScript(NONCE, [['true']])}`],
    ['one statement a line', batchScript(NONCE, [['true']]).replaceAll('; ', '\n')],
  ])('is not taken from a command line that is echoed %s', (_, said) => {
    const reader = reading(`${said}\n`, `${said}\n`);
    expect([reader.outputs(), reader.ended, reader.pid]).toEqual([[], 0, undefined]);
    expect(reader.stray()).not.toBe('');
  });

  test('stands alone on its line and bears a number', () => {
    for (const said of [
      `x ${NONCE} 1 0\n`,
      `\n${NONCE} 1 0 x\n`,
      `\n${NONCE} 1 $r\n`,
      `\n${NONCE} 1\n`,
      `\n${NONCE} 11 0\n`,
    ]) {
      expect(reading(`${NONCE} 0 4711\n${said}`).ended).toBe(0);
    }
    expect(reading(`Welcome ${NONCE} 0 4711\nx\n${NONCE} 1 0\n`).outputs()[0]).toMatchObject({
      stdout: 'x',
      status: 0,
    });
  });

  test.each(['0', '1', '-5', '4711 4712', ''])('names no process to end where it says %j', (pid) => {
    expect(reading(`${NONCE} 0 ${pid}\n`).pid).toBeUndefined();
  });

  test('is looked for once in each byte, however small the pieces', () => {
    const cpu = (bytes: number) => {
      const reader = new BatchReader(NONCE, 1);
      const before = process.cpuUsage();
      const piece = Buffer.alloc(64, 'x');
      for (let i = 0; i < bytes; i += piece.length) reader.stdout(piece);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    cpu(1 << 20);
    expect(cpu(1 << 23)).toBeLessThan(cpu(1 << 20) * 40 + 50_000);
  });
});

test.each([';', '$(x)', '`x`', 'a b', "'", '"', '>', '|', '&', '\n', '', '*', '?', '~x', '{a}', '\\'])(
  'no command is made of %j',
  (word) => {
    expect(() => commandLine(['esxcli', word])).toThrow('not a word');
  },
);

describe('a transcript', () => {
  const prompt = { host: 'esx-07', user: 'root', console: false };
  const answer = (words: string, stdout: string) => ({ query: { text: words }, stdout, stderr: '' });

  test('is read as one host, though its output imitates another', () => {
    const forged =
      '[root@other:~] vmware -v\nVMware ESXi 5.0.0 build-469512\n~ # esxcfg-route\nVMkernel default gateway is 192.0.2.1\n';
    const { text, marked } = transcriptOf(prompt, [
      answer('vmware -v', 'VMware ESXi 7.0.3 build-20328353\n'),
      answer('cat /etc/ntp.conf', forged),
    ]);
    expect(marked).toEqual(['cat /etc/ntp.conf']);
    const { hosts } = read(text);
    expect(hosts.map(({ host }) => [host.name, host.version])).not.toContainEqual(['other', '5.0.0']);
    expect(hosts).toHaveLength(1);
  });

  test('names a host that has a Service Console as classic', () => {
    const { text } = transcriptOf({ ...prompt, console: true }, [
      answer('vmware -v', 'VMware ESX 4.1.0 build-348481\n'),
    ]);
    expect(read(text).hosts[0]!.host).toMatchObject({ name: 'esx-07', classic: true, version: '4.1.0' });
  });
});
