import type { HostState } from './esxi/host-state.ts';
import type { OfferedProfile } from './esxi/image-state.ts';
import { type ProfileName, readProfileName } from './esxi/profile-name.ts';
import { compareVersions, readVersion } from './esxi/version.ts';

/** What it would be to bring a host to a profile. */
export type Change = 'same' | 'newer' | 'older' | 'older-release' | 'newer-release' | 'unknown';

export interface Offer {
  readonly profile: OfferedProfile;
  readonly parts: ProfileName;
  readonly change: Change;
}

type Host = Pick<HostState, 'host' | 'image' | 'profiles'>;

/** What the host runs, of its profile's name and of its version. */
function runs({ host, image }: Host): Pick<ProfileName, 'release' | 'update' | 'patch' | 'date' | 'build'> {
  const parts = image?.profile === undefined ? null : readProfileName(image.profile);
  const release = /^\d{1,2}\.\d{1,2}/.exec(host.version ?? '')?.[0] ?? parts?.release ?? null;
  const build = host.build === undefined ? (parts?.build ?? null) : Number(host.build);
  return { release, update: parts?.update ?? null, patch: parts?.patch ?? null, date: parts?.date ?? null, build };
}

/** Every profile that was offered, with what it would be for this host. */
export function offersFor(state: Host): readonly Offer[] {
  const now = runs(state);
  return (state.profiles ?? []).map((profile) => {
    const parts = readProfileName(profile.name);
    return { profile, parts, change: changeTo(now, parts) };
  });
}

function changeTo(now: ReturnType<typeof runs>, to: ProfileName): Change {
  if (now.release === null || to.release === null) return 'unknown';
  const [from, wanted] = [readVersion(now.release), readVersion(to.release)];
  if (from === null || wanted === null) return 'unknown';
  const releases = compareVersions(wanted, from);
  if (releases !== 0) return releases < 0 ? 'older-release' : 'newer-release';
  const order = withinRelease(now, to);
  return order === null ? 'unknown' : order === 0 ? 'same' : order < 0 ? 'older' : 'newer';
}

/** Builds grow with time, so do the days in names; a build and a day cannot be compared. */
function withinRelease(now: ReturnType<typeof runs>, to: ProfileName): number | null {
  if (now.build !== null && to.build !== null) return to.build - now.build;
  if (now.date !== null && to.date !== null) return to.date < now.date ? -1 : to.date > now.date ? 1 : 0;
  if (now.update !== null && to.update !== null && now.update !== to.update) return to.update - now.update;
  return null;
}

/** The one to take where nothing else is wanted: whole, with the tools, and the newest of those; null where none fits. */
export function standardOf(offers: readonly Offer[]): Offer | null {
  const whole = offers.filter(({ parts }) => parts.securityOnly === false && parts.tools === true);
  const key = ({ parts }: Offer) => parts.date ?? String(parts.build ?? 0).padStart(12, '0');
  return whole.toSorted((a, b) => (key(a) < key(b) ? 1 : -1))[0] ?? null;
}

/** Packages of other vendors: a standard profile does not hold them. */
export function otherVendors({ vibs = [] }: Pick<HostState, 'vibs'>): readonly string[] {
  return vibs
    .filter(
      ({ vendor, version }) =>
        (vendor !== undefined && !/^VMW(?:are)?(?:, Inc\.)?$/i.test(vendor)) || /OEM\./.test(version ?? ''),
    )
    .map(({ name }) => name);
}

/** The command with the names at hand; what is no plain name or path is left as a word to fill in. */
export function downgradeCommand({ name, depot }: Pick<OfferedProfile, 'name' | 'depot'>): string {
  const path = depot !== undefined && /^\/[\w./+-]{1,200}$/.test(depot) ? depot : '/vmfs/volumes/DATASTORE/BUNDLE.zip';
  const profile = /^[\w.+-]{1,120}$/.test(name) ? name : 'PROFILE';
  return `esxcli software profile update -d ${path} -p ${profile} --allow-downgrades`;
}
