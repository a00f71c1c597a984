import type { Slack } from '../../slack.ts';
import type { ShownView } from '../records.ts';

/** A view in the shape that payloads and `views.*` give it. */
export function viewJson(slack: Slack, view: ShownView, values: object = {}): object {
  return {
    id: view.id,
    team_id: slack.team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values },
    hash: view.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: view.close,
    submit: view.submit,
    previous_view_id: view.previous,
    root_view_id: view.root,
    app_id: slack.team.app.id,
    external_id: view.externalId,
    app_installed_team_id: slack.team.id,
    bot_id: slack.team.app.botId,
  };
}
