import { Link } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useHref, useNavigate } from 'react-router';

/** A link to another page of the tab. */
export function PageLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  const go = useNavigate();
  return (
    <Link
      href={useHref(to)}
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
