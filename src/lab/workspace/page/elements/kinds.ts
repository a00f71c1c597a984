import type { ActionsBlock, InputBlock, SectionBlock } from '@slack/types';

/** Anything that can stand in a block and be acted on. */
export type Element = ActionsBlock['elements'][number] | InputBlock['element'] | NonNullable<SectionBlock['accessory']>;

/** Several fields under one label. */
export const isGroup = ({ type }: Element): boolean => type === 'checkboxes' || type === 'radio_buttons';
