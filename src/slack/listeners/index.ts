import type { App } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import type { AckReport } from './acknowledge.ts';
import { askButton } from './ask-button.ts';
import { changeButton } from './change-button.ts';
import { changeVote } from './change-vote.ts';
import { command } from './command.ts';
import { fixButton } from './fix-button.ts';
import { fixSubmitted } from './fix-submitted.ts';
import { home } from './home.ts';
import { mention } from './mention.ts';
import { message } from './message.ts';
import { pasteButton } from './paste-button.ts';
import { pasteSubmitted } from './paste-submitted.ts';
import { shortcut } from './shortcut.ts';

/** Registers one listener for each thing that Slack sends. */
export function listen(app: App, bot: Bot, report: AckReport): void {
  const told = [
    command,
    shortcut,
    askButton,
    pasteButton,
    pasteSubmitted,
    fixButton,
    fixSubmitted,
    changeButton,
    changeVote,
  ];
  for (const register of told) register(app, bot, report);
  // Bolt acknowledges events by itself before it calls a listener.
  for (const register of [mention, message, home]) register(app, bot);
}
