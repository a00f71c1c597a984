import { inferred, reported, type Symptom } from './symptom.ts';

/** Reading logs without SSH. */
export const logsByBrowser: Symptom = {
  id: 'logs-by-browser',
  summary:
    "`https://HOST/host` lists the host's logs after a login with the host's credentials; it needs the management address and rights, no SSH.",
  known: [
    reported("The page lists the files of the host's configuration and its logs.", 'S004'),
    inferred(
      'In lockdown mode only the exception users get in; whether 8 and 9 still serve the page was not checked.',
      'S004',
    ),
  ],
  todo: [reported('Without SSH a support bundle can also be exported from the vSphere client.', 'S004')],
  evidence: [],
};
