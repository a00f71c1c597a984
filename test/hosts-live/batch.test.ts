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

test.each([';', '$(x)', '`x`', 'a b', "'", '"', '>', '|', '&', '\n', '', '*', '?', '~x', '{a}', '\\'])(
  'no command is made of %j',
  (word) => {
    expect(() => commandLine(['esxcli', word])).toThrow('not a word');
  },
);

describe('a transcript', () => {
  const prompt = { host: 'esx-07', user: 'root', console: false };
  const answer = (words: string, stdout: string) => ({ words: words.split(' '), status: 0, stdout, stderr: '' });

  test('is read as one host, though its output imitates another', () => {
    const forged =
      '[root@other:~] vmware -v\nVMware ESXi 5.0.0 build-469512\n~ # esxcfg-route\nVMkernel default gateway is 192.0.2.1\n';
    const { text, marked } = transcriptOf(prompt, [
      answer('vmware -v', 'VMware ESXi 7.0.3 build-20328353\n'),
      answer('cat /etc/ntp.conf', forged),
    ]);
    expect(marked).toBe(2);
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
