import { appsConnectionsOpen } from './apps-connections-open.ts';
import { authTest } from './auth-test.ts';
import { botsInfo } from './bots-info.ts';
import { chatDelete } from './chat-delete.ts';
import { chatGetPermalink } from './chat-get-permalink.ts';
import { chatPostEphemeral } from './chat-post-ephemeral.ts';
import { chatPostMessage } from './chat-post-message.ts';
import { chatUpdate } from './chat-update.ts';
import { conversationsHistory } from './conversations-history.ts';
import { conversationsInfo } from './conversations-info.ts';
import { conversationsJoin } from './conversations-join.ts';
import { conversationsList } from './conversations-list.ts';
import { conversationsMembers } from './conversations-members.ts';
import { conversationsOpen } from './conversations-open.ts';
import { conversationsReplies } from './conversations-replies.ts';
import { filesCompleteUploadExternal } from './files-complete-upload-external.ts';
import { filesGetUploadUrlExternal } from './files-get-upload-url-external.ts';
import { filesInfo } from './files-info.ts';
import type { Method } from './method.ts';
import { reactionsAdd } from './reactions-add.ts';
import { teamInfo } from './team-info.ts';
import { usergroupsList } from './usergroups-list.ts';
import { usergroupsUsersList } from './usergroups-users-list.ts';
import { usersConversations } from './users-conversations.ts';
import { usersInfo } from './users-info.ts';
import { usersList } from './users-list.ts';
import { viewsOpen } from './views-open.ts';
import { viewsPublish } from './views-publish.ts';
import { viewsPush } from './views-push.ts';
import { viewsUpdate } from './views-update.ts';

/** The methods of the Web API that the workspace knows; it says `unknown_method` to any other. */
export const METHODS: ReadonlyMap<string, Method> = new Map([
  ['apps.connections.open', appsConnectionsOpen],
  ['auth.test', authTest],
  ['bots.info', botsInfo],
  ['chat.delete', chatDelete],
  ['chat.getPermalink', chatGetPermalink],
  ['chat.postEphemeral', chatPostEphemeral],
  ['chat.postMessage', chatPostMessage],
  ['chat.update', chatUpdate],
  ['conversations.history', conversationsHistory],
  ['conversations.info', conversationsInfo],
  ['conversations.join', conversationsJoin],
  ['conversations.list', conversationsList],
  ['conversations.members', conversationsMembers],
  ['conversations.open', conversationsOpen],
  ['conversations.replies', conversationsReplies],
  ['files.completeUploadExternal', filesCompleteUploadExternal],
  ['files.getUploadURLExternal', filesGetUploadUrlExternal],
  ['files.info', filesInfo],
  ['reactions.add', reactionsAdd],
  ['team.info', teamInfo],
  ['usergroups.list', usergroupsList],
  ['usergroups.users.list', usergroupsUsersList],
  ['users.conversations', usersConversations],
  ['users.info', usersInfo],
  ['users.list', usersList],
  ['views.open', viewsOpen],
  ['views.publish', viewsPublish],
  ['views.push', viewsPush],
  ['views.update', viewsUpdate],
]);
