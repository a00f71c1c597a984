import type { ServiceName } from '../../services/service.ts';

/** What people call a service. A name here is enough to know which service is meant. */
export const SERVICE_WORDS: Readonly<Record<ServiceName, string>> = {
  management:
    'management, mgmt, mgt, mangement, console, remote console, vm console, service console, mks, vmrc, ssh, hostd, vpxa, host client, web client, dcui, heartbeat, ha heartbeat',
  vmotion:
    'vmotion, vmotions, v motion, xvmotion, x vmotion, live migration, live migrations, live migrating, live migrate, hot migration, hot migrations, vm migration, vm migrations, migration traffic, migrations, migration, drs, vmotioning',
  provisioning:
    'provisioning, cold migration, cold migrations, clone, clones, cloning, cloning traffic, snapshot copy, nfc, network file copy, vsphereprovisioning, offline migration, template deployment, storage vmotion, svmotion',
  ft: 'ft, fault tolerance, fault tolerant, ft logging, fault tolerance logging, lockstep',
  iscsi: 'iscsi, i scsi, scsi over ip, iscsi target, iscsi portal, software iscsi, port binding, iqn',
  nfs: 'nfs, nfs3, nfsv3, nfs4, nfsv4, nfs41, nas, network file system, nfs datastore, nfs export, nfs share, nfs server',
  vsan: 'vsan, v san, virtual san, vsan witness, witness traffic',
  replication: 'replication, vsphere replication, vr, replicating, replicated, replicas, hbr, srm, site recovery',
  ntp: 'ntp, ntpd, chrony, ntpq, time sync, time synchronisation, time synchronization, time server, time servers, time service, time requests, time queries, clock sync, clock synchronisation, network time',
  dns: 'dns, name resolution, name lookup, name lookups, name server, name servers, nameserver, nameservers, resolver, domain name, domain names, resolving names, resolve names, hostname lookup, hostname lookups',
  syslog:
    'syslog, log forwarding, remote logging, log shipping, log messages, logs to the collector, log host, loghost, log server, vmsyslogd, syslog server',
  icmp: 'icmp, ping, pings, pinging, pinged, vmkping, echo reply, echo replies, echo request, echo requests, traceroute',
};

/** Words that point at a service without naming it: they count where nothing else says what is asked about. */
export const HINT_WORDS: Partial<Readonly<Record<ServiceName, string>>> = {
  nfs: 'filer, filers, datastore, datastores, export, exports, mount, mounts, mounted, mounting, remount, the share, a share, our share, share on, file share, netapp, isilon',
  iscsi: 'target, targets, portal, portals, lun, luns, initiator, login, logins, log in, chap, array, san',
};
