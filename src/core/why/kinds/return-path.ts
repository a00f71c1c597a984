import type { HostState } from '../../esxi/host-state.ts';
import { DEFAULT_STACK } from '../../esxi/netstacks.ts';
import { NOTHING_READ } from '../../esxi/nothing-read.ts';
import { readPrefix } from '../../net/address.ts';
import type { Premise, Question } from '../../questions/question.ts';
import { type ReturnPath, returnPath as replies } from '../../routing/return-path.ts';
import { weakest } from '../../services/by-table.ts';
import { serviceNamed } from '../../services/index.ts';
import { lostSubnet, nicWithAddress, noRouteFor, noSuchAdapter, ownSubnet, ownSubnetOf } from '../adapters.ts';
import { type Asked, type Draft, grounds, placed, sure, todo, type WhyStep, what } from '../answer.ts';
import { sendsFromConsole } from '../console.ts';
import { pingFrom, watch } from '../tests.ts';
import { isDead, isKnown, type Way, wayOf, waysTo } from '../way.ts';
import { consolePath } from './console-path.ts';

/** Where replies to a client go, against the adapter that the client dialled. */
export function returnPath(asked: Asked): Draft {
  const { state, question } = asked;
  const none = noSuchAdapter(state, question.vmknic);
  if (none !== null) return none;
  if (question.destination === null) return noClient(asked);
  if (state === NOTHING_READ) return inGeneral(question.destination, whoeverWasDialled(asked, question.destination));
  if (sendsFromConsole(state, question)) return consolePath(asked, question.destination, true);
  if (question.leaving) return whoeverWasDialled(asked, question.destination);
  const dialled = question.vmknic ?? nicWithAddress(state, question.other)?.name;
  const found = dialled === undefined ? null : replies(state, question.destination, dialled);
  if (found === null) return whoeverWasDialled(asked, question.destination);
  return toDialled(asked, found);
}

/** Told in words, with no output at all: what it would be, and which output decides. */
function inGeneral(client: string, { missing = [], ...draft }: Draft): Draft {
  const outputs = missing.map((each) => `\`${each}\``).join(', ');
  return {
    ...draft,
    premise: 'cannot-tell',
    answer: `What you tell would be \`return-path\`: the routing table picks the adapter of a reply by the client's address, so replies to ${client} may leave by another adapter than the one that was dialled, and a firewall or a router drops them. Whether it is, the output of the host decides: ${outputs}.`,
    steps: [
      ...draft.steps.filter(({ certainty }) => certainty === 'reported'),
      todo(`Paste ${outputs}.`, 'documented'),
    ],
    missing,
    sources: ['S000'],
  };
}

function toDialled({ state, question }: Asked, found: ReturnPath): Draft {
  const { client, dialled } = found;
  const ways = found.parts.map(({ first, last, decision }) => ({
    who: found.parts.length === 1 ? client : first === last ? first : `${first}–${last}`,
    decision,
  }));
  const adapters = ways.flatMap(({ decision }) => (decision.vmknic === null ? [] : [decision.vmknic]));
  return {
    premise: premiseOf(ways, question.negated === true),
    answer: headline(ways, found),
    steps: [...placed(found.steps), grounds(found.certainty), ...todos(state, ways, found)],
    prove: [
      watch(dialled.vmknic, client),
      ...adapters.map((each) => watch(each, client)),
      ...pingFrom(state, dialled.vmknic, client),
    ],
    missing: found.missing,
    sources: ['S000'],
    about: [dialled.vmknic, ...adapters, client],
    destination: client,
  };
}

function headline(ways: readonly Way[], { client, dialled, sameAdapter }: ReturnPath): string {
  const at = `${dialled.vmknic}${dialled.address === null ? '' : ` (${dialled.address})`}`;
  if (ways.length > 1) {
    const parts = ways.slice(0, 3).map(({ who, decision }) => `to ${who} ${wayOf(decision)}`);
    return `Replies to ${client} take ${ways.length} ways: ${parts.join('; ')}${ways.length > 3 ? '; and more' : ''}. The clients dialled ${at}.`;
  }
  const { decision } = ways[0]!;
  const replies = `Replies to ${client} ${wayOf(decision)}`;
  if (isDead(decision)) return `${replies}, so who dials ${at} from there gets no answer.`;
  if (!isKnown(decision)) return `${replies}.`;
  if (sameAdapter === true) return `${replies}, the adapter that was dialled: the host's table is not what stops them.`;
  return `${replies}, not by ${at}, which was dialled. A firewall or a router that knows only one of the two ways drops them.`;
}

