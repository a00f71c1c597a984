import type { ViewOutput } from '@slack/bolt';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pasteView, readPaste } from '../../src/slack/views/paste.ts';

const place = { channel: 'C01', thread: '1.2' };

test('it keeps to the limits of a view, whatever it is opened with', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 5_000 }),
      fc.array(fc.string({ minLength: 1, maxLength: 63 }), { maxLength: 300 }),
      (words, hosts) => {
        const view = pasteView({ place, words, hosts });
        const json = JSON.stringify(view);
        expect(view.title.text.length).toBeLessThanOrEqual(24);
        expect(view.private_metadata!.length).toBeLessThanOrEqual(3_000);
        for (const block of view.blocks) {
          if (block.type !== 'input' || !('element' in block)) continue;
          const { element } = block;
          if (element.type === 'static_select') expect(element.options!.length).toBeLessThanOrEqual(100);
          if (element.type === 'plain_text_input') {
            expect(element.max_length!).toBeLessThanOrEqual(3_000);
            expect(element.initial_value?.length ?? 1).toBeLessThanOrEqual(element.max_length!);
          }
        }
        expect(json.length).toBeLessThan(50_000);
      },
    ),
  );
});

test('more hosts than a list holds is said', () => {
  const hosts = Array.from({ length: 120 }, (_, i) => `esx-${i}`);
  expect(JSON.stringify(pasteView({ place, words: '', hosts }))).toContain('first 100 of 120');
});

function filled(values: Record<string, object>): ViewOutput {
  const state = Object.fromEntries(Object.entries(values).map(([block, value]) => [block, { value }]));
  return { private_metadata: JSON.stringify(place), state: { values: state } } as unknown as ViewOutput;
}

describe('what was filled in', () => {
  test('three boxes are one text: a full one goes on in the next, another ends its line', () => {
    const full = 'x'.repeat(3_000);
    const read = readPaste(
      filled({ paste_1: { value: full }, paste_2: { value: 'rest' }, paste_3: { value: 'more' } }),
      'U1',
    );
    expect(read).toMatchObject({ place, words: 'check', pastes: [{ text: `${full}rest\nmore\n` }] });
  });

  test('nothing to read is told in the box', () => {
    expect(readPaste(filled({ question: { value: 'why' } }), 'U1')).toHaveProperty('errors.paste_1');
    expect(readPaste(filled({ paste_1: { value: '  \n ' } }), 'U1')).toHaveProperty('errors.paste_1');
  });

  test('a host and an output are one too many', () => {
    const host = { selected_option: { value: 'esx-07' } };
    expect(readPaste(filled({ host, paste_1: { value: 'text' } }), 'U1')).toHaveProperty('errors.host');
    expect(readPaste(filled({ host, question: { value: ' route 10.0.0.1 ' } }), 'U1')).toMatchObject({
      host: 'esx-07',
      words: 'route 10.0.0.1',
    });
  });
});

test('where it comes back without its place, the person alone is answered', () => {
  const view = filled({ paste_1: { value: 'text' } });
  for (const metadata of ['garbage', '', 'null', '{"channel":1}']) {
    expect(readPaste({ ...view, private_metadata: metadata }, 'U1')).toMatchObject({ place: { channel: 'U1' } });
  }
});
