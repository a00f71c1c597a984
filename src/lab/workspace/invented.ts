/**
 * What no source establishes of Slack: neither its published types nor what was measured. Each is recalled or chosen, on the strict side;
 * a program that works only because of one of these has learned it here.
 */
export const INVENTED = {
  /** Recalled: Slackbot's words where a command was not taken. */
  commandFailed: (command: string, why: string) => `${command} failed with the error "${why}"`,
  /** Recalled: Slack's client refuses a command typed in a thread, in words like these. */
  commandInThread: (command: string) => `${command} is not supported in threads. Sorry!`,
  commandUnknown: (command: string) => `${command} is not a valid command.`,
  /** Recalled: Slackbot's hint where an app that is mentioned is not in the channel. */
  mentionedOutsider: (name: string) => `@${name} is not in this channel. Invite them with /invite @${name}.`,
  /** Recalled: what `invalid_blocks` says under `response_metadata.messages`, with a JSON pointer. */
  blockFault: {
    missing: (name: string) => `missing required field: ${name}`,
    additional: (name: string) => `invalid additional property: ${name}`,
    tooLong: (max: number) => `must be less than ${max + 1} characters`,
    tooShort: (min: number) => `must be more than ${min - 1} characters`,
    tooMany: (max: number) => `no more than ${max} items allowed`,
    tooFew: (min: number) => `no less than ${min} items allowed`,
    unsupported: (type: string) => `unsupported type: ${type}`,
    notType: (type: string) => `must provide a ${type}`,
    notOneOf: (values: readonly string[]) => `must be one of: ${values.join(', ')}`,
    duplicate: (name: string) => `\`${name}\` must be unique`,
  },
  /** About 13,200 in practice; that it is every `text` of the blocks together is a guess. */
  blockContent: 13_200,
  /** Characters are counted as UTF-16 units, the larger of the counts there are. */
  characters: (text: string) => text.length,
  /** chat.postMessage cuts a longer text; here it is refused, so that nothing is lost silently. */
  textLimit: 40_000,
  /** How many posts in a row a channel takes before the one a second holds. */
  postBurst: 4,
  postsPerMinute: 300,
  /** Tiers tolerate short bursts of unknown size: at least so many calls at once. */
  tierBurst: 10,
  /** Metadata of one message, as JSON. */
  metadataBytes: 8_192,
  ticketMs: 30_000,
  /** What `apps.connections.open` says once Socket Mode was switched off. */
  linkDisabled: 'socket_mode_not_enabled',
  /** Recalled: what Slack's client says of a field of a modal. */
  required: 'Please complete this required field.',
  atMost: (max: number) => `Please use at most ${max} characters.`,
  atLeast: (min: number) => `Please use at least ${min} characters.`,
  /** HTTP status and words of a response_url that is used up or too old. */
  usedUrl: { status: 404, error: 'used_url' },
  expiredUrl: { status: 404, error: 'expired_url' },
  /** Domains that Slack's client makes links of without `http://`; the whole list of top-level domains is longer. */
  topLevelDomains: ['com', 'net', 'org', 'io', 'dev', 'de', 'uk', 'us', 'info', 'app', 'cloud', 'sh', 'md', 'py', 'co'],
  /** Characters that a person can send in one message. */
  typedLimit: 4_000,
  /** A code span or fence keeps bare domains as they are; a URL with `http://` becomes a link in it too. */
  linksInCode: true,
  /** With no connection open an event waits for its next attempt, a command or click fails with this word. */
  noConnection: 'dispatch_failed',
  /** A reply's `ts` as `thread_ts` is refused; Slack only advises against it. */
  replyAsThread: 'invalid_thread_ts',
  /** Commands and shortcuts of an app are not offered to people of another workspace, its buttons are. */
  strangersMay: 'mention and click',
  /** Reading the metadata of the app's own messages needs no scope of its own. */
  metadataScope: [] as readonly string[],
} as const;
