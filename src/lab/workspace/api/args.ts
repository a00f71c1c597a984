import { Refused, refusedWith } from './method.ts';

/** The arguments of a call: strings where they came in a form, values where they came as JSON. */
export class Args {
  readonly all: Readonly<Record<string, unknown>>;

  constructor(all: Readonly<Record<string, unknown>>) {
    this.all = all;
  }

  has(name: string): boolean {
    return this.all[name] !== undefined && this.all[name] !== null && this.all[name] !== '';
  }

  /** A text that must be there. */
  need(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '')
      throw refusedWith('invalid_arguments', [`missing required field: ${name}`]);
    return value;
  }

  text(name: string): string | undefined {
    const value = this.all[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw refusedWith('invalid_arguments', [`must provide a string [json-pointer:/${name}]`]);
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(String(this.all[name]));
  }

  integer(name: string, otherwise: number): number {
    if (!this.has(name)) return otherwise;
    const value = Number(this.text(name));
    if (!Number.isInteger(value))
      throw refusedWith('invalid_arguments', [`must provide an integer [json-pointer:/${name}]`]);
    return value;
  }

  /** A value that comes as JSON in a form; `error` is the word where it is none. */
  json(name: string, error = 'invalid_arguments'): unknown {
    const value = this.all[name];
    if (typeof value !== 'string') return value ?? undefined;
    if (value === '') return undefined;
    try {
      return JSON.parse(value);
    } catch {
      throw new Refused(error);
    }
  }
}
