import type { ReactNode } from 'react';
import type { ActionValue, Surface } from '../../client-api.ts';
import { Checkboxes, Radios } from './choices.tsx';
import { DateField } from './date-field.tsx';
import { FileField } from './file-field.tsx';
import type { Element } from './kinds.ts';
import { MenuField } from './menu-field.tsx';
import { TextField } from './text-field.tsx';

export interface FieldProps<E = Element> {
  element: E;
  id: string;
  /** What the field is called; written beside it, unless it stands `bare`. */
  label: string;
  bare?: boolean;
  /** What was chosen; without it the field shows its initial value. */
  value: ActionValue | undefined;
  change: (value: ActionValue | undefined) => void;
  describedBy?: string | undefined;
  invalid: boolean;
  place: { surface: Surface; blockId: string; actionId: string };
}

/** The field for an element. */
export function Field({ element, ...props }: FieldProps): ReactNode {
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return <TextField element={element} {...props} />;
    case 'checkboxes':
      return <Checkboxes element={element} {...props} />;
    case 'radio_buttons':
      return <Radios element={element} {...props} />;
    case 'datepicker':
      return <DateField element={element} {...props} />;
    case 'file_input':
      return <FileField element={element} {...props} />;
    case 'image':
      return <span>{element.alt_text}</span>;
    case 'static_select':
    case 'multi_static_select':
    case 'external_select':
    case 'multi_external_select':
    case 'users_select':
    case 'multi_users_select':
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select':
      return <MenuField element={element} {...props} />;
    default:
      return <span className="unknown">This page has no field of the kind {element.type}.</span>;
  }
}
