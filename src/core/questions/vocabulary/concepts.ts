/**
 * What a word does in a question. Tags of the same word add up: `ping` is an act of connecting and a service's name.
 *
 * `connect` acts run from a client to what it dials; `reply` acts run back; `receive` acts wait for what comes back.
 */
export const CONCEPT_WORDS = {
  adapter:
    'vmk, vmks, vmknic, vmknics, vmkernel, vmkernel port, vmkernel ports, vmkernel nic, vmkernel adapter, vmkernel adapters, vmkernel interface, vmkernel interfaces, adapter, adapters, adaptor, adaptors, interface, interfaces, nic, nics, port, network card, network port, exit, egress, netstack, tcp ip stack',
  egress:
    'use, uses, used, using, leave, leaves, leaving, left, go, goes, going, gone, went, go out, goes out, going out, exit, exits, exiting, egress, egresses, run, runs, running, ran, carry, carries, carried, carrying, send, sends, sending, sent, flow, flows, flowing, travel, travels, travelling, traveling, take, takes, taking, taken, took, ride, rides, riding, hit the wire, pick, picks, picked, picking, choose, chooses, chosen, choosing, chose, prefer, prefers, select, selects, selected, sit, sits, sitting, live, lives, on top of, stick to, sticks to, stuck to, stuck on, bound, bind, binds, transmit, transmits, transmitted, transmitting, route, routes, routed, routing, forward, forwards, forwarded, handle, handles, handled, serve, serves, served, serving, originate, originates, source, sourced, assigned, allocated, end up, ends up, ending up, land, lands, insist, insists, default to, defaults to, pushed, put, puts, ignore, ignores, ignoring, avoid, avoids, bypass, bypasses, enabled, move, moves, moved, moving, emit, emits, emitted, responsible, tagged, egressing, pass, passes, passing, come out, comes out, coming out, get out, gets out, getting out, deliver, delivers, delivered',
  connect:
    'reach, reaches, reached, reaching, reachable, reachability, talk, talks, talking, speak, speaks, speaking, speak to, connect, connects, connected, connecting, connection, connections, connectivity, contact, contacts, contacted, contacting, access, accesses, accessed, accessing, ping, pings, pinged, pinging, vmkping, ssh, sshing, telnet, open, opens, opened, opening, see, sees, hit, hits, hitting, get to, gets to, getting to, get at, get into, got to, get through, getting through, gets through, get a connection, communicate, communicates, communicating, communication, call, calls, calling, dial, dials, dialled, dialed, dialling, dialing, browse, browsing, log on, log in, login, logon, visit, request, requests, session, sessions, handshake, syn, curl, mount, mounts, mounting, traceroute, attach, attaches, establish, establishes, find, finds, initiate, initiates, query, queries, make it to, makes it to, send to, sends to, sending to, sent to, arrive on, arrives on, arriving on, arrive at, arrives at, come in on, comes in on, log into, logging into, locked out of, shut out of, cut off from, lost, lose, loses, losing',
  reply:
    'reply, replies, replied, replying, answer, answers, answered, answering, respond, responds, responded, responding, response, responses, return, returns, returned, returning, return traffic, return path, return packet, return packets, return route, way back, path back, route back, way home, back to, come back to, comes back to, get back to, gets back to, getting back to, go back to, goes back to, going back to, sent back, send back, sends back, ack, acks, acknowledge, acknowledges, syn ack, reverse path, talk back, talks back, back, deaf, ignore, ignores, ignoring',
  receive:
    'get, gets, getting, got, receive, receives, receiving, received, hear, hears, hearing, await, awaits, wait for, waits for, waiting for',
  unreachable:
    'unreachable, not reachable, reachable, inaccessible, not accessible, accessible, unavailable, not available, offline, dead, down, invisible, unresponsive, not responding',
  fail: 'locked out of, shut out of, cut off from, fail, fails, failing, failed, failure, time out, times out, timed out, timing out, timeout, timeouts, drop, drops, dropped, dropping, lost, lose, loses, break, breaks, broken, hang, hangs, hanging, stall, stalls, no luck, unable, problem, trouble, issue, die, dies, nothing, impossible, blocked, vanish, vanishes, disappear, disappears, black hole, blackholed, silent, silence',
  traffic:
    'traffic, packet, packets, frame, frames, flow, flows, data, bytes, stream, message, messages, lookups, lookup, queries, requests, datagram, datagrams',
  path: 'table entry, entry, entries, match, matches, on link, directly connected, source address, source ip, next hop, nexthop, hop, path, route, routes, way, gateway, gw, router, routing, direction, via which, how would, how do i get, trace, exit point, first hop, outbound, outgoing',
  'default-gateway':
    'default gateway, no default gateway, no default route, default gw, default route, default router, gateway of last resort, vmkernel gateway, standard gateway',
  suppose:
    'what if, what would, what will, what changes, what happens, what happen, what might, suppose, supposing, if, imagine, assume, assuming, would anything, consequences, consequence, effect, effects, impact, should i, simulate, what else, blast radius, what breaks, safe to, dry run, after i, once i, when i, adding, removing, deleting, replacing',
  add: 'add, adds, added, adding, insert, inserted, create, created, creating, introduce, introduced, new route, new static route, i route, we route, you route, to route, i routed, we routed',
  steer:
    'route, routed, routes, send, sent, sends, sending, point, points, pointed, pointing, went, go, goes, going, put, puts, steer, steered, reroute, rerouted, redirect, redirected, forward, forwarded, direct, directed, move, moved, moving',
  remove:
    'remove, removes, removed, removing, delete, deletes, deleted, deleting, drop, dropped, dropping, withdraw, withdrawn, take out, took out, take away, took away, rid of, lose, lost, without, clear, cleared, disappears, goes away, went away, no default gateway, no default route',
  become:
    'become, becomes, became, set, sets, setting, change, changes, changed, changing, replace, replaced, replacing, switch, switched, switching, move, moved, moving, make, made, point, pointed, were, is, was, pointing, used, use, swap, swapped, update, updated, swapping',
  denied:
    'denied, deny, denies, denying, refuse, refuses, refused, refusing, reject, rejects, rejected, rejecting, permission, permissions, forbidden, forbid, not allowed, disallowed, not permitted, unauthorised, unauthorized, access denied, error 13, eacces, authorisation, authorization, turn down, turned away, turns away, turn us away, turns us away, turn me away, turns me away, turned us away, not authorised, not authorized, not let, not accept, decline, declines, declined, access control, export list, no rights, refusal',
  mounting: 'mount, mounts, mounted, mounting, remount',
  clock:
    'clock, clocks, system clock, host time, system time, time of day, time zone, timezone, wall clock, ntp, ntpd, ntpq, chrony, timekeeping, keep time, keep good time, keeps time, hardware clock, rtc, stratum, time source',
  time: 'time, times, hour, hours, minute, minutes, date',
  timing:
    'wrong, right, correct, incorrect, accurate, inaccurate, off, sync, synced, synch, syncing, synchronised, synchronized, synchronise, synchronize, synchronising, synchronizing, synchronisation, synchronization, unsynchronised, unsynchronized, in sync, out of sync, drift, drifts, drifting, drifted, skew, skewed, ahead, behind, fast, slow, late, offset, jump, jumps, jumped, step, steps, jitter, lag, lagging, lags, exact, precise, trust, running away, keep, keeps, good, ok, okay, fine, healthy, configured, set, working, state, status, up to date, agree, disagree, differ, differs, different',
  explain:
    'mean, means, meaning, meant, explain, explains, explained, explanation, say, says, said, saying, finding, findings, rule, warning, warn, warns, warned, report, reports, reported, reporting, complain, complains, complaining, flag, flags, flagged, flagging, claim, claims, stand for, stands for, complaint, why is there, detect, detected, diagnose, diagnosed, diagnosis, define, definition, mark, marked',
  host: 'host, hosts, this host, the host, esxi, esx, esxi host, esx host, hypervisor, this box, this machine, it itself, server itself',
  person:
    'i, we, me, us, pc, laptop, workstation, desktop, client, clients, vcenter, admin, admins, administrator, user, users, colleague, colleagues, backup server, jump host, jumphost, jump box, bastion, monitoring, my machine, operator, operators, browser',
  ask: 'why, how, how come, how would, how do i get, via which, trace, which, what, where, can, does, do, is, are, through which, by which, explain, tell, who, whence, whither, could, will, would, should, did, was, has, have, am',
  not: 'not, no, never, nothing, neither, unable, hardly, without, nobody, none',
  from: 'from, coming from, originating from',
  toward: 'to, towards, toward, for, into, against, onto, with',
  by: 'by',
  along: 'via, through, thru, over, using, on, out of, out, across, along',
  within: 'in, inside, within, of, behind, named, called, at, under, such as',
  unlike: 'and not, rather than, instead of, not, but not, as opposed to, although, though, in place of',
  passive: 'be, been, being',
  stack: 'stack, netstack, stacks, instance',
  leaving:
    'leave, leaves, leaving, exit, exits, exiting, egress, go out, goes out, going out, get out, come out, comes out, gets out',
} as const satisfies Record<string, string>;

export type Concept = keyof typeof CONCEPT_WORDS;
