import './browser.ts';
import { createDOMRenderer, RendererProvider } from '@fluentui/react-components';
import { act, configure, render, screen, waitFor, within, type RenderResult } from '@testing-library/react';
import { PointerEventsCheckLevel, userEvent } from '@testing-library/user-event';
import { expect } from '@jest/globals';
import axe from 'axe-core';
import type { z } from 'zod';
import type { Me } from '../../bot/http/contract/me.ts';
import { ApiProblem, type Api } from '../../tab/api/client.ts';
import type { Follow } from '../../tab/api/live.ts';
import { App } from '../../tab/app.tsx';
import { startTexts } from '../../tab/locales/i18n.ts';
import type { Host } from '../../tab/teams/host.ts';

// A busy machine draws slowly. Still less than a page waits before it looks again by itself: what is shown sooner was asked
// for.
configure({ asyncUtilTimeout: 15_000 });

// What Fluent draws in the next frame, a moment later, or when something has found its place, changes React's state: that too
// has happened before a test looks on.
const nextFrame = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (draw) => nextFrame((time) => act(() => draw(time)));
const later = window.setTimeout.bind(window);
window.setTimeout = ((then: () => void, wait?: number) =>
  later(() => act(() => then()), wait)) as typeof window.setTimeout;
HTMLElement.prototype.dispatchEvent = function (this: HTMLElement, event) {
  const dispatch = () => EventTarget.prototype.dispatchEvent.call(this, event);
  let answer = true;
  if (event.type === 'fui-positioningend') act(() => void (answer = dispatch()));
  else answer = dispatch();
  return answer;
};

/** A request that a page has made. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly ifMatch?: string;
}

/**
 * Answers of the API by method and path, a function of the body and the query where they change; without its query where all
 * queries are answered alike. An `ApiProblem` is thrown.
 */
export type Answers = Record<string, unknown>;

/** An API that gives these answers, checked against the contract as the real one does, and keeps what it was asked. */
export function fakeApi(answers: Answers) {
  const asked: Asked[] = [];
  const api: Api = async <T extends z.ZodType>(
    shape: T,
    method: string,
    path: string,
    body?: unknown,
    _signal?: AbortSignal,
    ifMatch?: string,
  ) => {
    if (method !== 'GET') asked.push({ method, path, body, ...(ifMatch === undefined ? {} : { ifMatch }) });
    const [plain = '', query] = path.split('?');
    const found = answers[`${method} ${path}`] ?? answers[`${method} ${plain}`];
    const answer: unknown =
      typeof found === 'function'
        ? (found as (body: unknown, query: URLSearchParams) => unknown)(body, new URLSearchParams(query))
        : found;
    if (answer === undefined) throw new Error(`the page asked for ${method} ${path}, which nobody answers here`);
    if (answer instanceof Error) throw answer;
    return shape.parse(answer);
  };
  return { api, asked };
}

export const problem = (code: string, message: string): ApiProblem =>
  new ApiProblem({ code, message, reference: 'r-1' });

export const me: Me = {
  displayName: 'Petra Lindqvist',
  isLead: false,
  personId: '0193a000-0000-7000-8000-000000000001',
  timeZone: 'Europe/London',
  now: '2026-12-01T09:00:00Z',
};

/**
 * Of Fluent's thousand rules of style those that decide whether something is there for the one who looks. The document here
 * holds every element against every rule whenever it is asked for a style; how things look is looked at in a real browser.
 */
const hides = /[{;]\s*(?:display|visibility|opacity|position|overflow(?:-[xy])?|clip(?:-path)?)\s*:/;
const renderer = createDOMRenderer(document, { unstable_filterCSSRule: (rule) => hides.test(rule) });

/** Nobody tells what changes here, so pages look again by themselves. */
const nobodyTells: Follow = () => () => undefined;

/** The tab as Teams shows it at an address, over these answers, to somebody whose client is set to `locale`. */
export async function openTab(path: string, answers: Answers, locale = 'en-GB', follow = nobodyTells) {
  const given: Answers = { 'GET /me': me, 'GET /my/participations': { participations: [] }, ...answers };
  const { api, asked } = fakeApi(given);
  const opened: string[] = [];
  const host: Host = {
    locale,
    theme: 'default',
    onTheme: () => () => undefined,
    token: async () => 'token',
    subPage: null,
    isSidePanel: false,
    meetingChatId: null,
    openLink: (url) => void opened.push(url),
    ready: () => undefined,
    failed: () => undefined,
  };
  window.history.pushState(null, '', `/tab${path}`);
  const texts = await startTexts(host.locale);
  const rendered: RenderResult = render(
    <RendererProvider renderer={renderer}>
      <App host={host} api={api} texts={texts} follow={follow} />
    </RendererProvider>,
  );
  // Whether a pointer reaches what it presses is looked at in a real browser.
  return {
    ...rendered,
    asked,
    opened,
    /** What is answered from now on. */
    answers: given,
    user: userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never }),
  };
}

/**
 * The dialog that has opened. A browser leads the focus to the first thing in it; here nothing has a size, so it is led there
 * by hand: a dialog that does not hold the focus is hidden after a moment.
 */
export async function dialogOf(name?: string | RegExp): Promise<HTMLElement> {
  const dialog = await screen.findByRole('dialog', name === undefined ? {} : { name });
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  act(() => within(dialog).getAllByRole('button', { hidden: true })[0]?.focus());
  return dialog;
}

/** What axe finds wrong with the page; colours and layout are looked at in a real browser. */
export async function findings(): Promise<readonly string[]> {
  const page = { include: ['body'], exclude: ['[role=tooltip]'] };
  const { violations } = await axe.run(page, { rules: { 'color-contrast': { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

export { screen };
