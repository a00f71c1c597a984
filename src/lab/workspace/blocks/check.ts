import { INVENTED } from '../invented.ts';

/** Where in a request something is wrong, and what, in Slack's form: `must be … [json-pointer:/blocks/0/text]`. */
export type Faults = string[];

/** Looks at one value; `at` is its JSON pointer. */
export type Check = (value: unknown, at: string, faults: Faults) => void;

type Fields = Readonly<Record<string, Check | { readonly optional: Check }>>;

const WORDS = INVENTED.blockFault;

export function fault(faults: Faults, words: string, at: string): void {
  faults.push(`${words} [json-pointer:${at}]`);
}

/** A field that may be missing. */
export function optional(check: Check): { readonly optional: Check } {
  return { optional: check };
}

export function text(max: number, min = 1): Check {
  return (value, at, faults) => {
    if (typeof value !== 'string') return fault(faults, WORDS.notType('string'), at);
    const length = INVENTED.characters(value);
    if (length > max) fault(faults, WORDS.tooLong(max), at);
    if (length < min) fault(faults, WORDS.tooShort(min), at);
  };
}

export const flag: Check = (value, at, faults) => {
  if (typeof value !== 'boolean') fault(faults, WORDS.notType('boolean'), at);
};

export function integer(min: number, max: number): Check {
  return (value, at, faults) => {
    if (!Number.isInteger(value)) return fault(faults, WORDS.notType('integer'), at);
    if ((value as number) < min || (value as number) > max) fault(faults, `must be from ${min} to ${max}`, at);
  };
}

export const number: Check = (value, at, faults) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) fault(faults, WORDS.notType('number'), at);
};

export function pattern(expression: RegExp, name: string): Check {
  return (value, at, faults) => {
    if (typeof value !== 'string' || !expression.test(value)) fault(faults, WORDS.notType(name), at);
  };
}

export function oneOf(...values: readonly (string | number)[]): Check {
  return (value, at, faults) => {
    if (!values.includes(value as string)) fault(faults, WORDS.notOneOf(values.map(String)), at);
  };
}

export function list(check: Check, max: number, min = 1): Check {
  return (value, at, faults) => {
    if (!Array.isArray(value)) return fault(faults, WORDS.notType('array'), at);
    if (value.length > max) fault(faults, WORDS.tooMany(max), at);
    if (value.length < min) fault(faults, WORDS.tooFew(min), at);
    for (const [index, item] of value.entries()) check(item, `${at}/${index}`, faults);
  };
}

/** An object with these fields and no others. */
export function object(fields: Fields, also: readonly Check[] = []): Check {
  return (value, at, faults) => {
    if (!isObject(value)) return fault(faults, WORDS.notType('object'), at);
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(fields, name)) fault(faults, WORDS.additional(name), at);
    }
    for (const [name, field] of Object.entries(fields)) {
      const present = value[name] !== undefined;
      if (present) (typeof field === 'function' ? field : field.optional)(value[name], `${at}/${name}`, faults);
      else if (typeof field === 'function') fault(faults, WORDS.missing(name), at);
    }
    for (const check of also) check(value, at, faults);
  };
}

/** An object whose `type` says which of these it is. */
export function byType(types: Readonly<Record<string, Check>>): Check {
  return (value, at, faults) => {
    if (!isObject(value)) return fault(faults, WORDS.notType('object'), at);
    const type = String(value.type);
    if (!Object.hasOwn(types, type)) return fault(faults, WORDS.unsupported(type), `${at}/type`);
    types[type]!(value, at, faults);
  };
}

/** At least, or exactly, one of two fields. */
export function oneField(one: string, other: string, both: 'both allowed' | 'not both'): Check {
  return (value, at, faults) => {
    const has = (name: string) => isObject(value) && value[name] !== undefined;
    if (!has(one) && !has(other)) fault(faults, WORDS.missing(`${one} or ${other}`), at);
    if (both === 'not both' && has(one) && has(other)) fault(faults, `${one} and ${other} exclude each other`, at);
  };
}

export const anything: Check = () => undefined;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
