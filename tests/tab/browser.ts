import { TextDecoder, TextEncoder } from 'node:util';

/** What every browser has and jsdom does not give. Imported before anything that looks for it. */
Object.assign(globalThis, {
  TextDecoder,
  TextEncoder,
  /** Nothing has a size here, so none ever changes. */
  ResizeObserver: class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
});

/** A window as wide as a desk's. */
window.matchMedia = (media) =>
  ({
    media,
    matches: true,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;

/** Everything is laid out in something: Fluent leads the focus only to what is. */
Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
  configurable: true,
  get(this: HTMLElement) {
    return this.parentElement;
  },
});

/** Scrolling moves the window and is told in the next frame, though nothing is seen. */
window.scrollTo = (...to: readonly unknown[]) => {
  const [options] = to as [ScrollToOptions];
  Object.assign(window, { scrollY: options.top ?? 0, pageYOffset: options.top ?? 0 });
  window.requestAnimationFrame(() => window.dispatchEvent(new Event('scroll')));
};
