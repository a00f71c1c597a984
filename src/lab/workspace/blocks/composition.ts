import { byType, type Check, flag, list, object, oneField, oneOf, optional, text } from './check.ts';

const type = (name: string) => oneOf(name);

/** `plain_text` of at most so many characters. */
export function plain(max: number, min = 1): Check {
  return object({ type: type('plain_text'), text: text(max, min), emoji: optional(flag) });
}

export function mrkdwn(max: number): Check {
  return object({ type: type('mrkdwn'), text: text(max), verbatim: optional(flag) });
}

/** `plain_text` or `mrkdwn`. */
export function textObject(max: number): Check {
  return byType({ plain_text: plain(max), mrkdwn: mrkdwn(max) });
}

export const confirm: Check = object({
  title: optional(plain(100)),
  text: textObject(300),
  confirm: optional(plain(30)),
  deny: optional(plain(30)),
  style: optional(oneOf('primary', 'danger')),
});

const optionFields = { value: optional(text(75)), description: optional(textObject(75)) };

/** An option of a menu. */
export const plainOption: Check = object({ text: plain(75), ...optionFields });

/** An option of an overflow menu, which may be a link. */
export const linkOption: Check = object({ text: plain(75), ...optionFields, url: optional(text(3_000)) });

/** An option of radio buttons or checkboxes. */
export const anyOption: Check = object({ text: textObject(75), ...optionFields });

export const optionGroup: Check = object({ label: plain(75), options: list(plainOption, 100) });

export const imageSource = oneField('image_url', 'slack_file', 'not both');

export const imageFields = {
  alt_text: text(2_000),
  image_url: optional(text(3_000)),
  slack_file: optional(
    object({ id: optional(text(255)), url: optional(text(3_000)) }, [oneField('id', 'url', 'not both')]),
  ),
};

export const conversationFilter: Check = object({
  include: optional(list(oneOf('im', 'mpim', 'private', 'public'), 4)),
  exclude_external_shared_channels: optional(flag),
  exclude_bot_users: optional(flag),
});
