import { type Answer, type Asked, command, type Ports, usage } from '../src/command.ts';
import { describeHosts, describePin, describeTest } from '../src/core/describe/hosts.ts';
import type { Inventory } from '../src/inventory.ts';
import { notAHost } from './args.ts';

/** The configured hosts; what works on one of them; the host key to pin. */
export const hosts = command({
  name: 'hosts',
  usage: 'hosts | hosts test NAME | hosts pin NAME',
  summary: 'the configured hosts; what works on one (login, shell, esxcli, clock, time-outs); the host key to pin',
  examples: ['hosts', 'hosts test esx-07', 'hosts pin esx-07'],

  async run(asked, ports) {
    const [what, name, ...more] = asked.words;
    const inventory = inventoryOf(ports, name ?? what ?? '');
    if (what === undefined) return list(inventory);
    if ((what === 'test' || what === 'pin') && name === undefined) {
      const example = inventory.hosts[0]?.name ?? 'NAME';
      throw usage(
        `\`hosts ${what}\` needs the name of a host.`,
        `Say hosts ${what} NAME, such as hosts ${what} ${example}.`,
      );
    }
    if ((what !== 'test' && what !== 'pin') || name === undefined || more.length > 0) {
      throw usage(
        `\`hosts\` does not know "${asked.words.join(' ')}".`,
        'Say hosts, hosts test NAME, or hosts pin NAME.',
      );
    }
    const host = nameIn(inventory, name, asked);
    return what === 'test' ? test(inventory, host) : pin(inventory, host);
  },
});

function list({ hosts: all }: Inventory): Answer {
  return { json: { schema: 'vmkbot/hosts/1', hosts: all }, reply: () => describeHosts(all) };
}

async function test(inventory: Inventory, host: string): Promise<Answer> {
  const tested = await inventory.test(host);
  return { json: { schema: 'vmkbot/host-test/1', ...tested }, reply: () => describeTest(tested) };
}

async function pin(inventory: Inventory, host: string): Promise<Answer> {
  const shown = await inventory.pin(host);
  return { json: { schema: 'vmkbot/host-pin/1', ...shown }, reply: () => describePin(shown) };
}

function inventoryOf({ inventory }: Ports, word: string): Inventory {
  if (inventory !== undefined) return inventory;
  throw usage(
    word === '' ? 'No inventory is configured.' : `No inventory is configured, so there is no "${word}".`,
    'Set VMKBOT_CONFIG to a YAML file that lists hosts; the README shows one under "Live hosts".',
    'no-inventory',
  );
}

function nameIn({ hosts: all }: Inventory, word: string, asked: Asked): string {
  const alike = all.filter(({ name }) => name.toLowerCase() === word.toLowerCase());
  const found = alike.find(({ name }) => name === word) ?? alike[0];
  if (found === undefined) throw notAHost(word, { ...asked, inventory: all.map(({ name }) => name) });
  return found.name;
}
