import type { HostState } from '../../esxi/host-state.ts';
import { isClassic, olderThan } from '../../esxi/version.ts';
import { shown } from '../../services/adapters.ts';
import { list } from '../../services/choice.ts';
import { type Asked, type Draft, sure, todo, what } from '../answer.ts';
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
  const urls = addresses.map(({ ipv4 }) => `\`https://${ipv4}/host\``);
  const locked = state.access?.lockdown;
  const late = state.host.version !== undefined && !olderThan(state, '8.0');
  const where = urls.length === 0 ? '`https://HOST/host` with the management address' : list(urls);
  return {
    premise: 'cannot-tell',
    answer: `${where} ${urls.length > 1 ? 'list' : 'lists'} the logs after a login with the host's own credentials${locked === true ? '; lockdown mode is on, so only its exception users get in' : locked === false ? '; lockdown mode is off' : ''}${late ? `. Whether ${state.host.version} still serves the page was not checked` : ''}.`,
    steps: [
      ...addresses.map((nic) =>
        what(
          `${nic.name} ${nic.tagged ? 'carries management' : 'is the first adapter'} with ${nic.ipv4}.`,
          'documented',
          nic.lines,
          ['NET80'],
        ),
      ),
      ...(locked === undefined
        ? []
        : [
            what(`Lockdown mode is ${locked ? 'on' : 'off'}.`, 'documented', shown(state.access!, 'lockdown'), [
              'LOCK65',
            ]),
          ]),
      sure(
        'It needs no SSH, but the management services have to run, and the network has to let HTTPS through to that address.',
        'inferred',
        [],
        ['S004'],
      ),
      ...(isClassic(state) === true
        ? [sure('The report is of ESXi; classic ESX was not checked.', 'inferred', [], ['S004'])]
        : []),
      ...(locked === true
        ? [
            todo(
              'Log in as one of the exception users, or read the logs at the console; switching lockdown off weakens the host.',
              'inferred',
              [],
              ['S004'],
            ),
          ]
        : []),
      todo(
        'Where that does not work, export a support bundle from the vSphere client: it holds the logs of before the last restart too.',
        'reported',
        [],
        ['S004'],
      ),
    ],
    missing: locked === undefined ? [LOCKDOWN] : [],
    findings: [],
  };
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
