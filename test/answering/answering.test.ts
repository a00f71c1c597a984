import { afterAll, describe, expect, test } from 'vitest';
import { VERBS } from '../../commands/index.ts';
import { createAnswering } from '../../src/answering/create.ts';
import { parse, split } from '../../src/command.ts';
import { sample } from '../support/terminal.ts';

const answering = createAnswering();
afterAll(() => answering.close());

const asked = (line: string) => parse(split(line), Object.keys(VERBS));
const paste = (name: string) => async () => [{ name: 'paste', text: sample(name) }];

describe('a paste', () => {
  test('is answered', async () => {
    const said = await answering.answer({ asked: asked('check'), captures: paste('shared-vmotion') });
    expect(said.json).toMatchObject({ schema: 'vmkbot/diagnosis/1' });
    expect(said.captures).toEqual(await paste('shared-vmotion')());
    expect(said.reply.headline.text).toContain('vmk0');
  });
});
