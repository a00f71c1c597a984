import type { DeliveryOutcome } from '../../client-api.ts';

/** Why the app did not take a click, for the person who clicked; null where it did. */
export function failureOf(outcome: DeliveryOutcome, app: string): string | null {
  switch (outcome) {
    case 'acknowledged':
      return null;
    case 'operation_timeout':
      return `${app} did not answer in time. Try again.`;
    case 'dispatch_failed':
      return `${app} is not connected. Try again in a moment.`;
    case 'http_client_error':
    case 'http_service_error':
      return `${app} answered with an error. Try again.`;
  }
}
