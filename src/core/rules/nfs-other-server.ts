import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { adaptersOf } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { explainRefusal, refusalsOf } from '../services/nfs-refusal.ts';
import { type Found, rule } from './rule.ts';

type Facts = {
  readonly service: 'nfs';
  readonly destination: string;
  readonly share: string | null;
  readonly volume: string | null;
  /** What the server that answers exports; empty where two machines answer for the address. */
  readonly exports: readonly string[];
  readonly macs: readonly string[];
};

/** Whoever answers at the filer's address is not the server that was meant. */
export const nfsOtherServer = rule({
  id: 'nfs-other-server',
  title: 'Another NFS server answers than the one meant',
  severity: 'error',
  certainty: 'inferred',
  sources: ['ELAVP'],
  needs: [],
  needsOneOf: [
    { section: 'nfs', command: 'esxcli storage nfs list' },
    { section: 'logEvents', command: 'grep -i nfs /var/log/vmkernel.log' },
  ],
  also: ['vmknics', 'routes', 'exports', 'neighbors'],

  subjects: ({ destination }: Facts) => [destination],

  lacks: (state) =>
    state.exports === undefined && adaptersOf(state, DEFAULT_STACK).length > 0
      ? refusalsOf(state).map(({ server }) => `showmount -e ${server}`)
      : [],

  check(state) {
    return refusalsOf(state).flatMap((refusal): Found<Facts>[] => {
      const { cause, detail, decision, shownBy } = explainRefusal(state, refusal);
      if (cause !== 'other-server') return [];
      const facts: Facts = {
        service: 'nfs',
        destination: refusal.server,
        share: refusal.share,
        volume: refusal.volume,
        exports:
          detail === 'two-machines'
            ? []
            : (state.exports ?? []).filter(({ server }) => server === refusal.server).map(({ share }) => share),
        macs:
          detail === 'two-machines'
            ? (state.neighbors ?? []).flatMap(({ address, mac }) =>
                address === decision?.destination && mac !== null ? [mac] : [],
              )
            : [],
      };
      return [{ facts, evidence: [...refusal.evidence, ...shownBy] }];
    });
  },

  explain: ({ destination, share, volume, exports, macs }) => ({
    problem: `${volume === null ? 'A mount' : volume} from ${destination} is refused, and ${macs.length > 0 ? `${destination} is answered for by ${macs.length} machines (${list(macs)})` : `the server that answers there does not export ${share}, only ${list(exports.slice(0, 6))}`}.`,
    why: 'The same refusal comes from a server that does not know the share: in a reported case the NFS service of Windows answered on a backup server in the place of the one of the backup program.',
    todo:
      macs.length > 0
        ? `Find the two machines by their MAC addresses and give one of them another address.`
        : `See on ${destination} which program listens on port 2049 (netstat -abno on Windows) and stop the one that is not meant; if it is the right one, the name of the share is wrong.`,
  }),
});
