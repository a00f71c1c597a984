import { fileJson } from '../state/json/file.ts';
import { type Method, Refused, TIER } from './method.ts';

/** A file in a channel that the app is in, or its own. */
export const filesInfo: Method = {
  token: 'bot',
  rate: TIER[4],
  scopes: ['files:read'],
  run(slack, args) {
    const { team } = slack;
    const file = team.files.get(args.need('file'));
    const shared =
      file?.channels.has(`box:${team.app.id}`) ||
      [...(file?.channels ?? [])].some((id) => team.channels.get(id)?.members.has(team.app.userId));
    const seen = file?.complete === true && (shared || file.user === team.app.userId);
    if (!seen) throw new Refused('file_not_found');
    return { file: { ...fileJson(slack, file), channels: [...file.channels] }, comments: [] };
  },
};
