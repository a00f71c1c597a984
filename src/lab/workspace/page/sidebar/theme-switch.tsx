import type { IconName } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import type { Theme } from '../state/kept.ts';
import { useTheme } from '../state/theme.tsx';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const ICONS: Readonly<Record<Theme, IconName>> = { system: 'screen', light: 'sun', dark: 'moon' };
const WORDS: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };

/** Goes round: as the system, light, dark. */
export function ThemeSwitch() {
  const { theme, choose } = useTheme();
  const label = `Colours: ${WORDS[theme]}. Switch to ${WORDS[NEXT[theme]]}`;
  return <IconButton icon={ICONS[theme]} label={label} onClick={() => choose(NEXT[theme])} />;
}
