import { command, usage } from '../src/command.ts';
import { joined } from '../src/core/describe/join.ts';
import { describeService } from '../src/core/describe/service.ts';
import { services } from '../src/core/services/index.ts';
import { SERVICES, type Service } from '../src/core/services/service.ts';
import { addressOf, oneOf } from './args.ts';
import { perHost, quoted, readHosts } from './seen.ts';

const NEEDS = [
  ...(['vmknics', 'interfaces', 'routes', 'tags', 'iscsi', 'nfs', 'vsan', 'neighbors', 'portgroups'] as const),
  ...(['uplinks', 'dns', 'ntp', 'console'] as const),
];

/** Which adapter a service uses on this version: by tag, by binding, or by the table. */
export const service = command({
  name: 'service',
  usage: 'service [HOST] NAME [ADDRESS] [--from FILE]',
  summary: 'which adapter a service uses on this version: by tag, by binding, or by the table',
  examples: ['service vmotion --from capture.txt', 'service nfs 10.1.2.3 --from capture.txt'],

  async run({ words: [name, destination, ...more] }, ports) {
    if (name === undefined || more.length > 0) {
      throw usage(
        '`service` needs one service, and may be given the address of its peer.',
        `Known: ${SERVICES.join(', ')}.`,
      );
    }
    const asked = serviceOf(name);
    const peer = destination === undefined ? undefined : addressOf(destination);
    const chosen = (await readHosts(ports, NEEDS)).map((each) => ({ ...each, json: asked.choose(each.state, peer) }));
    return {
      json: perHost('vmkbot/service/1', chosen),
      reply: () =>
        joined(
          chosen.map((each) => ({
            host: each.host,
            reply: describeService(each.json, asked, each.state, quoted(each)),
          })),
        ),
    };
  },
});

function serviceOf(word: string): Service {
  const also = services.find(({ alsoCalled }) => alsoCalled.includes(word.toLowerCase()));
  if (also !== undefined) return also;
  const name = oneOf(word, SERVICES, 'service');
  return services.find((each) => each.name === name)!;
}
