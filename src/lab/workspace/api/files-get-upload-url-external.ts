import { mimeOf } from '../state/mime.ts';
import { type Method, Refused, TIER } from './method.ts';

export const filesGetUploadUrlExternal: Method = {
  token: 'bot',
  rate: TIER[4],
  scopes: ['files:write'],
  run(slack, args) {
    const name = args.need('filename');
    const length = args.integer('length', 0);
    if (length < 1) throw new Refused('invalid_arguments');
    const id = slack.ids.next('F');
    const uploadKey = slack.ids.secret();
    slack.team.files.set(id, {
      id,
      name,
      title: name,
      mimetype: mimeOf(name),
      user: slack.team.app.userId,
      created: Math.floor(slack.clock.now() / 1000),
      bytes: null,
      announced: length,
      uploadKey,
      complete: false,
      channels: new Set(),
    });
    return { upload_url: `${slack.origin}/upload/${uploadKey}`, file_id: id };
  },
};
