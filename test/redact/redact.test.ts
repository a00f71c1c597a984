import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from '../../src/core/esxi/redact.ts';
import { HOSTILE } from '../support/hostile.ts';

/** Made up; built from pieces so that no scanner takes this file for a leak. */
const S = 'Hunter2+winter';
const SLACK = ['xoxb', '123456789012', 'AbCdEfGhIjKl'].join('-');
const AWS = ['AKIA', 'ABCDEFGHIJKLMNOP'].join('');
const GITHUB = ['ghp', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('_');
const JWT = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', 'c2lnbmF0dXJl'].join('.');
const HASH = ['$6', 'saltsalt', 'abcdefghijklmnopqrstuvwxyz0123456789./'].join('$');

const LAB = ['VMware', '1!'].join('');
const LICENCE = ['AAAAA', 'B1BBB', 'CCCC2', 'DDDDD', 'EEEEE'].join('-');

const R = (kind: string) => `[redacted: ${kind}]`;

describe('taken out', () => {
  test.each([
    [`http://monitor:${S}@10.0.0.9/status`, `http://monitor:${R('password')}@10.0.0.9/status`],
    [`password=${S}`, `password=${R('password')}`],
    [`DB_PASSWORD: ${S}`, `DB_PASSWORD: ${R('password')}`],
    [`passwd:${S}`, `passwd:${R('password')}`],
    [`{"password": "${S} and more", "user": "root"}`, `{"password": "${R('password')}", "user": "root"}`],
    [`password = '${S}'`, `password = '${R('password')}'`],
    [`<password>${S}</password>`, `<password>${R('password')}</password>`],
    [`(root@esx-07) Password: ${S}`, `(root@esx-07) Password: ${R('password')}`],
    [`root@10.0.0.7's password: ${S}`, `root@10.0.0.7's password: ${R('password')}`],
    [`Password for root@esx-07: ${S}`, `Password for root@esx-07: ${R('password')}`],
    [`The password is ${S}.`, `The password is ${R('password')}`],
    [
      `esxcli --server 10.0.0.7 --username root --password ${S} network ip interface list`,
      `esxcli --server 10.0.0.7 --username root --password ${R('password')} network ip interface list`,
    ],
    [
      `esxcli -s 10.0.0.7 -u root -p ${S} network vswitch standard list`,
      `esxcli -s 10.0.0.7 -u root -p ${R('password')} network vswitch standard list`,
    ],
    [
      `esxcli -s 10.0.0.7 -u root -p "${S} x" network ip get`,
      `esxcli -s 10.0.0.7 -u root -p "${R('password')}" network ip get`,
    ],
    [
      `vim-cmd -H 10.0.0.7 -U root -P ${S} vmsvc/getallvms`,
      `vim-cmd -H 10.0.0.7 -U root -P ${R('password')} vmsvc/getallvms`,
    ],
    [`net use Z: \\\\fs\\logs ${S} /user:lab\\oncall`, `net use Z: \\\\fs\\logs ${R('password')} /user:lab\\oncall`],
    [`net use Z: \\\\fs\\logs /user:lab\\oncall ${S}`, `net use Z: \\\\fs\\logs /user:lab\\oncall ${R('password')}`],
    [`sshpass -p ${S} ssh root@10.0.0.7`, `sshpass -p ${R('password')} ssh root@10.0.0.7`],
    [`curl -k -u root:${S} https://10.0.0.7/folder`, `curl -k -u root:${R('password')} https://10.0.0.7/folder`],
    [`echo ${S} | passwd root --stdin`, `echo ${R('password')} | passwd root --stdin`],
    [`1 MD5 ${S} # ntp key`, `1 MD5 ${R('password')} # ntp key`],
    [`enable secret 5 ${S}`, `enable secret 5 ${R('password')}`],
    [`the bot's ${SLACK} is`, `the bot's ${R('token')} is`],
    [`AWS_ACCESS_KEY_ID=${AWS}`, `AWS_ACCESS_KEY_ID=${R('token')}`],
    [`git clone https://${GITHUB}@github.com/x/y`, `git clone https://${R('token')}@github.com/x/y`],
    [`Authorization: Basic cm9vdDpsYWI=`, `Authorization: ${R('token')}`],
    [`-H "Authorization: Bearer ${JWT}" -k`, `-H "Authorization: ${R('token')}" -k`],
    [`bearer ${'a1'.repeat(20)}`, `bearer ${R('token')}`],
    [`jwt ${JWT}`, `jwt ${R('token')}`],
    [`X-Api-Key: ${S}`, `X-Api-Key: ${R('token')}`],
    [`Cookie: vmware_client=x; vmware_soap_session="0123456789abcdef0123"`, `Cookie: ${R('session')}"`],
    [`vmware_soap_session="0123456789abcdef0123"; Path=/`, `vmware_soap_session="${R('session')}"; Path=/`],
    [`vmware-api-session-id: 0123456789abcdef0123`, `vmware-api-session-id: ${R('session')}`],
    ['   Communities: public, lab', `   Communities: ${R('SNMP community')}`],
    [
      'esxcli system snmp set --communities public --enable true',
      `esxcli system snmp set --communities ${R('SNMP community')} --enable true`,
    ],
    ['esxcli system snmp set -c public -e true', `esxcli system snmp set -c ${R('SNMP community')} -e true`],
    ['   Targets: 10.0.0.9@162 lab', `   Targets: 10.0.0.9@162 ${R('SNMP community')}`],
    ['snmpwalk -v 2c -c lab 10.0.0.7', `snmpwalk -v 2c -c ${R('SNMP community')} 10.0.0.7`],
    ['<communities>public</communities>', `<communities>${R('SNMP community')}</communities>`],
    [
      `esxcli iscsi adapter auth chap set -A vmhba64 -d uni -N user -S ${S} -l required`,
      `esxcli iscsi adapter auth chap set -A vmhba64 -d uni -N user -S ${R('CHAP secret')} -l required`,
    ],
    [
      `esxcli iscsi adapter auth chap set --adapter=vmhba64 --secret=${S}`,
      `esxcli iscsi adapter auth chap set --adapter=vmhba64 --secret=${R('CHAP secret')}`,
    ],
    [`CHAP secret: ${S}`, `CHAP secret: ${R('CHAP secret')}`],
    [`root:${HASH}:19000:0:99999:7:::`, `root:${R('password hash')}:19000:0:99999:7:::`],
    ['root:ab1cdEFghij.K:13358:0:99999:7:::', `root:${R('password hash')}:13358:0:99999:7:::`],
    [`rootpw --iscrypted ${HASH}`, `rootpw --iscrypted ${R('password hash')}`],
    [`chekc root password ${LAB}`, `chekc root password ${R('password')}`],
    [`the password of root is now ${LAB}`, `the password of root is now ${R('password')}`],
    [`login root pass: ${LAB}`, `login root pass: ${R('password')}`],
    [
      `esxcli system account set -i root -p ${LAB} -c ${LAB}`,
      `esxcli system account set -i root -p ${R('password')} -c ${R('password')}`,
    ],
    [
      `esxcli system account add --id=backup --password=${LAB} --password-confirmation=${LAB}`,
      `esxcli system account add --id=backup --password=${R('password')} --password-confirmation=${R('password')}`,
    ],
    [`   ChapSecret ${LAB}`, `   ChapSecret ${R('CHAP secret')}`],
    [`community string ${LAB}`, `community string ${R('SNMP community')}`],
    [`community string: public`, `community string: ${R('SNMP community')}`],
    [`root:${LAB}`, `root:${R('password')}`],
    [`log in as root / ${LAB}`, `log in as root / ${R('password')}`],
    [`administrator@vsphere.local / ${LAB}`, `administrator@vsphere.local / ${R('password')}`],
    [`   Serial: ${LICENCE}`, `   Serial: ${R('licence key')}`],
    [`vim-cmd vimsvc/license --set ${LICENCE}`, `vim-cmd vimsvc/license --set ${R('licence key')}`],
    [`pass\u200bword: ${LAB}`, `password: ${R('password')}`],
    [`\uff30assword: ${LAB}`, `Password: ${R('password')}`],
  ])('%s', (text, expected) => {
    const { text: redacted, found } = redact(`first\n${text}\r\nlast`);
    expect(redacted).toBe(`first\n${expected}\r\nlast`);
    expect(new Set(found.map(({ line }) => line))).toEqual(new Set([2]));
    expect(redact(redacted)).toEqual({ text: redacted, found: [] });
  });

  const body = ['b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtz', 'c2gtZWQyNTUxOQAAACDL', 'AAAA'];
  const begin = (name = 'OPENSSH ') => `-----BEGIN ${name}PRIVATE KEY-----`;
  const end = (name = 'OPENSSH ') => `-----END ${name}PRIVATE KEY-----`;
  const marks = body.map(() => R('private key'));

  test.each([
    ['a key', [begin(), ...body, end(), 'vmk0 10.0.0.1'], [begin(), ...marks, end(), 'vmk0 10.0.0.1']],
    [
      'a quoted one',
      [`> ${begin('RSA ')}`, ...body.map((line) => `> ${line}`), `> ${end('RSA ')}`],
      [`> ${begin('RSA ')}`, ...marks.map((mark) => `> ${mark}`), `> ${end('RSA ')}`],
    ],
    [
      'one with a header',
      [begin('RSA '), 'Proc-Type: 4,ENCRYPTED', '', body[0]!, end('RSA ')],
      [begin('RSA '), R('private key'), '', R('private key'), end('RSA ')],
    ],
    [
      'one without an end',
      [begin(), ...body, '[root@esx-07:~] vmware -v', 'VMware ESXi 7.0.3'],
      [begin(), ...marks, '[root@esx-07:~] vmware -v', 'VMware ESXi 7.0.3'],
    ],
    ['one without a beginning', [...body, 'and so on'], [...marks, 'and so on']],
    [
      'one in a line',
      [`"${begin('')}\\n${body.join('\\n')}\\n${end('')}"`],
      [`"${begin('')}${R('private key')}${end('')}"`],
    ],
  ])('%s', (_, lines, expected) => expect(redact(lines.join('\n')).text.split('\n')).toEqual(expected));
});

test.each(['password', 'root password:', 'Password ='])('a secret on the line below %s', (asked) => {
  const { text, found } = redact(`${asked}\n${LAB}\nvmk0 10.0.0.1`);
  expect(text).toBe(`${asked}\n${R('password')}\nvmk0 10.0.0.1`);
  expect(found).toEqual([{ kind: 'password', line: 2 }]);
  expect(redact(text)).toEqual({ text, found: [] });
});

describe('left as it is', () => {
  test.each([
    'password:\n[root@esx-07:~]',
    'password\nvmk0 10.0.0.1',
    'Password:\nvmnic0',
    'Accepted password for root from 10.0.0.9 port 22 ssh2',
    'which password has vmk0 of esx-07',
    'root:x:0:0:Administrator:/:/bin/sh',
    'chown root:root /etc/krb5.conf',
    'BGP community 65000:100',
    'naa.600508b1-001c4-d2a7f-3e5b6-a7c8d',
    'the caf\u00e9 password is required\u200b',
    'Accepted password for root from 10.0.0.9 port 22',
    'pam_unix(sshd:auth): authentication failure; rhost=10.0.0.9 user=root',
    '   support bundles. Do not provide passwords directly on the command line.',
    'password: ********',
    'Password: [root@esx-07:~] esxcli network ip interface list',
    'PasswordAuthentication no',
    'Security.PasswordQualityControl = retry=3 min=disabled,disabled,disabled,7,7',
    'PWD=/vmfs/volumes/datastore1',
    'esxcli network vswitch standard portgroup add -p Management -v vSwitch0',
    'esxcli -s 10.0.0.7 network vswitch standard portgroup add -p Management -v vSwitch0',
    'esxcfg-vmknic -a -i 10.0.0.1 -n 255.255.255.0 -p "VM Kernel"',
    'ssh -p 2222 root@10.0.0.7',
    'ssh-ed25519 256 SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDbFHQqPxrUDdpnnSg root@esx-07 (ED25519)',
    'SHA1 Fingerprint=A9:4A:8F:E5:CC:B1:9B:A6:1C:4C:08:73:D3:91:E9:87:98:2F:BB:D3',
    '   naa.600508b1001c4d2a7f3e5b6a7c8d9e0f  iqn.1998-01.com.vmware:esx-07-4f2a91bc:64',
    'vmk0 00:50:56:aa:bb:cc fe80::250:56ff:feaa:bbcc 4c4c4544-0047-3010-8053-b7c04f4d3232',
    'fc.20000025b5aa0001:20000025b5bb0001 50:06:01:60:3b:20:11:22',
    'sessionId=52f1c7b0-7a11-9c44-52aa-08d0a4f6e1b2 opID=lro-1-5f3',
    'see http://10.0.0.9:8080/path and https://host/?q=a@b',
    'NFS cookie: 0x430512ab',
    'TOKEN: unexpected }',
    '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQG\n-----END CERTIFICATE-----',
  ])('%s', (text) => expect(redact(text)).toEqual({ text, found: [] }));
});

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.txt$/.test(name))
    .map((name) => path.join(folder, name));
