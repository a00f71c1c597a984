import type { HostState } from '../esxi/host-state.ts';
import { atLeast } from '../esxi/version.ts';
import { byTag, type SharedVerdict, type TagService } from './by-tag.ts';
import { choice, list, step } from './choice.ts';
import type { Service } from './service.ts';
import type { Sharing } from './tagged-sharing.ts';

/** Fault Tolerance logging: one adapter a host has its tag. */
export const ft: Service = {
  name: 'ft',
  title: 'Fault Tolerance logging',
  alsoCalled: ['ft', 'fault tolerance', 'ft logging', 'fault tolerance logging'],
  versions: [
    {
      from: '4.0',
      rule: 'One adapter a host is allowed for Fault Tolerance logging, and its tag names it.',
      certainty: 'documented',
      sources: ['MAN65', 'S002'],
    },
    {
      from: '4.0',
      to: '5.5',
      rule: 'The article on multihoming counts it among the services that the VMkernel table decides for.',
      certainty: 'documented',
      sources: ['S003'],
    },
    {
      from: '6.5',
      to: '7.0',
      rule: 'On a gateway of its own the guides disagree: that of 6.5 lists Fault Tolerance among the services that can use one, that of 7.0 names vMotion alone.',
      certainty: 'documented',
      sources: ['GW65', 'GW70'],
    },
  ],

  choose: (state, destination) => choice(ft, state, byTag(state, logging, destination)),
};

const logging: TagService = {
  title: 'Fault Tolerance logging',
  tags: ['ft'],
  portgroupName: /\bft\b|fault\s?tol/i,
  certainty: 'documented',
  sources: ['S002', 'S003', 'MAN65'],
  prove: (state, vmknic) =>
    atLeast(state, '5.5') ? [`pktcap-uw --vmk ${vmknic} -c 20`] : [`tcpdump-uw -n -i ${vmknic} -c 20`],
  shared,
  several: (_, carriers) => ({
    verdict: `The Fault Tolerance logging tag is on ${list(carriers)}, and one adapter a host is allowed; which one it uses is not known.`,
    certainty: 'unknown',
    sources: ['MAN65'],
  }),
};

function shared(_: HostState, { owner, subnet }: Sharing): SharedVerdict {
  const table = owner === undefined ? 'the adapter that the table names' : owner;
  return {
    verdict: `Several adapters share ${subnet}, and sources disagree on Fault Tolerance logging there: VMware support wrote that its tag is honoured, the article on multihoming that the routing table decides, that is ${table}.`,
    certainty: 'unknown',
    steps: [step('Only a capture on both adapters settles it.', 'inferred', [], ['S002', 'S003'])],
    sources: ['S002', 'S003', 'KB318546'],
  };
}
