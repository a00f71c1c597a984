import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Problem } from '../problem.ts';
import type { Metrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface HealthOptions {
  /** An address and port, such as `127.0.0.1:8080`; without an address, all of them. */
  readonly at: string;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Pick<Metrics, 'registry'>;
  /** Told of what goes wrong while it is served. */
  readonly failed?: (fault: Error) => void;
}

/** Who asks for health asks at once: a half-sent request keeps no place. */
const PATIENCE = { headersTimeout: 2_000, requestTimeout: 2_000, connectionsCheckingInterval: 500 };

/** Serves /healthz (the process answers), /readyz (it is of use; 503 and the reasons where not) and /metrics. */
export async function serveHealth({ at, readiness, metrics, failed = () => {} }: HealthOptions): Promise<HealthServer> {
  const pages: Record<string, (to: ServerResponse) => Promise<void>> = {
    '/healthz': async (to) => send(to, 200, { alive: true }),
    '/readyz': async (to) => {
      const state = await readiness();
      send(to, state.ready ? 200 : 503, state);
    },
    '/metrics': async (to) => {
      to.writeHead(200, { 'content-type': metrics.registry.contentType }).end(await metrics.registry.metrics());
    },
  };
  const server = createServer(PATIENCE, (request, response) => {
    const page = request.method === 'GET' ? pages[request.url?.split('?')[0] ?? ''] : undefined;
    if (page === undefined) return send(response, 404, { error: 'not found' });
    page(response).catch(() => response.destroy());
  });
  const port = await listen(server, at);
  // An error that nobody hears ends the process.
  server.on('error', failed);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(to: ServerResponse, status: number, body: object): void {
  to.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}

function listen(server: Server, at: string): Promise<number> {
  const colon = at.lastIndexOf(':');
  const host = at.slice(0, colon).replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(taken(at, cause)));
    server.listen({ port: Number(at.slice(colon + 1)), ...(host !== '' && { host }) }, () =>
      resolve((server.address() as AddressInfo).port),
    );
  });
}

function taken(at: string, cause: NodeJS.ErrnoException): Problem {
  const message = `VMKBOT_HTTP names ${at}, and nothing can be served there (${cause.code ?? cause.message}).`;
  return Object.assign(new Problem({ code: 'http', message, next: 'Name another address or port.', exit: 2 }), {
    cause,
  });
}
