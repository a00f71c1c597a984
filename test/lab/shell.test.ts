import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from '../../src/lab/esxi/shell/parse.ts';
import { SyntaxFault } from '../../src/lab/esxi/shell/syntax.ts';
import { run, withMachine } from './support.ts';

/** Text, what it prints, its status. */
const CASES: readonly (readonly [string, string, number])[] = [
  ['echo a; echo b', 'a\nb\n', 0],
  ['false && echo no; true || echo no; echo $?', '0\n', 0],
  ['false || false; echo $?', '1\n', 0],
  ['! false && echo yes', 'yes\n', 0],
  [`echo "a  b" 'c  $d' e\\ f`, 'a  b c  $d e f\n', 0],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: shell, not JavaScript
  ['x="1 2"; echo $x "$x" ${#x} ${y:-none} ${x:+set}', '1 2 1 2 3 none set\n', 0],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: shell, not JavaScript
  ['x=/tmp/a.log; echo ${x##*/} ${x%.log}', 'a.log /tmp/a\n', 0],
  ['echo $(echo inner) `echo back` $((2 + 3 * 4))', 'inner back 14\n', 0],
  ['printf "%s-%d\\n" a 1 b 2', 'a-1\nb-2\n', 0],
  ['for i in a b; do echo $i; done | grep b', 'b\n', 0],
  ['i=0; while [ $i -lt 3 ]; do i=$((i+1)); done; echo $i', '3\n', 0],
  ['if [ -e /tmp/x ]; then echo y; elif test 1 = 1; then echo e; else echo n; fi', 'e\n', 0],
  ['case abc in x|a*) echo match;; *) echo other;; esac', 'match\n', 0],
  ['{ echo a; echo b; } > /tmp/g; cat /tmp/g', 'a\nb\n', 0],
  ['(x=1; echo $x); echo "[$x]"', '1\n[]\n', 0],
  ['cat <<END\nline $((1+1))\nEND\necho after', 'line $((1+1))\nafter\n', 0],
  ['echo one >/tmp/f; echo two >>/tmp/f; wc -l < /tmp/f; head -1 /tmp/f; tail -n 1 /tmp/f', '2\none\ntwo\n', 0],
  ['nothere 2>/dev/null; echo $?', '127\n', 0],
  ['ls /tmp/none 2>&1 | grep -c No', '1\n', 0],
  ['touch /tmp/v.1.a /tmp/v.1.b; rm -f /tmp/v.1.*; ls /tmp', '', 0],
  ['mkdir /tmp/d && mkdir /tmp/d 2>/dev/null || echo taken', 'taken\n', 0],
  ['rm -rf /tmp/d; mkdir /tmp/d; echo x > /tmp/d/f; rmdir /tmp/d 2>/dev/null || rm -r /tmp/d; ls /tmp', '', 0],
  ['command -v setsid esxcli >/dev/null && echo both; command -v atd || echo none', 'both\nnone\n', 0],
  ['exit 3; echo no', '', 3],
  ["sh -c 'echo $1' sh word; sh -c 'exit 4'; echo $?", 'word\n4\n', 0],
  ['set -- a; unset x; echo "a" # comment\necho b', 'a\nb\n', 0],
  ['echo a | cat | cat', 'a\n', 0],
  ['env | grep -c SSH_CONNECTION', '1\n', 0],
];

describe('shell', () => {
  test.each(CASES)('%s', async (text, stdout, status) => {
    await withMachine('7.0.3', async (machine) => {
      const said = await run(machine, text);
      expect({ stdout: said.stdout, status: said.status }).toEqual({ stdout, status });
    });
  });

  test('what cannot be read is said and runs nothing', async () => {
    await withMachine('7.0.3', async (machine) => {
      for (const text of ['echo "open', 'if true; then echo a', 'echo a; )', '| x', 'a && ', '$(', '${', 'for 1 in']) {
        const { stderr, stdout, status } = await run(machine, text);
        expect([text, stdout, status]).toEqual([text, '', 2]);
        expect(stderr).toContain('syntax error');
      }
    });
  });

  test('any text is read or refused', () => {
    const pieces = fc.constantFrom(
      ...['if', 'then', 'fi', 'for', 'in', 'do', 'done', 'case', 'esac', ';;', '{', '}', '(', ')', '$(', '`', "'", '"'],
      ...['<<E', '\n', ' ', ';', '&', '&&', '|', '>', '2>&1', '$x', '${', '$((', '))', '#', '\\', 'a', '!', '*', 'E'],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (words) => {
        try {
          parse(words.join(' ')) && parse(words.join(''));
        } catch (fault) {
          expect(fault).toBeInstanceOf(SyntaxFault);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('a timer in the background has the pid that $! tells, and can be killed', async () => {
    await withMachine('7.0.3', async (machine) => {
      const start = "setsid sh -c 'echo $$ > /tmp/pid; sleep 100; echo late > /tmp/late' </dev/null >/tmp/log 2>&1 &";
      const { stdout } = await run(machine, `${start} echo $!; sleep 0.02; cat /tmp/pid; kill -0 $! && echo alive`);
      const [first, second, alive] = stdout.trim().split('\n');
      expect([second, alive]).toEqual([first, 'alive']);
      expect((await run(machine, `kill ${first}; kill -0 ${first}`)).status).toBe(1);
      expect(machine.disk.all()).not.toContain('/tmp/late');
    });
  });
});
