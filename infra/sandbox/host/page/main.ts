import { ask, the } from './ask.ts';
import { forgetWeek, showCalendars, type Now } from './calendar.ts';
import { me, startPeople, tell } from './people.ts';

type View = 'tab' | 'calendars' | 'chat';
const views: readonly View[] = ['tab', 'calendars', 'chat'];
const seenGuide = 'sandbox-guide-seen';
let view: View = 'tab';
let now: Now | null = null;

await start().catch(tell);

async function start(): Promise<void> {
  startTheme();
  startGuide();
  const be = await startPeople(personChanged);
  the('#be-paired').addEventListener('click', () => {
    if (now?.paired) be(now.paired.id);
  });
  for (const button of document.querySelectorAll<HTMLElement>('[data-view]')) {
    button.addEventListener('click', () => {
      hideGuide();
      open(button.dataset['view'] as View);
    });
  }
  for (const button of document.querySelectorAll<HTMLElement>('[data-by]')) {
    button.addEventListener('click', () => moveClock({ by: button.dataset['by'] ?? '' }));
  }
  the('#to-end').addEventListener('click', () => moveClock({ toEndOfNextMeeting: true }));
  // A booking or an answer in the tab shows here without a reload.
  setInterval(() => void follow().catch(tell), 3_000);
  await personChanged();
}

async function personChanged(): Promise<void> {
  const person = me();
  if (!person) return;
  the('#news').textContent = '';
  the('#me-name').textContent = person.displayName;
  the('#me-title').textContent = [person.jobTitle, person.officeLocation].filter(Boolean).join(' · ');
  the('#initials').textContent = person.displayName
    .split(' ')
    .map((word) => word[0])
    .slice(0, 2)
    .join('');
  the('#chat', HTMLIFrameElement).removeAttribute('src');
  the('#tab', HTMLIFrameElement).src = '/tab/';
  forgetWeek();
  await readNow();
  await show();
}

function open(next: View): void {
  view = next;
  void show().catch(tell);
}

async function show(): Promise<void> {
  for (const name of views) the(`#view-${name}`).hidden = name !== view;
  for (const button of document.querySelectorAll<HTMLElement>('nav [data-view]')) {
    button.setAttribute('aria-pressed', String(button.dataset['view'] === view));
  }
  if (view === 'calendars') await showCalendars(await readNow());
  if (view === 'chat') await showChat();
}

async function showChat(): Promise<void> {
  const frame = the('#chat', HTMLIFrameElement);
  if (frame.hasAttribute('src')) return;
  the('#chat-note').textContent = 'The chat is starting. That takes a few seconds the first time.';
  const chat = await ask<{ url: string; person: { id: string; displayName: string } }>('chat');
  if (chat.person.id !== me()?.id) return;
  the('#chat-note').textContent =
    `You write to the Vantage bot as ${chat.person.displayName}, in the Microsoft 365 Agents Playground.`;
  frame.src = chat.url;
}

/** Looks again; what was booked meanwhile shows where the calendars are open. */
async function follow(): Promise<void> {
  const before = now?.next?.startsAt;
  const latest = await readNow();
  if (view !== 'calendars') return;
  if (latest.next?.startsAt !== before) forgetWeek();
  // Also where they meet when they did: an invitation takes its time to arrive at the other one's.
  await showCalendars(latest);
}

async function readNow(): Promise<Now> {
  now = await ask<Now>('now');
  const { timeZone, next } = now;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  the('#now').textContent = format.format(new Date(now.now));
  the('#next').textContent = next
    ? `Next meeting: ${format.format(new Date(next.startsAt))}, with ${next.partner}`
    : `No meeting for ${me()?.displayName ?? 'you'} yet`;
  the('#to-end', HTMLButtonElement).disabled = next === null;
  the('#be-paired').hidden = now.paired === null;
  the('#be-paired').textContent = now.paired ? `Be ${now.paired.displayName}` : '';
  return now;
}

function moveClock(change: { by: string } | { toEndOfNextMeeting: true }): void {
  const move = async () => {
    await ask('clock', 'POST', change);
    forgetWeek();
    await readNow();
    the('#news').textContent =
      'The clock has moved on. The bot and the tab follow within a few seconds; whoever is off work hears from the bot one day on.';
    the('#tab', HTMLIFrameElement).src = '/tab/';
    await show();
  };
  void move().catch(tell);
}

function startTheme(): void {
  const select = the('#theme', HTMLSelectElement);
  const set = (theme: string) => {
    document.documentElement.dataset['theme'] = theme;
    document.cookie = `sandbox-theme=${theme}; path=/; samesite=lax; max-age=2592000`;
    the('#tab', HTMLIFrameElement).contentWindow?.postMessage({ type: 'sandbox-theme', theme }, location.origin);
  };
  select.value = /sandbox-theme=(dark|contrast)/.exec(document.cookie)?.[1] ?? 'default';
  set(select.value);
  select.addEventListener('change', () => set(select.value));
}

function startGuide(): void {
  the('#guide').hidden = localStorage.getItem(seenGuide) !== null;
  the('#close-guide').addEventListener('click', hideGuide);
  the('#open-guide').addEventListener('click', () => (the('#guide').hidden = !the('#guide').hidden));
}

function hideGuide(): void {
  the('#guide').hidden = true;
  localStorage.setItem(seenGuide, 'yes');
}
