import type { AppsManifestCreateArguments } from '@slack/web-api';

/** An app's manifest, as Slack's own packages type it. */
export type Manifest = AppsManifestCreateArguments['manifest'];
