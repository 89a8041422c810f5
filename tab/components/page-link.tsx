import { Link } from '@fluentui/react-components';
import type { MouseEvent, ReactNode } from 'react';
import { useHref, useNavigate } from 'react-router';

/** A link to another page of the tab. */
export function PageLink(props: {
  readonly to: string;
  /** Heard in place of what is seen, where that is the same for several. */
  readonly label?: string;
  readonly children: ReactNode;
}) {
  const { to, label, children } = props;
  return (
    <Link {...usePageLink(to)} {...(label === undefined ? {} : { 'aria-label': label })}>
      {children}
    </Link>
  );
}

/** Makes a link one to another page of the tab, which is opened without loading the tab anew. */
export function usePageLink(to: string) {
  const go = useNavigate();
  return {
    href: useHref(to),
    onClick: (event: MouseEvent) => {
      // A press that opens a window of its own is the browser's.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void go(to);
    },
  };
}
