import { Link } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useHref, useNavigate } from 'react-router';

/** A link to another page of the tab. */
export function PageLink(props: {
  readonly to: string;
  /** Heard in place of what is seen, where that is the same for several. */
  readonly label?: string;
  readonly children: ReactNode;
}) {
  const { to, label, children } = props;
  const go = useNavigate();
  return (
    <Link
      href={useHref(to)}
      {...(label === undefined ? {} : { 'aria-label': label })}
      onClick={(event) => {
        // A press that opens a window of its own is the browser's.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        void go(to);
      }}
    >
      {children}
    </Link>
  );
}
