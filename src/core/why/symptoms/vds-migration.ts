import { attachmentOf } from '../../esxi/attachment.ts';
import type { HostState } from '../../esxi/host-state.ts';
import type { Finding } from '../../rules/rule.ts';
import { tellsOfRollback } from '../../rules/vds-migration-stalled.ts';
import { beginAnew, type VdsMove, wayOn } from '../../rules/vds-move.ts';
import { foundBy } from '../../rules/with-theirs.ts';
import { nicNamed, shown } from '../../services/adapters.ts';
import { type Asked, type Draft, todo, what } from '../answer.ts';
import { documented, inferred, reported, type Symptom } from './symptom.ts';

/** The move of vmk0 to a distributed switch fails or rolls back. */
export const vdsMigration: Symptom = {
  id: 'vds-migration',
  summary:
    'A management adapter that is back on its standard switch after a move is the mark of the automatic rollback: the move cut the host off from vCenter, so the host undid it.',
  known: [
    documented(
      'From 5.1 on a change that cuts the host off from vCenter is rolled back to the last good configuration.',
      'KB311145',
      'ROLL65',
    ),
    inferred(
      'A ping that is answered while SSH and agents are not does not say that the host is fine: from 5.1 on pings are answered by the adapter that received them, TCP follows the table.',
      'S002',
      'KB2042189',
    ),
    documented(
      'vmk0 carries the MAC address of vmnic0; with some network cards an LLDP agent uses that address too, so after a move the switch sees it on two ports (it logs the address as flapping, vobd.log a VmMacConflictEvent).',
      'KB324503',
    ),
    reported(
      'What does not work: restarting the management agents, and swapping the addresses and moving the last uplink without a restart in between; that host had no address after its next restart.',
      'S004',
    ),
    reported(
      'The author of that case took it for a bug of 5.5; the documents describe the rollback as meant, and a cause behind it (VLAN, teaming, MAC) that has to be found.',
      'S004',
      'KB311145',
    ),
    documented(
      'The rollback can be switched off in vCenter (`config.vpxd.network.rollback`; of a copy of that article under its old number, 2032908): only for a change that is meant, with the console open, for then nothing brings the host back.',
      'KB311145',
    ),
  ],
  todo: [
    inferred(
      'First, whatever way: open the console (DCUI by iLO, iDRAC or a screen), put the host into maintenance mode, note address, mask, gateway and VLAN of vmk0. Cuts off nothing.',
      'KB311145',
    ),
    inferred(
      'Check VLAN, trunk and teaming of the target port group, and that its uplink is active, not unused. Cuts off nothing.',
      'LAB9',
    ),
    reported(
      'Move one uplink. Cuts off what has only that uplink: look first that the one that stays works alone. Then move vmk0: SSH and vCenter are lost until it works or is rolled back. Then the other uplinks.',
      'S004',
    ),
    reported(
      'Where it keeps rolling back: make a second management adapter on the distributed switch with a temporary address and the Management tag, and go on at the console only. In a subnet that no other adapter is in this cuts off nothing; in the subnet of vmk0 what leaves goes by one of the two whichever was asked, so it proves nothing, and SSH and vCenter may be cut off.',
      'S004',
    ),
    inferred(
      'Look where the default gateway goes, `esxcli network ip route ipv4 list`: where it stands by vmk0 note it, for it may go with vmk0 and then has to be set again at the console. Cuts off nothing.',
      'S004',
    ),
    reported(
      'There: take the IPv4 address from vmk0 (cuts off SSH and vCenter), give it to the new adapter, restart the host (cuts off everything until it is up).',
      'S004',
    ),
    reported(
      'After the restart remove vmk0 by the command line, `esxcli network ip interface remove -i vmk0` (cuts off the host where the new adapter does not carry the address), restart again, then move the last uplink.',
      'S004',
    ),
    documented(
      'Where nothing reaches the host: the DCUI takes the management network back (Restore Standard Switch, or recovery of the distributed one).',
      'KB311145',
    ),
  ],
  evidence: [
    'esxcli network ip interface list',
    'esxcli network ip interface ipv4 get',
    'esxcli network vswitch dvs vmware list',
    'esxcli network vswitch standard portgroup list',
    'esxcli network nic list',
    "grep -iE 'rollback|rolled back' /var/log/hostd.log",
  ],
  findings: ['vds-migration-stalled', 'duplicate-mac', 'uplink-down'],
  seen,
};

/** A move that stopped half-way, vmk0 where the rollback leaves it, or the rollback in a log. */
function seen({ state, diagnosis }: Asked): Draft | null {
  const [found] = foundBy('vds-migration-stalled', diagnosis.findings);
  return found === undefined ? (placeOfVmk0(state) ?? inLogs(state)) : stalled(found);
}

/** From where the move stopped; after a rollback the whole way begins anew. */
function stalled({ problem, why, facts, certainty, evidence }: Finding): Draft {
  const move = facts as VdsMove;
  const anew = move.sign === 'rolled-back' || move.sign === 'half-moved';
  const way = anew ? [] : wayOn(move);
  return {
    premise: 'holds',
    answer: `${problem} ${anew ? `${beginAnew(move)}.` : `${way[0]!.text} The steps below are what is left, in their order.`}`,
    steps: [
      what(problem, certainty, evidence),
      what(why, certainty, [], ['S004', 'KB311145']),
      ...way.map((step) => todo(step.text, step.certainty, [], ['S004'])),
    ],
  };
}

/** The lines alone: which switch and which adapter, they do not tell. */
function inLogs({ logs = [] }: HostState): Draft | null {
  const lines = logs.filter(tellsOfRollback);
  if (lines.length === 0) return null;
  const at = lines[0]!.at;
  const text = `The log tells of a network change that was rolled back${at === null ? '' : `, first at ${at}`}.`;
  return {
    premise: 'cannot-tell',
    answer: `${text} So the host undid a change; which one, and where vmk0 is now, the list of adapters and the task in vCenter show.`,
    steps: [
      what(
        text,
        'inferred',
        lines.slice(0, 10).map(({ evidence }) => evidence),
        ['KB311145'],
      ),
    ],
  };
}

function placeOfVmk0(state: HostState): Draft | null {
  const nic = nicNamed(state, 'vmk0');
  const target = state.vswitches?.find(({ kind }) => kind === 'distributed');
  const from = nic && attachmentOf(state, nic).vswitch;
  if (nic === undefined || from === undefined || target === undefined) return null;
  const evidence = [...shown(nic, 'portgroup', 'vswitch'), ...shown(from, 'uplinks'), ...shown(target, 'uplinks')];
  if (from.kind === 'distributed') {
    const text = `vmk0 is on the distributed switch ${from.name}: its own move is done.`;
    return { premise: 'does-not-hold', answer: text, steps: [what(text, 'documented', evidence)] };
  }
  const text = `vmk0 is on the standard switch ${from.name}, and ${target.name} is there beside it${hasUplink(target.uplinks)}.`;
  return {
    premise: 'cannot-tell',
    answer: `${text} After a move that failed this is what the automatic rollback leaves; that it was one only a log or the task in vCenter shows.`,
    steps: [what(text, 'documented', evidence)],
  };
}

function hasUplink(uplinks: readonly string[] | undefined): string {
  if (uplinks === undefined) return '';
  return uplinks.length === 0 ? ', without an uplink' : ` with ${uplinks.join(', ')}`;
}
