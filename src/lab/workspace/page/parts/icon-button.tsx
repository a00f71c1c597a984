import type { ComponentProps } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** A button of a picture alone; `label` is its name and its tooltip. */
export function IconButton({
  icon,
  label,
  size = 18,
  className = '',
  ...rest
}: { icon: IconName; label: string; size?: number } & Omit<ComponentProps<'button'>, 'children' | 'aria-label'>) {
  return (
    <button type="button" className={`icon-button ${className}`} aria-label={label} title={label} {...rest}>
      <Icon name={icon} size={size} />
    </button>
  );
}
