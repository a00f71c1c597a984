import { createContext, useContext } from 'react';
import type { ActionValue, FilledIn } from '../../client-api.ts';

/** What is filled into a modal so far, and what is wrong with it, by block. */
export interface Form {
  readonly values: FilledIn;
  readonly errors: Readonly<Record<string, string>>;
  /** Without a value the field is as it was at first. */
  set(blockId: string, actionId: string, value: ActionValue | undefined): void;
}

export const FormContext = createContext<Form | null>(null);

/** The modal around, or null outside of one. */
export const useForm = (): Form | null => useContext(FormContext);
