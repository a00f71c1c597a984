/** Judges the code in argv[4] by the store in argv[2] when a line comes in; argv[3] is the time. Prints the judgement. */
import { once } from 'node:events';
import { createCodes } from '../../src/otp/codes.ts';
import { openStore } from '../../src/store/index.ts';

const [, , address = '', at, code = ''] = process.argv;
const store = await openStore(address);
const codes = createCodes({ totp: { U2: { env: 'CODE_U2' } }, env: process.env, store, now: () => Number(at) });
process.stdout.write('open\n');
await once(process.stdin, 'data');
process.stdout.write(`${await codes.judge('U2', code)}\n`);
await store.close();
process.exit(0);
