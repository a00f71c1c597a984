import { INVENTED } from '../invented.ts';

/** Where in a request something is wrong, and what, in Slack's form: `must be … [json-pointer:/blocks/0/text]`. */
export type Complaints = string[];

/** Looks at one value; `at` is its JSON pointer. */
export type Check = (value: unknown, at: string, complaints: Complaints) => void;

type Fields = Readonly<Record<string, Check | { readonly optional: Check }>>;

const WORDS = INVENTED.blockFault;

export function complain(complaints: Complaints, words: string, at: string): void {
  complaints.push(`${words} [json-pointer:${at}]`);
}

/** A field that may be missing. */
export function optional(check: Check): { readonly optional: Check } {
  return { optional: check };
}

export function text(max: number, min = 1): Check {
  return (value, at, complaints) => {
    if (typeof value !== 'string') return complain(complaints, WORDS.notType('string'), at);
    const length = INVENTED.characters(value);
    if (length > max) complain(complaints, WORDS.tooLong(max), at);
    if (length < min) complain(complaints, WORDS.tooShort(min), at);
  };
}

export const flag: Check = (value, at, complaints) => {
  if (typeof value !== 'boolean') complain(complaints, WORDS.notType('boolean'), at);
};

export function integer(min: number, max: number): Check {
  return (value, at, complaints) => {
    if (!Number.isInteger(value)) return complain(complaints, WORDS.notType('integer'), at);
    if ((value as number) < min || (value as number) > max) complain(complaints, `must be from ${min} to ${max}`, at);
  };
}

export const number: Check = (value, at, complaints) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) complain(complaints, WORDS.notType('number'), at);
};

export function pattern(expression: RegExp, name: string): Check {
  return (value, at, complaints) => {
    if (typeof value !== 'string' || !expression.test(value)) complain(complaints, WORDS.notType(name), at);
  };
}

export function oneOf(...values: readonly (string | number)[]): Check {
  return (value, at, complaints) => {
    if (!values.includes(value as string)) complain(complaints, WORDS.notOneOf(values.map(String)), at);
  };
}

export function list(check: Check, max: number, min = 1): Check {
  return (value, at, complaints) => {
    if (!Array.isArray(value)) return complain(complaints, WORDS.notType('array'), at);
    if (value.length > max) complain(complaints, WORDS.tooMany(max), at);
    if (value.length < min) complain(complaints, WORDS.tooFew(min), at);
    for (const [index, item] of value.entries()) check(item, `${at}/${index}`, complaints);
  };
}

/** An object with these fields and no others. */
export function object(fields: Fields, also: readonly Check[] = []): Check {
  return (value, at, complaints) => {
    if (!isObject(value)) return complain(complaints, WORDS.notType('object'), at);
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(fields, name)) complain(complaints, WORDS.additional(name), at);
    }
    for (const [name, field] of Object.entries(fields)) {
      const present = value[name] !== undefined;
      if (present) (typeof field === 'function' ? field : field.optional)(value[name], `${at}/${name}`, complaints);
      else if (typeof field === 'function') complain(complaints, WORDS.missing(name), at);
    }
    for (const check of also) check(value, at, complaints);
  };
}

/** An object whose `type` says which of these it is. */
export function byType(types: Readonly<Record<string, Check>>): Check {
  return (value, at, complaints) => {
    if (!isObject(value)) return complain(complaints, WORDS.notType('object'), at);
    const type = String(value.type);
    if (!Object.hasOwn(types, type)) return complain(complaints, WORDS.unsupported(type), `${at}/type`);
    types[type]!(value, at, complaints);
  };
}

/** At least, or exactly, one of two fields. */
export function oneField(one: string, other: string, both: 'both allowed' | 'not both'): Check {
  return (value, at, complaints) => {
    const has = (name: string) => isObject(value) && value[name] !== undefined;
    if (!has(one) && !has(other)) complain(complaints, WORDS.missing(`${one} or ${other}`), at);
    if (both === 'not both' && has(one) && has(other))
      complain(complaints, `${one} and ${other} exclude each other`, at);
  };
}

export const anything: Check = () => undefined;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
