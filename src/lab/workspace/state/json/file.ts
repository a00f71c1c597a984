import type { Slack } from '../../slack.ts';
import type { StoredFile } from '../records.ts';

/** A file in the shape of the Web API and the events. */
export function fileJson(slack: Slack, file: StoredFile): object {
  const base = `${slack.origin}/files-pri/${slack.team.id}-${file.id}`;
  const name = encodeURIComponent(file.name);
  const filetype = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? 'text';
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype,
    pretty_type: filetype === 'txt' || filetype === 'text' ? 'Plain Text' : filetype,
    user: file.user,
    user_team: slack.team.people.get(file.user)?.teamId ?? slack.team.id,
    editable: file.mimetype.startsWith('text/'),
    size: file.bytes?.length ?? 0,
    mode: file.mimetype.startsWith('text/') ? 'snippet' : 'hosted',
    is_external: false,
    external_type: '',
    is_public: true,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${base}/${name}`,
    url_private_download: `${base}/download/${name}`,
    permalink: `${slack.origin}/files/${file.user}/${file.id}/${name}`,
    is_starred: false,
    has_rich_preview: false,
    file_access: 'visible',
  };
}
