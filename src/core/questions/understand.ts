import { adapterUsed } from './kinds/adapter-used.ts';
import { despite } from './kinds/despite.ts';
import {
  anythingWrong,
  findingById,
  findingExplained,
  findingMentioned,
  gatewayMessage,
  migration,
  persistence,
} from './kinds/finding.ts';
import type { Kind } from './kinds/kind.ts';
import { path } from './kinds/path.ts';
import { returnPath } from './kinds/return-path.ts';
import { arrayHeartbeats, serviceAdapter } from './kinds/service-adapter.ts';
import { serviceDenied } from './kinds/service-denied.ts';
import { consoleOfClient, symptom } from './kinds/symptom.ts';
import { time } from './kinds/time.ts';
import { whatIf } from './kinds/what-if.ts';
import { EXAMPLES, hintFor, nearestTo } from './nearest.ts';
import type { Question } from './question.ts';
import { readQuestion } from './reading.ts';
import { isRequest, isStrange } from './strange.ts';

/** A question as it was understood, or the nearest one that would have been. */
export type Understanding =
  | { readonly question: Question }
  | {
      readonly refused: {
        readonly nearest: string;
        readonly examples: readonly string[];
        readonly hint: string | null;
      };
    };

/** The more particular a kind, the earlier it is asked. */
const KINDS: readonly Kind[] = [
  findingById,
  gatewayMessage,
  migration,
  despite,
  whatIf,
  findingExplained,
  persistence,
  adapterUsed,
  anythingWrong,
  symptom,
  serviceDenied,
  arrayHeartbeats,
  time,
  serviceAdapter,
  returnPath,
  path,
  consoleOfClient,
  findingMentioned,
];

/** Understands a question in plain words by what it names, what it asks for and the order of its words. */
export function understand(text: string): Understanding {
  const reading = readQuestion(text);
  if (!isStrange(reading) && !isRequest(reading)) {
    for (const kind of KINDS) {
      const question = kind(reading);
      if (question !== null) return { question };
    }
  }
  return { refused: { nearest: nearestTo(reading), examples: EXAMPLES, hint: hintFor(reading) } };
}