const FIXTURES = path.resolve(import.meta.dirname, '../fixtures');
const CORPUS = process.env.VMKBOT_CORPUS;

test('nothing is taken out of what hosts print', () => {
  const files = [FIXTURES, ...(CORPUS !== undefined && existsSync(CORPUS) ? [CORPUS] : [])].flatMap(filesUnder);
  expect(files.length).toBeGreaterThan(100);
  const touched = files.flatMap((file) =>
    redact(readFileSync(file, 'utf8')).found.map((found) => ({ file, ...found })),
  );
  expect(touched).toEqual([]);
});

describe('of any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...[
        'password',
        '=',
        ':',
        ' ',
        '"',
        "'",
        '\n',
        '\r\n',
        '\r',
        '--password',
        '-p ',
        'esxcli',
        'token',
        'Cookie: a=b',
        '@',
        '://',
        'u:',
        'secret',
        '-----BEGIN PRIVATE KEY-----',
        '-----END PRIVATE KEY-----',
        'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAE',
        'Authorization: ',
        'community',
        S,
        SLACK,
        HASH,
        'net use \\\\a\\b ',
        'Private-Lines: 3',
      ],
    ),
    fc.string({ maxLength: 8 }),
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  const lines = (of: string) => of.split(/\r\n|\n|\r/);

  test('the lines stay as many, and those without a find stay the same', () => {
    fc.assert(
      fc.property(text, (given) => {
        const { text: redacted, found } = redact(given);
        const [before, after] = [lines(given), lines(redacted)];
        expect(after.length).toBe(before.length);
        const told = new Set(found.map(({ line }) => line));
        before.forEach((line, i) => {
          if (!told.has(i + 1)) expect(after[i]).toBe(line);
        });
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a text made to be slow ends within the time of a test', () => {
  const own: Readonly<Record<string, string>> = {
    passwords: 'password=',
    passwordsSpaced: 'password = ',
    urls: 'http://a:b',
    jwts: 'eyJaaaaaaaaaa-',
    keys: '-----BEGIN PRIVATE KEY-----',
    keyLines: '-----BEGIN PRIVATE KEY-----\n',
    keyBodies: 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAE\n',
    esxcli: 'esxcli -a -b c ',
    chap: 'auth chap set ',
    netUse: 'net use \\\\a ',
    curls: 'curl ',
    snmp: 'snmp set targets ',
    echoes: 'echo a ',
    dollars: '$6$',
    cookies: 'Cookie: a=',
    authorizations: 'Authorization:',
    quotes: 'password="',
    tokens: 'token:',
    dashes: '--password-',
  };
  const all = {
    ...HOSTILE,
    ...Object.fromEntries(Object.entries(own).map(([name, s]) => [name, (n: number) => s.repeat(n / s.length)])),
  };
  test.each(Object.entries(all))('%s', (_, make) => {
    const text = make(1_000_000);
    expect(redact(text).text.split('\n').length).toBe(text.split('\n').length);
  });
});
