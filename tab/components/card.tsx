import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ComponentProps } from 'react';

const useStyles = makeStyles({
  card: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    padding: '12px',
    overflow: 'hidden',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusMedium,
    // To be seen where themes have no shadows.
    border: `1px solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
  },
});

/** A ground of its own. Fluent's card can be pressed and leads the focus through what is in it; none of ours needs to. */
export function Card({ className, ...others }: ComponentProps<'div'>) {
  return <div {...others} className={mergeClasses(useStyles().card, className)} />;
}
