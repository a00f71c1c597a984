import { expect, test } from 'vitest';
import { teamOfActor, teamOfAuthor } from '../../src/slack/listeners/team.ts';

test.each([
  ['their own team', { user_team: 'T2', team: 'T2' }, { team_id: 'T1', is_ext_shared_channel: true }, 'T2'],
  ['the team of the message', { team: 'T1' }, { team_id: 'T1' }, 'T1'],
  ['the team of the delivery', {}, { team_id: 'T1' }, 'T1'],
  ['nothing, in a channel that is shared', {}, { team_id: 'T1', is_ext_shared_channel: true }, undefined],
  ['nothing, of a bot', { team: 'T1', bot_id: 'B1' }, { team_id: 'T1' }, undefined],
])('whoever wrote a message is of %s', (_, event, body, team) => {
  expect(teamOfAuthor({ event, body }).team).toBe(team);
});

test.each([
  [{ user: { team_id: 'T2' }, team: { id: 'T1' } }, 'T2'],
  [{ user: {}, team: { id: 'T1' } }, 'T1'],
  [{ user: {}, team: null }, undefined],
])('whoever pressed something is of their own team: %j', (body, team) => {
  expect(teamOfActor(body).team).toBe(team);
});
