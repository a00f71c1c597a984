import type { Manifest } from './manifest.ts';

/** A person to be. */
export interface PersonWish {
  readonly name: string;
  readonly realName?: string;
  readonly kind?: 'member' | 'guest' | 'single-channel-guest' | 'bot' | 'stranger';
  readonly deactivated?: boolean;
}

export interface ChannelWish {
  readonly name: string;
  readonly kind?: 'public' | 'private';
  /** Names; all members (no guests, no strangers) where it is not said. */
  readonly members?: readonly string[];
  /** Whether the app is in it; true where it is not said. */
  readonly app?: boolean;
  readonly archived?: boolean;
  readonly shared?: boolean;
  readonly topic?: string;
}

export interface UsergroupWish {
  readonly handle: string;
  readonly users: readonly string[];
}

/** How deliveries reach the app: by its sockets, or as signed requests to this URL. */
export type Mode = 'socket' | { readonly http: string; readonly signingSecret?: string };

export interface WorkspaceOptions {
  readonly people?: readonly PersonWish[];
  readonly channels?: readonly ChannelWish[];
  readonly usergroups?: readonly UsergroupWish[];
  /** The app's manifest: its scopes, events, commands and shortcuts. */
  readonly manifest?: Manifest;
  readonly mode?: Mode;
  /** `slack` where it is not said. */
  readonly rateLimits?: 'slack' | 'off';
  /** 0, or nothing: any free port. */
  readonly port?: number;
  /** Folder of the page's files; `dist/page` where it is not said. */
  readonly page?: string;
  /** How long the app may take to acknowledge; 3,000 ms where it is not said. */
  readonly ackMs?: number;
  /** When an event that was not acknowledged is sent again; at once, after 1 and after 5 minutes where it is not said. */
  readonly eventRetryMs?: readonly number[];
  /** From the warning of a refresh to the refresh; 10,000 ms where it is not said. */
  readonly refreshWarningMs?: number;
  /** How many calls and deliveries the log keeps; 5,000 where it is not said. */
  readonly keepLog?: number;
}

/** An app that may do all that the workspace knows, where no manifest is given: for tests of the workspace alone. */
export const DEFAULT_MANIFEST: Manifest = {
  display_information: { name: 'vmkbot' },
  features: {
    bot_user: { display_name: 'vmkbot' },
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    slash_commands: [
      { command: '/vmk', description: 'Asks about an ESXi host', should_escape: true, usage_hint: 'help' },
    ],
    shortcuts: [
      {
        type: 'message',
        name: 'Diagnose this output',
        callback_id: 'diagnose_message',
        description: 'Finds what is wrong in this output',
      },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'app_mentions:read',
        'channels:history',
        'channels:read',
        'chat:write',
        'commands',
        'files:read',
        'files:write',
        'groups:history',
        'groups:read',
        'im:history',
        'im:read',
        'im:write',
        'usergroups:read',
        'users:read',
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: ['app_home_opened', 'app_mention', 'message.channels', 'message.groups', 'message.im'],
    },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
};

export const DEFAULT_PEOPLE: readonly PersonWish[] = [{ name: 'oncall' }, { name: 'netops' }, { name: 'storage' }];
export const DEFAULT_USERGROUPS: readonly UsergroupWish[] = [{ handle: 'ops', users: ['netops', 'storage'] }];
export const DEFAULT_CHANNELS: readonly ChannelWish[] = [{ name: 'ops' }, { name: 'random', app: false }];
