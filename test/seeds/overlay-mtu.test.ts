import { expect, test } from 'vitest';
import { SAMPLES } from '../../src/samples/index.ts';
import { allOf, asked } from './asked.ts';

const TOLD = 'my virtual network still does not seem to support large MTU sizes, the VXLAN test fails';
const NOTHING = '~ # vmware -v\nVMware ESXi 6.5.0 build-4564106';
const HOP = SAMPLES.find(({ name }) => name === 'overlay-hop')!.text;

test('small packets pass and full-size ones are lost: a hop on the way, such as the router, is too small', () => {
  const said = asked(TOLD, HOP);
  expect(said).toMatchObject({ premise: 'holds' });
  expect(said.answer).toMatch(/^A ping of 1572 bytes .* from vmk3 to 10\.70\.20\.32 is lost on the way, while smaller/);
  expect(allOf(said)).toMatch(/interface of a router/);
  expect(said.findings).toContain('overlay-path');
  expect(said.sources).toEqual(expect.arrayContaining(['S004', 'VSZ']));
});

test('duplicate replies are noted, not diagnosed', () => {
  const said = asked('why are there duplicate packets being received on the VXLAN', HOP);
  expect(said.answer).toMatch(
    /one answer more than was asked for, beside 2 that were due\. That is noted, not explained\./,
  );
  expect(said.findings).toContain('duplicate-replies');
  expect(allOf(said)).toMatch(/what makes them was never found/);
});

test('duplicate replies are noted, not diagnosed, without any output too, and not found where none are', () => {
  const words = 'getting duplicate packets (DUP!) on ping between vms on vxlan';
  const untold = asked(words, NOTHING);
  expect(untold.answer).toMatch(/^Duplicate answers .* never found: they are noted here, and not diagnosed\./);
  expect(untold.sources).toContain('S004');
  expect(asked(words, HOP).answer).toMatch(/That is noted, not explained\./);
  const none = asked(words, HOP.replace(/64 bytes.*DUP!.*\n/, '').replace('+1 duplicates, ', ''));
  expect(none).toMatchObject({ premise: 'cannot-tell', answer: expect.stringMatching(/^No duplicate answer is in/) });
});

test('an interface that a ping does not know is the mark of the wrong stack, and no failed test', () => {
  const nics = HOP.slice(0, HOP.indexOf('~ # ping'));
  const output = `${nics}~ # vmkping -I vmk3 -d -s 1572 10.70.20.32\nUnknown interface 'vmk3': Invalid argument\n~ #\n`;
  for (const words of [TOLD, "vmkping says Unknown interface 'vmk3'"]) {
    const said = asked(words, output);
    expect(said.answer).toMatch(
      /the mark of the wrong stack: .* vmk3 in the default stack, and it is in vxlan: repeat/,
    );
    expect(said.findings).toEqual(['overlay-test']);
  }
  // Without the adapters nobody knows which stack it is in.
  const alone = asked("Unknown interface 'vmk3'", output.slice(output.indexOf('~ # vmkping')));
  expect(alone.answer).toMatch(
    /^`Unknown interface` is the mark .* `esxcli network ip interface list` shows which stack/,
  );
});

test('its twin, whose full-size ping is answered: the size is not the cause', () => {
  const said = asked(
    TOLD,
    HOP.replace('3 packets transmitted, 0 packets received, 100%', '3 packets transmitted, 3 packets received, 0%'),
  );
  expect(said).toMatchObject({ premise: 'does-not-hold' });
  expect(said.findings).not.toContain('overlay-path');
});

test('another twin, where no size is answered: that is no matter of the MTU', () => {
  const said = asked(
    TOLD,
    HOP.replace(/64 bytes from.*\n/g, '').replace('2 packets received, +1 duplicates, 0%', '0 packets received, 100%'),
  );
  expect(said.answer).toMatch(/^Not even a small packet to 10\.70\.20\.32 is answered: that is not the size/);
  expect(said.findings).not.toContain('overlay-path');
});

test('a small ping alone, or one of the default stack, proves nothing', () => {
  const small = HOP.slice(0, HOP.indexOf('~ # ping ++netstack=vxlan -d'));
  const said = asked(TOLD, `${small}~ #\n`);
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.answer).toMatch(/prove no size/);
  expect(said.prove).toEqual(['vmkping ++netstack=vxlan -I vmk3 -d -s 1572 10.70.20.32']);
});

test('without any output it says which test decides', () => {
  const said = asked(TOLD, NOTHING);
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.prove.join()).toContain('-d -s 1572');
});
