/** Simulated hosts for the sweep, apart from the process that is measured. */
import { startHost } from '../src/lab/esxi/index.ts';

const hosts = await Promise.all(Array.from({ length: Number(process.env.COUNT) }, () => startHost()));
for (const host of hosts) host.faults.secondsPerCall = Number(process.env.SECONDS);
process.send!(hosts.map(({ port, hostKeyFingerprint }) => ({ port, pin: hostKeyFingerprint })));
process.on('message', () => {
  hosts.forEach((host, i) => {
    if (i % 5 === 0) host.faults.hang = 'banner';
  });
  process.send!('silent');
});
