const PATHS = {
  hash: 'M4 9h16M4 15h16M10 4 8 20M16 4l-2 16',
  lock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3',
  close: 'M6 6l12 12M18 6 6 18',
  reply: 'M4 5h16v11H10l-5 4v-4H4z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  more: 'M4.5 12a.5 .5 0 1 0 1 0 .5 .5 0 1 0-1 0M11.5 12a.5 .5 0 1 0 1 0 .5 .5 0 1 0-1 0M18.5 12a.5 .5 0 1 0 1 0 .5 .5 0 1 0-1 0',
  diagnose: 'M3 12h4l3-7 4 14 3-7h4',
  clip: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.5 17a1.7 1.7 0 0 1-2.4-2.4L14.5 7',
  send: 'M4 4l17 8-17 8 3-8zM7 12h8',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v6M12 7.5h.01',
  keys: 'M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2',
  moon: 'M20 14A8 8 0 1 1 10 4a6.5 6.5 0 0 0 10 10z',
  screen: 'M3 5h18v11H3zM9 20h6M12 16v4',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13',
  down: 'M6 9l6 6 6-6',
  check: 'M5 13l4 4L19 7',
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing; what it means is said in words beside it or by its button's name. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
