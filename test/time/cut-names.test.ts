import { expect, test } from 'vitest';
import { judgeTime, linkNamed } from '../../src/core/time/judge.ts';
import { answering, ntpConf, ntpq, printed, version } from '../support/time.ts';

const followed = (remote: string, ...servers: readonly string[]) =>
  linkNamed(judgeTime(printed(version('6.7.0'), ntpConf(...servers), ntpq(answering({ remote })))).links, 'selected')
    .text;

test('a name that ntpq cut is said whole where the configuration has it, and else marked as cut', () => {
  expect(followed('nope.lab.exampl', 'nope.lab.example')).toBe('The daemon follows nope.lab.example.');
  expect(followed('nope.lab.exampl', '10.0.0.1')).toBe('The daemon follows nope.lab.exampl….');
  expect(followed('nope.lab.exampl', 'nope.lab.example', 'nope.lab.example2')).toContain('nope.lab.exampl…');
  expect(followed('nope.lab.exampl', 'nope.lab.exampl')).toBe('The daemon follows nope.lab.exampl.');
  expect(followed('192.168.100.100', '10.0.0.1')).toBe('The daemon follows 192.168.100.100.');
});
