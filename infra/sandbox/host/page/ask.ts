/** Asks the host and gives its answer. Throws an Error whose message is meant for people. */
export async function ask<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
  const response = await fetch(`/sandbox/${path}`, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Error('This page does not reach npm start any more. Is it still running?');
  });
  const answer = (await response.json()) as T & { message?: string };
  if (!response.ok) throw new Error(answer.message ?? 'That did not work.');
  return answer;
}

/** An element that has to be on the page, of the kind it has to be. */
export function the(selector: string): HTMLElement;
export function the<E extends HTMLElement>(selector: string, kind: new () => E): E;
export function the(selector: string, kind: new () => HTMLElement = HTMLElement): HTMLElement {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
  return found;
}

/** A new element with a text and a class. */
export function make(tag: string, text = '', className = ''): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  return element;
}
