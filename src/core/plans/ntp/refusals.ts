/** Why a change of time is not planned: nobody can approve these away. */
import type { HostState } from '../../esxi/host-state.ts';
import { isClassic, versionOf } from '../../esxi/version.ts';
import { judgeTime } from '../../time/judge.ts';
import { isKeptInStore, isOld, isServer, type TimeCannot, type TimeCommand, timeWords } from './command.ts';
import { guestWords, isBig, type Off, offText } from './guests.ts';
import type { TimeSteps } from './steps.ts';

export type TimeRefusalCode =
  | TimeCannot
  | 'no-undo'
  | 'line-not-edited'
  | 'already-present'
  | 'name-not-resolved'
  | 'guests-not-considered'
  | 'ptp-sets-clock';

export interface TimeRefusal {
  readonly code: TimeRefusalCode;
  readonly message: string;
}

/** What no step would mend: found before any is made. */
export function againstHost(state: HostState, servers: readonly string[]): readonly TimeRefusal[] {
  const version = versionOf(state);
  if (version === undefined) return [refusal(state, 'unknown-version')];
  if (isOld(version) && isClassic(state) !== true) return [refusal(state, 'no-such-command')];
  if ('cannot' in timeWords({ kind: 'ntp.daemon', verb: 'restart' }, version))
    return [refusal(state, 'unknown-version')];
  if (!servers.every(isServer)) return [refusal(state, 'not-a-value')];
  if (judgeTime(state).state !== 'other-source') return [];
  const message = 'I will not plan this: PTP sets the clock of this host, and NTP only stands in for it.';
  return [{ code: 'ptp-sets-clock', message }];
}

export function againstSteps(state: HostState, { commands, undo }: TimeSteps): readonly TimeRefusal[] {
  const version = versionOf(state);
  if (commands.length === 0) {
    const message = `I will not plan this: these servers are configured, NTP runs and starts with the host, and the firewall lets it through.${stillWrong(state)}`;
    return [{ code: 'already-present', message }];
  }
  const cannot = (command: TimeCommand) => {
    const worded = timeWords(command, version);
    return 'cannot' in worded ? [worded.cannot] : [];
  };
  const [no] = commands.flatMap(cannot);
  if (no !== undefined) return [refusal(state, no)];
  const kept = commands.some(({ kind }) => kind === 'ntp.file') ? notEdited(state) : undefined;
  if (kept !== undefined) {
    const message = `I will not plan this: my edit of /etc/ntp.conf would leave the line \`${kept}\`, which names a server as well. Write it as \`server NAME\`, or take it out, then ask again.`;
    return [{ code: 'line-not-edited', message }];
  }
  if (undo.every(({ command }) => cannot(command).length === 0)) return [];
  const message = `I will not plan this: how it is undone on ${state.host.version} is not established.`;
  return [{ code: 'no-undo', message }];
}

/** What servers do not mend is for a person's hands. */
function stillWrong(state: HostState): string {
  const { state: is } = judgeTime(state);
  if (is === 'synchronised') return '';
  return ' Where time is not right all the same, no plan of mine mends it: `vmkbot ntp` tells where it breaks and what to do.';
}

/** ntpd takes a keyword in any case, an option before the name, and peers; the edit knows `server NAME` and `pool NAME` alone. */
function notEdited({ ntp }: HostState): string | undefined {
  const texts = (ntp?.directives ?? []).map(({ evidence }) => evidence.text);
  return texts
    .find((each) => /^\s*(?:server|pool|peer)\s/i.test(each) && !/^\s*(?:server|pool)\s+[A-Za-z0-9]/.test(each))
    ?.trim();
}

/** A set with a name that the host cannot find fails, or leaves NTP off although it worked before. */
export function againstNames(state: HostState, unresolved: readonly string[]): readonly TimeRefusal[] {
  if (unresolved.length === 0) return [];
  const message = `I will not plan this: ${state.host.name ?? 'the host'} finds no address for ${unresolved.join(' and ')}. Name servers that it finds, or their addresses.`;
  return [{ code: 'name-not-resolved', message }];
}

/** The step is told before it is made, and somebody has to say that guests were thought of. */
export function againstStep(state: HostState, off: Off | null, considered: boolean): readonly TimeRefusal[] {
  if (off === null || !isBig(off) || considered) return [];
  const { why, todo } = guestWords(state, off);
  const ahead = off.ms < 0 ? 'ahead' : 'behind';
  const message = `I will not correct a clock that is ${offText(off)} ${ahead} before its guests are considered. ${why} ${todo} Then add \`guests-considered\`.`;
  return [{ code: 'guests-not-considered', message }];
}

function refusal(state: HostState, code: TimeCannot): TimeRefusal {
  const { host } = state;
  switch (code) {
    case 'unknown-version':
      return {
        code,
        message:
          host.version === undefined
            ? 'I will not plan this without the version of the host: commands differ, and `vmware -v` was not read.'
            : `I will not plan this: the commands of ${host.version} are not known to me.`,
      };
    case 'no-such-command':
      return {
        code,
        message: `I will not plan this: on ESXi ${host.version} time servers are set by the VI Client, and which command does it is not established.`,
      };
    case 'ignored-later':
      return {
        code,
        message: `I will not plan this: ${ignoredText(state)}`,
      };
    case 'not-a-value':
      return { code, message: 'I will not plan this: one of the servers is no address and no name.' };
  }
}

/** The ConfigStore is told of from 7.0 Update 3 on; of 7.0 before it only that a file that was edited is not the supported way. */
function ignoredText(state: HostState): string {
  const { version } = state.host;
  return isKeptInStore(versionOf(state)!)
    ? `${version} keeps NTP in its ConfigStore, and an edit of /etc/ntp.conf does not last.`
    : `on ${version} an edit of /etc/ntp.conf is not the supported way, and whether it lasts is not established.`;
}
