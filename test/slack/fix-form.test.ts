import type { ViewOutput } from '@slack/bolt';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GUESTS_MISSING, SERVERS_MISSING } from '../../src/core/plans/ntp/fixes.ts';
import type { Missing } from '../../src/core/plans/proposal.ts';
import { fixesIn } from '../../src/slack/conversation/fixes.ts';
import { type FixWanted, fixButtons, readFixValue } from '../../src/slack/views/fix-opening.ts';
import { readValues, valuesView } from '../../src/slack/views/fix-values.ts';

const place = { channel: 'C01', thread: '1.2' };
const NETWORK: Missing = { name: 'network', question: 'Which network are the clients in?', within: [] };
const GATEWAY: Missing = { name: 'gateway', question: 'Which router leads to them?', within: ['192.168.20.0/24'] };
const WANTED: FixWanted = { rule: 'return-path', host: 'esx-07', missing: [NETWORK, GATEWAY] };

describe('a button', () => {
  test('carries the words and what they lack, and gives them back', () => {
    const [button] = fixButtons([WANTED]);
    expect(button).toMatchObject({ action_id: 'vmk_fix_open', text: { text: 'Plan the fix…' } });
    expect(button!.value!.split('\n')[0]).toBe('fix return-path esx-07');
    expect(readFixValue(button!.value!)).toEqual(WANTED);
  });

  test('begins with the network that the question was about', () => {
    const question = { destination: '192.168.40.0/24' };
    const fixes = [{ rule: 'return-path', missing: [NETWORK, GATEWAY] }];
    const [button] = fixButtons(fixesIn({ verb: 'why', words: [] }, { question, fixes }, 'esx-07'));
    const read = readFixValue(button!.value!)!;
    expect(read).toEqual({ ...WANTED, likely: '192.168.40.0/24' });
    const inputs = valuesView({ place, wanted: read }).blocks.slice(1) as { element: object }[];
    expect(inputs.map(({ element }) => 'initial_value' in element)).toEqual([true, false]);
    expect(readValues(filled(read, { network: '10.0.0.0/8', gateway: '192.168.20.1' }))).toMatchObject({
      words: 'fix return-path esx-07 10.0.0.0/8 via 192.168.20.1',
    });
  });

  test('of a plan that lacks nothing has no dots, and says what was given', () => {
    const wanted = { ...WANTED, network: '192.168.40.0/24', gateway: '192.168.20.1', missing: [] };
    const [button] = fixButtons([wanted]);
    expect(button).toMatchObject({
      text: { text: 'Plan the fix' },
      value: 'fix return-path esx-07 192.168.40.0/24 via 192.168.20.1',
    });
    expect(readFixValue(button!.value!)).toEqual(wanted);
  });

  test('of several names its rule, and has an id of its own', () => {
    const made = fixButtons([WANTED, { ...WANTED, rule: 'no-default-gateway' }]);
    expect(made.map(({ action_id }) => action_id)).toEqual(['vmk_fix_open', 'vmk_fix_open:1']);
    expect(made[1]!.text.text).toBe('Plan the fix of no-default-gateway…');
  });

  test('of the second of two findings carries what tells it from the first', () => {
    const fixes = ['vmk1', 'vmk2'].map((vmknic) => ({ rule: 'return-path', missing: [NETWORK], which: { vmknic } }));
    const question = { destination: null };
    const made = fixButtons(fixesIn({ verb: 'why', words: [] }, { question, fixes }, 'esx-07'));
    expect(made[1]!.text.text).toBe('Plan the fix of return-path on vmk2…');
    const read = readFixValue(made[1]!.value!)!;
    expect(read).toMatchObject({ rule: 'return-path', host: 'esx-07', which: { vmknic: 'vmk2' } });
    expect(readValues(filled(read, { network: '10.0.0.0/8' }))).toMatchObject({
      words: 'fix return-path esx-07 10.0.0.0/8 on vmk2',
    });
    const asked = ['return-path', '10.0.0.0/8', 'on', 'vmk2', 'stack', 'vmotion'];
    const plan = { rule: 'return-path', missing: [GATEWAY] };
    expect(fixesIn({ verb: 'fix', words: asked }, plan, 'esx-07')).toMatchObject([
      { network: '10.0.0.0/8', which: { vmknic: 'vmk2', netstack: 'vmotion' } },
    ]);
  });

  test.each([
    '',
    'fix',
    'fix return-path',
    'check esx-07',
    'fix return-path esx-07; reboot',
    'fix return-path esx-07\n{}',
  ])('that is none of ours is not read: %j', (value) => expect(readFixValue(value)).toBeNull());

  test('whatever a client sends is read or refused', () => {
    const value = fc.tuple(fc.constantFrom('fix return-path esx-07\n', ''), fc.oneof(fc.json(), fc.string()));
    fc.assert(
      fc.property(value, ([words, rest]) => {
        const read = readFixValue(`${words}${rest}`);
        for (const each of read?.missing ?? [])
          expect(['network', 'gateway', 'servers', 'guests']).toContain(each.name);
      }),
    );
  });
});

function filled(wanted: FixWanted, values: Readonly<Record<string, string>>): ViewOutput {
  const { private_metadata } = valuesView({ place, wanted });
  const state = Object.fromEntries(Object.entries(values).map(([block, value]) => [block, { value: { value } }]));
  return { private_metadata, state: { values: state } } as unknown as ViewOutput;
}

