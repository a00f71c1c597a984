import { describe, expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';
import { understand } from '../../src/core/questions/understand.ts';
import { why } from '../../src/core/why/why.ts';

function ask(text: string, output: string) {
  const understood = understand(text);
  if (!('question' in understood)) throw new Error(`not understood: ${text}`);
  return why(read(output).hosts[0]!, understood.question);
}

const said = ({ answer, steps }: ReturnType<typeof ask>) => [answer, ...steps.map(({ text }) => text)].join('\n');

const host = (version: string, build: string, profile: string) => `~ # vmware -v
VMware ESXi ${version} build-${build}
~ # esxcli software profile get
${profile}
   Name: ${profile}
   Vendor: VMware, Inc.
   Creation Time: 2016-08-02T08:14:20
   Modification Time: 2016-09-01T07:30:11
   Stateless Ready: False
~ #
`;
const bundle = (path: string, ...names: string[]) => `~ # esxcli software sources profile list -d ${path}
Name                              Vendor        Acceptance Level
--------------------------------  ------------  ----------------
${names.map((name) => `${name}  VMware, Inc.  PartnerSupported`).join('\n')}
~ #
`;
const patch10 = host('5.5.0', '4345813', 'ESXi-5.5.0-20160804001-standard');
const ZIP = '/vmfs/volumes/nfs-1/update-from-esxi5.5-5.5_update02-2068190.zip';
const update2 = bundle(
  ZIP,
  'ESXi-5.5.0-20140901001s-standard',
  'ESXi-5.5.0-20140902001-no-tools',
  'ESXi-5.5.0-20140902001-standard',
);
const QUESTION = 'the host is newer than vCenter supports, how do I downgrade it';

describe('a host that is newer than its vCenter supports', () => {
  test('goes back within 5.5 with the standard profile, in order and with its conditions', () => {
    const answer = ask(QUESTION, patch10 + update2);
    expect(answer.premise).toBe('holds');
    expect(said(answer)).toContain(
      `esxcli software profile update -d ${ZIP} -p ESXi-5.5.0-20140902001-standard --allow-downgrades`,
    );
    expect(answer.sources).toEqual(expect.arrayContaining(['S004', 'KB320562']));
    const steps = answer.steps.filter(({ part }) => part === 'todo').map(({ text }) => text);
    const at = (word: string) => steps.findIndex((text) => text.includes(word));
    expect([
      at('maintenance mode'),
      at('Save the configuration'),
      at('--allow-downgrades'),
      at('Restart the host'),
    ]).toEqual([0, 1, 4, 5]);
    expect(steps[1]).toContain('takes the network away until the host is up');
  });

  test('that a profile is older is inferred from its name', () => {
    const older = ask(QUESTION, patch10 + update2).steps.find(({ text }) =>
      text.includes('older than what the host runs'),
    );
    expect(older?.certainty).toBe('inferred');
  });

  test('a bundle of an older release: no way back but a new installation, and all its profiles are counted', () => {
    const of67 = ['1s-standard', '1-no-tools', '2-standard', '2-no-tools'].map((end) => `ESXi-6.7.0-2020080400${end}`);
    const answer = ask(QUESTION, host('7.0.3', '20328353', 'ESXi-7.0U3d-19482537-standard') + bundle(ZIP, ...of67));
    expect(answer.answer).toContain(`${of67[2]} and 1 more, of an older release`);
    const steps = answer.steps.filter(({ part }) => part === 'todo').map(({ text }) => text);
    expect(steps.join()).toMatch(/save its configuration elsewhere and install the older release anew/);
    expect(steps.join()).not.toContain('is the whole one');
  });

  test('the kinds of profiles are told by their names', () => {
    const answer = ask('find the profiles in an offline ESXi update zip file', patch10 + update2);
    expect(said(answer)).toContain(
      'ESXi-5.5.0-20140901001s-standard: older than what the host runs, within its release and security fixes only.',
    );
    expect(said(answer)).toContain(
      'ESXi-5.5.0-20140902001-no-tools: older than what the host runs, within its release and without VMware Tools.',
    );
  });

  test('the folder of the zip, as it is listed, names them too', () => {
    const answer = ask(
      'find the profiles in an offline ESXi update zip file',
      'Archive:  metadata.zip\n     5216  2014-08-23 06:50   profiles/ESXi-5.5.0-20140902001-standard\n',
    );
    expect(answer.premise).toBe('cannot-tell');
    expect(answer.answer).toContain('The bundle offers ESXi-5.5.0-20140902001-standard.');
    expect(answer.missing).toContain('esxcli software profile get');
  });

  test('of another release it is said to be reported of 5.5 only', () => {
    const seven =
      host('7.0.3', '20328353', 'ESXi-7.0U3d-19482537-standard') + bundle(ZIP, 'ESXi-7.0U1c-17325551-standard');
    expect(ask(QUESTION, seven).answer).toContain('it is reported of 5.5 only');
  });

  test('a twin: the bundle is newer, so nothing goes back', () => {
    const answer = ask(QUESTION, patch10 + bundle(ZIP, 'ESXi-5.5.0-20180904001-standard'));
    expect(answer).toMatchObject({ premise: 'does-not-hold', findings: [] });
    expect(said(answer)).not.toContain('7. Look at');
  });

  test('a twin: 6.7 for a host of 7.0, which no command brings back', () => {
    const seven =
      host('7.0.3', '20328353', 'ESXi-7.0U3d-19482537-standard') + bundle(ZIP, 'ESXi-6.7.0-20190802001-standard');
    const answer = ask(QUESTION, seven);
    expect(answer.answer).toContain('of an older release');
    expect(said(answer)).not.toContain('-p ESXi-6.7.0-20190802001-standard --allow-downgrades');
    expect(answer.findings).toEqual(['image-profile']);
  });
});
