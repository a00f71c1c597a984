import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { adaptersOf } from '../services/adapters.ts';
import { explainRefusal, refusalsOf } from '../services/nfs-refusal.ts';
import { type Found, rule } from './rule.ts';

type Facts = {
  readonly service: 'nfs';
  readonly destination: string;
  readonly share: string;
  readonly volume: string | null;
  readonly vmknic: string;
  /** The address that the filer sees. */
  readonly sourceAddress: string;
  /** False: the export list names none of this host's addresses. True: it names the one that the filer sees. */
  readonly named: boolean;
  readonly restriction: 'read-only' | 'root-squashed' | null;
};

/** A filer refuses a mount because its export list does not name this host, or in spite of naming it. */
export const nfsExportRights = rule({
  id: 'nfs-export-rights',
  title: 'The export list of the filer refuses this host',
  severity: 'error',
  certainty: 'documented',
  sources: ['S002', 'NFS80', 'ELA64'],
  needs: [{ section: 'vmknics', command: 'esxcli network ip interface ipv4 get' }],
  needsOneOf: [
    { section: 'nfs', command: 'esxcli storage nfs list' },
    { section: 'logEvents', command: 'grep -i nfs /var/log/vmkernel.log' },
  ],
  also: ['routes', 'exports', 'neighbors'],

  subjects: ({ destination }: Facts) => [destination],

  lacks: (state) =>
    state.exports === undefined && adaptersOf(state, DEFAULT_STACK).length > 0
      ? refusalsOf(state).map(({ server }) => `showmount -e ${server}`)
      : [],

  check(state) {
    return refusalsOf(state).flatMap((refusal): Found<Facts>[] => {
      const { cause, detail, decision, export: own, shownBy } = explainRefusal(state, refusal);
      if ((cause !== 'not-named' && cause !== 'on-the-share') || own === null) return [];
      const named = cause === 'on-the-share';
      const facts: Facts = {
        service: 'nfs',
        destination: refusal.server,
        share: own.share,
        volume: refusal.volume,
        vmknic: decision!.vmknic!,
        sourceAddress: decision!.sourceAddress!,
        named,
        restriction: detail === 'read-only' || detail === 'root-squashed' ? detail : null,
      };
      const evidence = [...refusal.evidence, ...shownBy, ...decision!.evidence];
      return [{ facts, evidence, ...(named ? ({ severity: 'risk', certainty: 'inferred' } as const) : {}) }];
    });
  },

  explain: ({ destination, share, volume, vmknic, sourceAddress, named, restriction }) => ({
    problem: `${volume === null ? 'A mount' : volume} from ${destination} is refused, and the export list of ${share} ${named ? `names ${sourceAddress}, the address that the filer sees` : `names none of this host's addresses; the filer sees ${sourceAddress} of ${vmknic}`}.`,
    why: named
      ? `So the address is not the cause: rights on the share itself are what is left${restriction === null ? '' : ` (the list gives this host ${RESTRICTIONS[restriction]})`}, or another NFS server that answers there.`
      : 'A filer refuses whoever its list does not name, whatever works besides: pings in both directions are answered.',
    todo: named
      ? 'Look on the filer at the rights of the share: write access, no squashing of root, the security style; and which program listens on port 2049 there.'
      : `Add ${sourceAddress} to the export list of ${share}, if ${vmknic} is the adapter that is meant to carry NFS.`,
  }),
});

const RESTRICTIONS = { 'read-only': 'read access only', 'root-squashed': 'no rights of root' } as const;
