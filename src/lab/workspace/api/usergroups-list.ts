import { type Method, TIER } from './method.ts';

export const usergroupsList: Method = {
  token: 'bot',
  rate: TIER[2],
  scopes: ['usergroups:read'],
  run: ({ team }, args) => ({
    usergroups: [...team.usergroups.values()].map(({ id, handle, name, users }) => ({
      id,
      team_id: team.id,
      is_usergroup: true,
      is_external: false,
      name,
      handle,
      description: '',
      date_delete: 0,
      user_count: users.length,
      prefs: { channels: [], groups: [] },
      ...(args.flag('include_users') ? { users } : {}),
    })),
  }),
};
