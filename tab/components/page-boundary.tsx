import { Component, type ReactNode } from 'react';
import { Trouble } from './trouble.tsx';

/**
 * Says so where a page cannot be drawn or fetched, and offers to try again; everything around it goes on. A new address
 * (`at`) is a new try.
 */
export class PageBoundary extends Component<
  { readonly at: string; readonly children: ReactNode },
  { readonly error: Error | null }
> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error('a page could not be drawn', { cause: error }) };
  }

  override componentDidUpdate(before: { readonly at: string }) {
    if (before.at !== this.props.at && this.state.error) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    // A piece of the page that could not be fetched is asked for again only by the page as a whole.
    return error ? <Trouble error={error} again={() => window.location.reload()} /> : this.props.children;
  }
}
