import type { Scenario } from '../scenario.ts';
import { ntpAhead } from './ahead.ts';
import { ntpClosed } from './closed.ts';
import { ntpNever } from './never.ts';
import { ntpNobody } from './nobody.ts';
import { ntpRunaway } from './runaway.ts';
import { ntpWindows } from './windows.ts';
import { ntpWrongRoute } from './wrong-route.ts';

/** What keeps a host from the right time, in the order in which it is looked for. */
export function timeScenarios(): Scenario[] {
  return [ntpNever(), ntpClosed(), ntpNobody(), ntpWrongRoute(), ntpWindows(), ntpAhead(), ntpRunaway()];
}
