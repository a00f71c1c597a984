import type { Asker, Doubt, Reboot } from './reboot.ts';

/** What happened, as one sentence. */
export function told(reboot: Told): string {
  const back = reboot.booted === null ? 'it has not come back in these logs' : `it was up again at ${reboot.booted}`;
  const by = reboot.by.length > 0 ? ` ${reboot.by.map(asked).join(' ')}` : '';
  switch (reboot.cause) {
    case 'reboot':
      if (reboot.doubt === 'request-alone')
        return `The host was asked at ${reboot.asked} to stop or restart; whether it did, and this is the restart that is meant, only vmksummary.log says.${by}`;
      if (reboot.asked === null)
        return `The host restarted (${back}) and vmksummary.log has no line of a stop, but somebody had asked for one.${by}`;
      return `Somebody asked for this restart at ${reboot.asked}; ${back}.${by}`;
    case 'halt':
      return `Somebody shut the host down at ${reboot.asked}; ${back}.${by}`;
    case 'crash':
      return `The kernel crashed${between(reboot)}: a core dump was found when the host started; ${back}.`;
    case 'power-button':
      return `The power button was pressed at ${reboot.asked}, or the management board sent that; ${back}.`;
    case 'power-lost':
      return `The host lost power or was reset${between(reboot)}: no line tells of a stop; ${back}.`;
    case 'crash-and-asked':
      return `A restart was asked for at ${reboot.asked} and a core dump was found as well; ${back}.${by}`;
    case 'unknown':
      return `The host started at ${reboot.booted}, and nothing in these lines shows how it had stopped.${by}`;
  }
}

/** What the words are made of. */
export type Told = Pick<Reboot, 'cause' | 'doubt' | 'asked' | 'lastSeen' | 'booted' | 'gapSeconds'> & {
  readonly by: readonly Omit<Asker, 'evidence'>[];
};

/** Why it is taken for that, and how sure that is. */
export function reasoned(reboot: Told): string {
  return `${because(reboot)}${reboot.doubt === null ? '' : ` ${DOUBTS[reboot.doubt]}`}`;
}

const DOUBTS: Readonly<Record<Doubt, string>> = {
  older:
    'KB 317245 tells of such lines on newer versions than this host is known to run, so that they mean the same here is inferred.',
  'request-alone': 'The lines tell of a request and of nothing that followed.',
  recalled: 'No document that I know holds this wording of the line, so what it means is inferred.',
};

function because({ cause, doubt, gapSeconds, lastSeen, asked: at, by }: Told): string {
  const named = by.length > 0 ? ` ${SURE_OF[by[0]!.way]}` : '';
  if (doubt === 'request-alone') return named.trim();
  switch (cause) {
    case 'reboot':
      if (at === null)
        return `A forced restart may leave no line in vmksummary.log, so this is inferred from the request.${named}`;
      return `vmksummary.log says so before the host stopped, which only a wanted restart leaves.${named}`;
    case 'halt':
      return `vmksummary.log says so before the host stopped, which only a wanted shutdown leaves.${named}`;
    case 'crash':
      return 'A core dump in vmksummary.log behind the heartbeats is what a crash of the kernel leaves; the dump holds why.';
    case 'power-button':
      return 'vmkernel.log has the line of the button. iLO, iDRAC and others send the same signal, so it names no person; their own log does.';
    case 'power-lost':
      return `A wanted stop and a crash both leave a line before the boot, and there is none.${hourly(lastSeen, gapSeconds)}`;
    case 'crash-and-asked':
      return 'Whether it crashed on its way down, or the dump is of an earlier crash, does not stand in these lines.';
    case 'unknown':
      return 'The lines begin with the boot, or show boots alone: what was written before it is missing.';
  }
}

/** What to do next. */
export function advised({ cause, doubt, by }: Told): string {
  if (doubt === 'request-alone')
    return 'Paste vmksummary.log of the hours around it: it tells whether the host stopped then.';
  switch (cause) {
    case 'reboot':
    case 'halt':
      if (by.length > 0) return 'Ask whom the lines name; nothing is wrong with the host by this.';
      return 'Who asked stands in hostd.log, shell.log and auth.log of the minutes before: paste those lines, or the support bundle.';
    case 'crash':
    case 'crash-and-asked':
      return 'Keep the core dump and the support bundle for the vendor before anything else is done, and look at the hardware log of the server.';
    case 'power-button':
      return 'Look in the log of the management board (iLO, iDRAC) for who pressed it at that time.';
    case 'power-lost':
      return 'Look at the hardware log of the server, its power supplies and its circuit; ESXi itself knows no more.';
    case 'unknown':
      return 'Paste vmksummary.log from before the boot: older lines stand in vmksummary.0.gz and on, and in the support bundle.';
  }
}

const WAYS: Readonly<Record<Asker['way'], (asker: Omit<Asker, 'evidence'>) => string>> = {
  console: () => 'The lines name the console of the host (DCUI).',
  shell: ({ user, typed, from }) =>
    `${user} typed \`${typed}\` in the shell${from === null ? '' : `, logged in last from ${from}`}.`,
  vcenter: ({ user }) => {
    const person = /^vpxuser:(.+)$/.exec(user ?? '')?.[1];
    if (person !== undefined) return `The lines name ${person}, by vCenter (vpxuser).`;
    return 'The lines name vpxuser, which is vCenter: its events name the person.';
  },
  api: ({ user }) => `The lines name ${user}.`,
};

const asked = (asker: Omit<Asker, 'evidence'>) => WAYS[asker.way](asker);

const SURE_OF: Readonly<Record<Asker['way'], string>> = {
  console:
    'That the console was used is reported to stand so in such lines; whoever stood there, or used the board’s remote console, is not named.',
  shell: 'The shell logs what was typed; more than one person may know that user.',
  vcenter: 'That this user is who asked is inferred from the time.',
  api: 'That this user is who asked is inferred from the time.',
};

function between({ lastSeen, booted }: Told): string {
  if (lastSeen === null) return '';
  return booted === null ? ` after ${lastSeen}` : ` between ${lastSeen} and ${booted}`;
}

/** The heartbeat is hourly, so the time of a stop is known to within that. */
function hourly(lastSeen: string | null, gapSeconds: number | null): string {
  if (lastSeen === null || gapSeconds === null) return '';
  const long =
    gapSeconds > 2 * 3600 ? ' It is longer than an hour, so the host was off for a time, or lines are missing.' : '';
  return ` The heartbeat is hourly, so the time is known to within ${span(gapSeconds)}.${long}`;
}

function span(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 120) return `${minutes} minute${minutes === 1 ? '' : 's'}`;
  const hours = Math.round(minutes / 60);
  return hours < 72 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
