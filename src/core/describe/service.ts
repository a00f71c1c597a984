import type { HostState } from '../esxi/host-state.ts';
import type { Reply } from '../reply.ts';
import type { Service, ServiceChoice } from '../services/service.ts';
import { askFor, lineOf, proveWith, type Quoted, section, steps } from './sections.ts';
import { contextOf } from './words.ts';

const BY: Readonly<Record<ServiceChoice['decidedBy'], string>> = {
  table: 'decided by the routing table',
  tag: 'decided by the tag',
  binding: 'decided by a binding',
  netstack: 'decided by its own TCP/IP stack',
  console: 'decided by the Service Console',
  unknown: 'what decides is not known',
};

/** Which adapter a service uses, for people. */
export function describeService(choice: ServiceChoice, service: Service, state: HostState, quoted: Quoted): Reply {
  return {
    headline: { text: choice.verdict },
    context: contextOf(state, service.title, BY[choice.decidedBy], choice.certainty),
    sections: [
      ...section('Why', steps(choice.steps.map((step) => lineOf(step, quoted)))),
      ...proveWith(choice.prove),
      ...askFor(choice.missing),
    ],
  };
}