/** That somebody gets no answer is settled only where no reply can leave; another adapter is a likely cause, not a proof. */
function premiseOf(ways: readonly Way[], claimed: boolean): Premise {
  if (!ways.every(({ decision }) => isKnown(decision))) return 'cannot-tell';
  if (!claimed) return 'holds';
  return ways.every(({ decision }) => isDead(decision)) ? 'holds' : 'cannot-tell';
}

function todos(state: HostState, ways: readonly Way[], found: ReturnPath): readonly WhyStep[] {
  const { client, dialled, sameAdapter } = found;
  if (sameAdapter === true) {
    const text =
      'Capture on the dialled adapter while the client connects: no request there means that it is lost on the way in.';
    return [todo(text, 'inferred')];
  }
  if (sameAdapter === null && !ways.some(({ decision }) => isDead(decision))) return [];
  const dial = todo('Or dial the address of the adapter that the replies leave by.', 'inferred');
  const home = ownSubnetOf(state, client, found.netstack, dialled.vmknic);
  if (home !== null) return [todo(noRouteFor(client, home, dialled.vmknic), 'documented', home.evidence, ['KB344105'])];
  const lost = lostSubnet(state, dialled.vmknic);
  if (lost !== null) return [todo(ownSubnet(dialled.vmknic, lost), 'documented', [], ['KB318546', 'S002']), dial];
  const target = readPrefix(client) === null ? `${client} or its network` : client;
  const text = `A route for ${target} through a router in the subnet of ${dialled.vmknic} would bring the replies back by ${dialled.vmknic}. Look first with \`what-if\` what else it moves.`;
  return [todo(text, 'reported', [], ['S000']), dial];
}

/** No adapter was named: the table answers for whichever address of the default stack was dialled. */
function whoeverWasDialled({ state, question }: Asked, client: string): Draft {
  const ways = waysTo(state, client, stackOf(state, question.service));
  const adapters = ways.flatMap(({ decision }) => (decision.vmknic === null ? [] : [decision.vmknic]));
  const parts = ways.slice(0, 3).map(({ who, decision }) => `to ${who} ${wayOf(decision)}`);
  return {
    premise: question.leaving ? leavesBy(ways, question) : premiseOf(ways, question.negated === true),
    answer:
      ways.length === 0
        ? `${client} is no address that I can look up.`
        : `Replies ${parts.join('; ')}, whichever address of the host was dialled.`,
    steps: [
      ...ways
        .slice(0, 8)
        .map(({ who, decision }) =>
          what(`Replies to ${who} ${wayOf(decision)}.`, decision.certainty, decision.evidence),
        ),
      sure(
        'A reply keeps the address that was dialled as its source, and follows the table to the client.',
        'reported',
        [],
        ['S000'],
      ),
      ...ways.flatMap(({ decision }) => decision.notes.map((note) => sure(note, 'inferred'))),
      grounds(weakest(ways.map(({ decision }) => decision.certainty))),
    ],
    prove: adapters.map((each) => watch(each, client)),
    missing: ways.flatMap(({ decision }) => decision.missing),
    about: [...adapters, client],
    destination: client,
  };
}

/** A service with adapters in a stack of its own answers from there. */
function stackOf(state: HostState, service: Question['service']): string {
  const choice = service === null ? null : serviceNamed(service).choose(state);
  return choice?.decidedBy === 'netstack' ? choice.netstack : DEFAULT_STACK;
}

/** `why do replies to 10.0.0.7 leave by vmk0`, against the table. */
function leavesBy(ways: readonly Way[], { vmknic, negated }: Question): Premise {
  if (ways.length === 0 || !ways.every(({ decision }) => isKnown(decision))) return 'cannot-tell';
  const leaves = ways.every(({ decision }) => decision.vmknic === vmknic);
  return leaves === (negated !== true) ? 'holds' : 'does-not-hold';
}

function noClient({ question }: Asked): Draft {
  const to = question.vmknic ?? 'the host';
  return {
    premise: 'cannot-tell',
    answer: `Where replies go depends on the client's address, which was not named: ask again as "why can't ADDRESS reach ${to}".`,
    steps: [sure("The table picks the adapter of a reply by the client's address.", 'reported', [], ['S000'])],
    about: question.vmknic === null ? [] : [question.vmknic],
  };
}
