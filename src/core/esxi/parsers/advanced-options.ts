/** The advanced options that are kept, by their path, with the section and the key that each fills. */
export const KEPT_OPTIONS: ReadonlyMap<string, { readonly section: string; readonly key: string }> = new Map([
  ['/UserVars/ESXiShellTimeOut', { section: 'access', key: 'shellTimeout' }],
  ['/UserVars/ESXiShellInteractiveTimeOut', { section: 'access', key: 'idleTimeout' }],
  ['/Mem/ShareForceSalting', { section: 'pageSharing', key: 'forceSalting' }],
]);
