import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { keepTheme, keptTheme, type Theme } from './kept.ts';

interface Themed {
  readonly theme: Theme;
  readonly dark: boolean;
  readonly choose: (theme: Theme) => void;
}

const ThemeContext = createContext<Themed>({ theme: 'system', dark: false, choose: () => {} });

/** Which colours are chosen, and whether they are dark ones now. */
export const useTheme = (): Themed => useContext(ThemeContext);

export function ThemeProvider({ children }: { children: ReactNode }) {
  const [theme, setTheme] = useState(keptTheme);
  const system = useSystemDark();
  const dark = theme === 'dark' || (theme === 'system' && system);
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }, [dark]);
  const themed = useMemo(() => {
    const choose = (next: Theme) => {
      keepTheme(next);
      setTheme(next);
    };
    return { theme, dark, choose };
  }, [theme, dark]);
  return <ThemeContext value={themed}>{children}</ThemeContext>;
}

function useSystemDark(): boolean {
  const query = useMemo(() => window.matchMedia('(prefers-color-scheme: dark)'), []);
  const [dark, setDark] = useState(query.matches);
  useEffect(() => {
    const look = () => setDark(query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, [query]);
  return dark;
}
