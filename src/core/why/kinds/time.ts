import type { HostState } from '../../esxi/host-state.ts';
import { atLeast, isClassic } from '../../esxi/version.ts';
import { serviceNamed } from '../../services/index.ts';
import { type Asked, type Draft, placed, sure, todo } from '../answer.ts';

/** The state of time. Its tables are not judged yet, so the answer is which commands tell, and the way to the servers. */
export function time({ state, question }: Asked): Draft {
  const commands = commandsOf(state);
  const way = serviceNamed('ntp').choose(state, question.destination ?? undefined);
  return {
    premise: 'cannot-tell',
    answer: `Whether the clock is right is not known yet. ${commands.map((each) => `\`${each}\``).join(', ')} show it.`,
    steps: [
      sure(
        'That NTP is configured does not say that it is synchronised: in `ntpq -pn` the line with a star is the server in use, and reach is an octal number, 377 for eight good polls.',
        'reported',
        [],
        ['KB312204'],
      ),
      ...placed(way.steps),
      todo(`Run ${commands.join(', ')} and paste what they print.`, 'documented', [], ['KB312204']),
    ],
    prove: [...commands, ...way.prove],
    missing: commands,
    sources: ['KB312204'],
    about: way.vmknics,
  };
}

/** Which commands show time on this version: ESXi before 5.0 has no `ntpq`, and `system ntp` came with 7.0. */
function commandsOf(state: HostState): readonly string[] {
  const seven = atLeast(state, '7.0');
  if (atLeast(state, '5.0') === false || isClassic(state) === true) {
    return isClassic(state) === true ? ['ntpq -p', 'cat /etc/ntp.conf', 'date'] : ['cat /etc/ntp.conf', 'date'];
  }
  const configured = seven === false ? 'cat /etc/ntp.conf' : 'esxcli system ntp get';
  return [configured, 'ntpq -pn', 'esxcli system time get'];
}