describe('the form', () => {
  test('asks what is missing, each with where it must lie', () => {
    const { blocks } = valuesView({ place, wanted: WANTED });
    expect(blocks.slice(1)).toMatchObject([
      { block_id: 'network', label: { text: NETWORK.question } },
      { block_id: 'gateway', label: { text: GATEWAY.question }, hint: { text: 'It lies in 192.168.20.0/24.' } },
    ]);
  });

  test('makes the words that somebody would type', () => {
    const view = filled(WANTED, { network: ' 192.168.40.0/24 ', gateway: '192.168.20.1' });
    expect(readValues(view)).toEqual({ place, words: 'fix return-path esx-07 192.168.40.0/24 via 192.168.20.1' });
  });

  test('keeps what was said before', () => {
    const wanted = { ...WANTED, gateway: '192.168.20.1', missing: [NETWORK] };
    expect(readValues(filled(wanted, { network: '10.0.0.0/8' }))).toMatchObject({
      words: 'fix return-path esx-07 10.0.0.0/8 via 192.168.20.1',
    });
  });

  test.each([
    [{ network: '', gateway: '192.168.20.1' }, { network: expect.stringContaining('no prefix') }],
    [{ network: '192.168.40.7/24', gateway: '192.168.20.1' }, { network: expect.stringContaining('192.168.40.0/24') }],
    [
      { network: '192.168.40.0', gateway: 'router' },
      { network: expect.anything(), gateway: expect.stringContaining('no address') },
    ],
    [
      { network: '10.0.0.0/8', gateway: '192.168.21.1' },
      { gateway: expect.stringContaining('outside 192.168.20.0/24') },
    ],
    [{ network: '10.0.0.0/8', gateway: '192.168.20.1; reboot' }, { gateway: expect.anything() }],
  ])('tells what is wrong where it stands: %j', (values, errors) => {
    expect(readValues(filled(WANTED, values))).toEqual({ errors });
  });

  test('that Slack gives back as something else is nothing', () => {
    for (const private_metadata of ['', '{}', '[]', 'null', '{"place":{"channel":"C1"}}'])
      expect(readValues({ private_metadata, state: { values: {} } } as unknown as ViewOutput)).toBeNull();
  });
});

describe('of an answer', () => {
  const facts = { netstack: 'defaultTcpipStack', subnet: '192.168.20.0/24', vmknic: 'vmk1' };
  const finding = (rule: string, explains: readonly object[] = []) => ({ rule, facts, explains });

  test('the curable findings are offered, nested ones too, each rule once', () => {
    const findings = [finding('shared-subnet', [finding('return-path')]), finding('return-path')];
    const [fix, ...more] = fixesIn({ verb: 'check', words: [] }, { findings }, 'esx-07');
    expect(more).toEqual([]);
    expect(fix).toMatchObject({
      rule: 'return-path',
      host: 'esx-07',
      missing: [{ name: 'network' }, { name: 'gateway' }],
    });
  });

  test('a plan that lacks a value keeps what was given', () => {
    const words = ['return-path', 'esx-07', 'via', '192.168.20.1'];
    const plan = { rule: 'return-path', missing: [NETWORK] };
    expect(fixesIn({ verb: 'fix', words }, plan, 'esx-07')).toEqual([
      { rule: 'return-path', host: 'esx-07', gateway: '192.168.20.1', missing: [NETWORK] },
    ]);
  });

  test.each([
    ['fix', { rule: null, missing: [] }],
    ['fix', { rule: 'return-path', missing: [] }],
    ['service', {}],
    ['check', { findings: [finding('single-uplink')] }],
  ])('nothing is offered where there is nothing to add: %s %j', (verb, json) => {
    expect(fixesIn({ verb, words: [] }, json, 'esx-07')).toEqual([]);
  });
});

describe('for time', () => {
  const wanted: FixWanted = {
    ...{ rule: 'ntp-not-configured', host: 'esx-07' },
    missing: [SERVERS_MISSING, GUESTS_MISSING],
  };
  const sent = (servers: string, ticked: boolean) => {
    const { private_metadata } = valuesView({ place, wanted });
    const selected_options = ticked ? [{ value: 'considered' }] : [];
    const values = { servers: { value: { value: servers } }, guests: { value: { selected_options } } };
    return readValues({ private_metadata, state: { values } } as unknown as ViewOutput);
  };

  test('the form asks for servers, and for a word on the guests that may be left out', () => {
    const { blocks } = valuesView({ place, wanted });
    expect(blocks.slice(1)).toMatchObject([
      { block_id: 'servers', element: { type: 'plain_text_input' } },
      { block_id: 'guests', optional: true, element: { type: 'checkboxes' } },
    ]);
    expect(sent('10.0.0.5, ntp1.example.com', false)).toMatchObject({
      words: 'fix ntp-not-configured esx-07 servers 10.0.0.5,ntp1.example.com',
    });
    expect(sent('10.0.0.5', true)).toMatchObject({
      words: 'fix ntp-not-configured esx-07 servers 10.0.0.5 guests-considered',
    });
    expect(sent('10.0.0', false)).toEqual({ errors: { servers: '10.0.0 is no address and no name.' } });
  });

  test('a plan that is refused for its guests alone lacks a tick', () => {
    const refusals = [{ code: 'guests-not-considered', message: '' }];
    const change = { kind: 'ntp', servers: ['10.0.0.5'], guestsConsidered: false };
    const plan = { kind: 'ntp', rule: null, missing: [], change, refusals };
    const [fix] = fixesIn({ verb: 'fix', words: [] }, plan, 'esx-07');
    const [button] = fixButtons([fix!]);
    expect(button!.value!.split('\n')[0]).toBe('fix ntp esx-07 servers 10.0.0.5');
    expect(readFixValue(button!.value!)).toEqual(fix);
    const others = { ...plan, refusals: [...refusals, { code: 'no-undo', message: '' }] };
    expect(fixesIn({ verb: 'fix', words: [] }, others, 'esx-07')).toEqual([]);
  });
});
