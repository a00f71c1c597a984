import { z } from 'zod';
import { ALWAYS } from './cross-check.ts';

const Text = z.string().min(1);

/** The environment (contract.md); other variables are none of ours. */
export const Environment = z
  .object({
    SLACK_BOT_TOKEN: Text.optional(),
    SLACK_APP_TOKEN: Text.optional(),
    SLACK_SIGNING_SECRET: Text.optional(),
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, 'a port is a number')
      .transform(Number)
      .refine((port) => port <= 65_535, 'a port is at most 65535')
      .optional(),
    SLACK_API_URL: z
      .string()
      .regex(/^https?:\/\/\S+\/api\/$/, 'an address of http or https that ends in /api/')
      .optional(),
    VMKBOT_CONFIG: Text.optional(),
    VMKBOT_STORE: z
      .string()
      .min(1)
      .refine(
        (text) => !/^[a-z]+:\/\//i.test(text) || /^rediss?:\/\/\S+$/i.test(text),
        'a redis:// address or a directory',
      )
      .default('./.vmkbot'),
    VMKBOT_HTTP: z
      .string()
      .regex(/^(?:\[[0-9A-Fa-f:]+\]|[A-Za-z0-9.-]*):\d{1,5}$/, 'an address and port, such as 127.0.0.1:8080')
      .optional(),
  })
  .superRefine((env: Record<string, unknown>, context) => {
    const [bot, app, secret] = [env.SLACK_BOT_TOKEN, env.SLACK_APP_TOKEN, env.SLACK_SIGNING_SECRET];
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (bot !== undefined && app === undefined && secret === undefined) {
      fault('SLACK_BOT_TOKEN', 'it needs SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET and PORT (HTTP)');
    }
    if (bot === undefined && (app !== undefined || secret !== undefined)) fault('SLACK_BOT_TOKEN', 'it is missing');
    if (secret !== undefined && app === undefined && env.PORT === undefined) fault('PORT', 'HTTP mode needs it');
  }, ALWAYS);

export type Environment = z.output<typeof Environment>;
