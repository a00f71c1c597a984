import { expect, test } from 'vitest';
import { SAMPLES } from '../../src/samples/index.ts';
import { allOf, asked } from './asked.ts';

const TOLD = 'my virtual network still does not seem to support large MTU sizes, the VXLAN test fails';
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
  const said = asked(TOLD, '~ # vmware -v\nVMware ESXi 6.5.0 build-4564106');
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.prove.join()).toContain('-d -s 1572');
});
