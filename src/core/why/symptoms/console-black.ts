import { inferred, reported, type Symptom } from './symptom.ts';

/** A black console or a failing import while vCenter works. */
export const consoleBlack: Symptom = {
  id: 'console-black',
  summary:
    "The console of a machine and the import of one open a connection from the client to the host itself; where vCenter works and these do not, the host's replies to the client's network take another way.",
  known: [
    inferred(
      "vCenter in the host's own subnet needs no route to it; the operator's computer in another network does.",
      'S000',
    ),
    reported(
      "In one case a static route for the operators' network brought the replies back by the adapter that was dialled.",
      'S000',
    ),
  ],
  todo: [
    inferred('Ask again with the address of your computer and the adapter: "why can\'t ADDRESS reach vmk0".', 'S000'),
  ],
  evidence: ['esxcli network ip interface ipv4 get', 'esxcli network ip route ipv4 list'],
  findings: ['return-path', 'no-default-gateway'],
};
