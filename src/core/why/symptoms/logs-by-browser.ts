import type { HostState } from '../../esxi/host-state.ts';
import { isClassic, olderThan } from '../../esxi/version.ts';
import { shown } from '../../services/adapters.ts';
import { list } from '../../services/choice.ts';
import { type Asked, type Draft, sure, todo, type WhyStep, what } from '../answer.ts';
import { documented, inferred, reported, type Symptom } from './symptom.ts';

const LOCKDOWN = 'vim-cmd -U dcui vimsvc/auth/lockdown_is_enabled';

/** Reading logs without SSH. */
export const logsByBrowser: Symptom = {
  id: 'logs-by-browser',
  summary:
    "`https://HOST/host` lists the host's logs after a login with the host's credentials; it needs the management address and rights, no SSH.",
  known: [
    reported("The page lists the files of the host's configuration and its logs.", 'S004'),
    documented('In lockdown mode only the exception users get in.', 'LOCK65'),
    inferred('Whether 8 and 9 still serve the page was not checked.', 'S004'),
  ],
  todo: [reported('Without SSH a support bundle can also be exported from the vSphere client.', 'S004')],
  evidence: [],
  seen,
};

/** The address to type, and what of this host stands in the way. */
function seen({ state }: Asked): Draft | null {
  const addresses = managementOf(state);
  if (addresses.length === 0 && state.access === undefined) return null;
  return {
    premise: 'cannot-tell',
    answer: answerOf(state, addresses),
    steps: [
      ...addresses.map((nic) =>
        what(
          `${nic.name} ${nic.tagged ? 'carries management' : 'is the first adapter'} with ${nic.ipv4}.`,
          'documented',
          nic.lines,
          ['NET80'],
        ),
      ),
      ...conditions(state),
      ...ways(state),
    ],
    missing: state.access?.lockdown === undefined ? [LOCKDOWN] : [],
    findings: [],
  };
}

const LOCKED = '; lockdown mode is on, so only its exception users get in';

function answerOf(state: HostState, addresses: readonly { readonly ipv4: string }[]): string {
  const { access, host } = state;
  const urls = addresses.map(({ ipv4 }) => `\`https://${ipv4}/host\``);
  const where = urls.length === 0 ? '`https://HOST/host` with the management address' : list(urls);
  const locked = access?.lockdown;
  const lockdown = locked === true ? LOCKED : locked === false ? '; lockdown mode is off' : '';
  const late = host.version !== undefined && !olderThan(state, '8.0');
  const unchecked = late ? `. Whether ${host.version} still serves the page was not checked` : '';
  return `${where} ${urls.length > 1 ? 'list' : 'lists'} the logs after a login with the host's own credentials${lockdown}${unchecked}.`;
}

/** What has to hold for the page to be served. */
function conditions(state: HostState): readonly WhyStep[] {
  const locked = state.access?.lockdown;
  const needs =
    'It needs no SSH, but the management services have to run, and the network has to let HTTPS through to that address.';
  return [
    ...(locked === undefined
      ? []
      : [
          what(`Lockdown mode is ${locked ? 'on' : 'off'}.`, 'documented', shown(state.access!, 'lockdown'), [
            'LOCK65',
          ]),
        ]),
    sure(needs, 'inferred', [], ['S004']),
    ...(isClassic(state) === true
      ? [sure('The report is of ESXi; classic ESX was not checked.', 'inferred', [], ['S004'])]
      : []),
  ];
}

function ways({ access }: HostState): readonly WhyStep[] {
  const exempt =
    'Log in as one of the exception users, or read the logs at the console; switching lockdown off weakens the host.';
  const bundle =
    'Where that does not work, export a support bundle from the vSphere client: it holds the logs of before the last restart too.';
  return [
    ...(access?.lockdown === true ? [todo(exempt, 'inferred', [], ['S004'])] : []),
    todo(bundle, 'reported', [], ['S004']),
  ];
}

/** The adapters that are tagged for management, else the first one. */
function managementOf({ vmknics = [], serviceConsole }: HostState) {
  const console = (serviceConsole?.interfaces ?? []).flatMap(({ name, ipv4, evidence }) =>
    typeof ipv4 === 'string' ? [{ name, ipv4, tagged: true, lines: shown({ evidence }, 'ipv4') }] : [],
  );
  if (console.length > 0) return console;
  const tagged = vmknics.filter(({ services }) => services?.includes('management'));
  return (tagged.length > 0 ? tagged : vmknics.filter(({ name }) => name === 'vmk0')).flatMap((nic) =>
    typeof nic.ipv4 === 'string'
      ? [{ name: nic.name, ipv4: nic.ipv4, tagged: tagged.length > 0, lines: shown(nic, 'ipv4', 'services') }]
      : [],
  );
}
