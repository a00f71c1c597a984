import { type Method, Refused, TIER } from './method.ts';

export const usergroupsUsersList: Method = {
  token: 'bot',
  rate: TIER[2],
  scopes: ['usergroups:read'],
  run({ team }, args) {
    const group = team.usergroups.get(args.need('usergroup'));
    if (group === undefined) throw new Refused('no_such_subteam');
    return { users: group.users.filter((id) => team.people.get(id)?.deactivated === false) };
  },
};
