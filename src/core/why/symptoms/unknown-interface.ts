import { type Asked, type Draft, sure } from '../answer.ts';
import { pingStep, strayPings, strayText } from '../pings.ts';
import { inferred, type Symptom } from './symptom.ts';

/** `vmkping` does not know the adapter that it is to leave by. */
export const unknownInterface: Symptom = {
  id: 'unknown-interface',
  summary:
    '`Unknown interface` from vmkping is the mark of the wrong stack: without `++netstack=NAME` it knows the adapters of the default stack only.',
  known: [
    inferred(
      'The adapters of vMotion, provisioning and overlays often are in stacks of their own (`vmotion`, `vSphereProvisioning`, `vxlan`); such a message says nothing of the network.',
      'VSZ',
    ),
  ],
  todo: [
    inferred(
      'Look which stack the adapter is in, and repeat the ping with that stack named: `vmkping ++netstack=vxlan -I vmkN PEER`.',
      'VSZ',
    ),
  ],
  evidence: ['esxcli network ip interface list'],
  findings: ['overlay-test'],
  seen,
};

function seen({ state }: Asked): Draft | null {
  const stray = strayPings(state);
  const [first] = stray;
  if (first === undefined) return null;
  const nic = state.vmknics?.find(({ name }) => name === first.vmknic);
  return {
    premise: 'holds',
    answer: strayText(state, first),
    steps: [...stray.map(pingStep), sure(unknownInterface.summary, 'inferred', [], ['VSZ'])],
    ...(nic !== undefined && { missing: [] }),
    findings: ['overlay-test'],
  };
}
