import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';
import { Card } from './card.tsx';
import { usePageStyles } from './styles.ts';

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: '4px 12px' },
  section: { minWidth: '0', padding: '16px', gap: '12px', boxShadow: tokens.shadow2, overflowWrap: 'anywhere' },
});

/** A part of a page in a card of its own, named by its heading. */
export function Section(props: {
  readonly heading: string;
  /** What stands at the end of the heading's line: a count, a button. */
  readonly aside?: ReactNode;
  /** It asks something of the one who looks. */
  readonly isAsked?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { heading, aside, isAsked = false, className, children } = props;
  const styles = usePageStyles();
  const own = useStyles();
  const id = useId();
  return (
    <Card role="region" aria-labelledby={id} className={mergeClasses(own.section, isAsked && styles.asked, className)}>
      <div className={own.head}>
        <h2 id={id} className={styles.heading}>
          {heading}
        </h2>
        {aside}
      </div>
      {children}
    </Card>
  );
}
