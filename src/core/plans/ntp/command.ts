/** What is done to a host for its time: a closed union, in the words that each version takes. */
import { compareVersions, type EsxiVersion } from '../../esxi/version.ts';
import { readIpv4 } from '../../net/address.ts';
import { type Words, words } from '../words.ts';
import { fileWords, KEPT_FILE, NTP_CONF } from './file-text.ts';

export type TimeCommand =
  /** Up to 6.7: lines of these servers go, these lines come; the file as it was is kept beside it. */
  | { readonly kind: 'ntp.file'; readonly drop: readonly string[]; readonly lines: readonly string[] }
  /** The file as it was comes back. Only ever an undo. */
  | { readonly kind: 'ntp.file-back' }
  /** From 7.0 on: keeps the file that the host made of its settings. */
  | { readonly kind: 'ntp.keep' }
  /** From 7.0 on: always the full list, since a later set replaces it. */
  | { readonly kind: 'ntp.set'; readonly servers: readonly string[]; readonly enabled: boolean }
  /** From 7.0 on: the list of the kept file, which may be empty, where no word says that. Only ever an undo. */
  | { readonly kind: 'ntp.load'; readonly enabled: boolean }
  | { readonly kind: 'ntp.autostart'; readonly on: boolean }
  | { readonly kind: 'ntp.daemon'; readonly verb: 'start' | 'stop' | 'restart' }
  | { readonly kind: 'firewall.ruleset'; readonly enabled: boolean }
  | { readonly kind: 'firewall.allow'; readonly address: string }
  /** Only ever an undo. */
  | { readonly kind: 'firewall.disallow'; readonly address: string };

/** `ignored-later`: the host would take it and make its own file anew from what it has kept elsewhere. */
export type TimeCannot = 'unknown-version' | 'no-such-command' | 'ignored-later' | 'not-a-value';

export type TimeWorded = { readonly words: Words } | { readonly cannot: TimeCannot };

/** Case matters. */
export const RULESET = 'ntpClient';

const FIRST = { esxi: [5, 0], ntpSet: [7, 0], keptInStore: [7, 0, 3], known: [3, 5], beyond: [10] } as const;

export const hasNtpSet = (version: EsxiVersion) => compareVersions(version, FIRST.ntpSet) >= 0;

/** That the ConfigStore holds NTP, whatever its file says, is told from 7.0 Update 3 on (KB 313808). */
export const isKeptInStore = (version: EsxiVersion) => compareVersions(version, FIRST.keptInStore) >= 0;

/** Before 5.0 only classic ESX takes commands for time; ESXi is set by the VI Client, and a plan has refused it. */
export const isOld = (version: EsxiVersion) => compareVersions(version, FIRST.esxi) < 0;

export function isServer(text: string): boolean {
  if (/^[\d.]+$/.test(text)) return readIpv4(text) !== null && !text.startsWith('127.');
  return (
    text.length <= 100 &&
    /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(text)
  );
}

/** The proper way to say it on this version. */
export function timeWords(command: TimeCommand, version: EsxiVersion | undefined): TimeWorded {
  if (version === undefined) return { cannot: 'unknown-version' };
  if (compareVersions(version, FIRST.known) < 0 || compareVersions(version, FIRST.beyond) >= 0)
    return { cannot: 'unknown-version' };
  switch (command.kind) {
    case 'ntp.file':
      if (hasNtpSet(version)) return { cannot: 'ignored-later' };
      return orNoValue(fileWords(command.drop, command.lines));
    case 'ntp.file-back':
      return hasNtpSet(version) ? { cannot: 'ignored-later' } : { words: words(`cp ${KEPT_FILE} ${NTP_CONF}`) };
    case 'ntp.keep':
      return modern(version, `cp ${NTP_CONF} ${KEPT_FILE}`);
    case 'ntp.set': {
      if (command.servers.length === 0 || !command.servers.every(isServer)) return { cannot: 'not-a-value' };
      const servers = command.servers.map((server) => `--server=${server}`).join(' ');
      return modern(version, `esxcli system ntp set ${servers} --enabled=${command.enabled}`);
    }
    case 'ntp.load':
      return modern(version, `esxcli system ntp set --file=${KEPT_FILE} --enabled=${command.enabled}`);
    case 'ntp.autostart':
      if (hasNtpSet(version)) return { cannot: 'ignored-later' };
      return { words: words(`chkconfig ntpd ${command.on ? 'on' : 'off'}`) };
    case 'ntp.daemon':
      return { words: words(`${isOld(version) ? 'service ntpd' : '/etc/init.d/ntpd'} ${command.verb}`) };
    case 'firewall.ruleset':
      if (isOld(version))
        return {
          words: words(`esxcfg-firewall ${command.enabled ? '--enableService' : '--disableService'} ${RULESET}`),
        };
      return {
        words: words(`esxcli network firewall ruleset set --ruleset-id=${RULESET} --enabled=${command.enabled}`),
      };
    case 'firewall.allow':
    case 'firewall.disallow': {
      if (isOld(version)) return { cannot: 'no-such-command' };
      if (readIpv4(command.address) === null) return { cannot: 'not-a-value' };
      const verb = command.kind === 'firewall.allow' ? 'add' : 'remove';
      return {
        words: words(
          `esxcli network firewall ruleset allowedip ${verb} --ruleset-id=${RULESET} --ip-address=${command.address}`,
        ),
      };
    }
  }
}

function modern(version: EsxiVersion, text: string): TimeWorded {
  return hasNtpSet(version) ? { words: words(text) } : { cannot: 'no-such-command' };
}

function orNoValue(found: Words | null): TimeWorded {
  return found === null ? { cannot: 'not-a-value' } : { words: found };
}
