import { dns } from './dns.ts';
import { ft } from './ft.ts';
import { icmp } from './icmp.ts';
import { iscsi } from './iscsi.ts';
import { management } from './management.ts';
import { nfs } from './nfs.ts';
import { ntp } from './ntp.ts';
import { provisioning } from './provisioning.ts';
import { replication } from './replication.ts';
import type { Service, ServiceName } from './service.ts';
import { syslog } from './syslog.ts';
import { vmotion } from './vmotion.ts';
import { vsan } from './vsan.ts';

/** Every service, in the order `help` prints them. */
export const services: readonly Service[] = [
  management,
  vmotion,
  provisioning,
  ft,
  iscsi,
  nfs,
  vsan,
  replication,
  ntp,
  dns,
  syslog,
  icmp,
];

export function serviceNamed(name: ServiceName): Service {
  return services.find((each) => each.name === name)!;
}
