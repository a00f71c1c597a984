/** What the parts of an image profile's name say. A part that the name does not hold is null. */
export interface ProfileName {
  /** Changed on the host after it was installed: `(Updated) …`. */
  readonly updated: boolean;
  /** `5.5`, `8.0`. */
  readonly release: string | null;
  /** `2` of `8.0U2`. */
  readonly update: number | null;
  /** The patch of an update: `c` of `7.0U1c`. */
  readonly patch: string | null;
  /** `20140902001`: the day of a patch and its number. */
  readonly date: string | null;
  readonly build: number | null;
  /** An `s` behind the date, or before the letter of the patch: security fixes alone. null: not a name of VMware's own. */
  readonly securityOnly: boolean | null;
  /** False for `-no-tools`. */
  readonly tools: boolean | null;
}

const OWN =
  /^ESXi-(\d\.\d)(?:\.\d{1,2})?(?:U(\d{1,2})(s(?=[a-z]))?([a-z]?))?-(?:(20\d{6}\d{3})(s?)|(\d{6,9}))-(standard|no-tools)$/;
const DOTTED = /(?:^|[^\d.])(\d\.\d)(?:\.\d|U\d)/;
/** `HPE-Custom-AddOn_703.0.0…` */
const RUN_TOGETHER = /[_-]([5-9])(\d)\d\.[\dU]/;

/** Reads a profile's name by its parts; a vendor's own name tells its release at most. */
export function readProfileName(text: string): ProfileName {
  const updated = /^\(Updated\)\s*/i.test(text);
  const name = text.replace(/^\(Updated\)\s*/i, '').trim();
  const own = OWN.exec(name);
  if (own === null) {
    const run = RUN_TOGETHER.exec(name);
    const release = DOTTED.exec(name)?.[1] ?? (run === null ? null : `${run[1]}.${run[2]}`);
    const tools = /-no-tools$/.test(name) ? false : null;
    return { updated, release, update: null, patch: null, date: null, build: null, securityOnly: null, tools };
  }
  const [, release, update, s, patch, date, dated, build, suffix] = own;
  return {
    updated,
    release: release!,
    update: update === undefined ? null : Number(update),
    patch: patch || null,
    date: date ?? null,
    build: build === undefined ? null : Number(build),
    securityOnly: s === 's' || dated === 's',
    tools: suffix === 'standard',
  };
}
