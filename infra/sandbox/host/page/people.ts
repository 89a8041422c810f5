import { ask, make, the } from './ask.ts';

export interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly jobTitle: string;
  readonly department: string;
  readonly officeLocation: string;
  readonly timeZone: string;
  readonly role: 'lead' | 'mentee' | 'mentor' | null;
}

const groups = [
  { role: 'lead', title: 'Programme leads' },
  { role: 'mentee', title: 'Would like a mentor' },
  { role: 'mentor', title: 'Offer to mentor' },
  { role: null, title: 'Everybody else' },
] as const;
/** So many of a group are shown at once; the search finds the others. */
const shownAtOnce = 60;

let people: readonly Person[] = [];
let chosen = '';

/** Who is played. */
export const me = (): Person | undefined => people.find(({ id }) => id === chosen);

/**
 * Reads everybody, and joins the dialog to them; `changed` is called when somebody else is chosen. Answers how to choose
 * somebody by their id.
 */
export async function startPeople(changed: () => Promise<void>): Promise<(id: string) => void> {
  const answer = await ask<{ chosen: string; people: Person[] }>('people');
  people = answer.people;
  chosen = answer.chosen;
  const dialog = the('#people', HTMLDialogElement);
  const search = the('#search', HTMLInputElement);
  const be = async (id: string) => {
    await ask('person', 'PUT', { id });
    chosen = id;
    dialog.close();
    await changed();
  };
  const pick = (id: string) => void be(id).catch(tell);
  the('#open-people').addEventListener('click', () => {
    search.value = '';
    show('', pick);
    dialog.showModal();
  });
  the('#close-people').addEventListener('click', () => dialog.close());
  search.addEventListener('input', () => show(search.value, pick));
  for (const button of document.querySelectorAll<HTMLElement>('[data-be]')) {
    button.addEventListener('click', () => {
      const found = people.find(({ role }) => role === button.dataset['be']);
      if (found) pick(found.id);
      else tell(new Error('Nobody in this organisation has that part. Choose somebody at the top left.'));
    });
  }
  // The cookie is set even when nobody was chosen, so that every part of the page means the same person.
  await ask('person', 'PUT', { id: chosen });
  return pick;
}

/** Shows a message to the one who looks. */
export function tell(problem: unknown): void {
  the('#news').textContent = problem instanceof Error ? problem.message : String(problem);
}

function show(search: string, pick: (id: string) => void): void {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = people.filter((person) => {
    const text = `${person.displayName} ${person.jobTitle} ${person.department} ${person.officeLocation}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const parts = groups.flatMap(({ role, title }) => {
    const members = found.filter((person) => person.role === role);
    if (members.length === 0) return [];
    const more = members.length - shownAtOnce;
    return [
      make('h2', title),
      ...members.slice(0, shownAtOnce).map((person) => {
        const button = make('button', person.displayName);
        button.append(
          make('span', ` ${[person.jobTitle, person.officeLocation].filter(Boolean).join(' · ')}`, 'quiet'),
        );
        button.setAttribute('aria-current', String(person.id === chosen));
        button.addEventListener('click', () => pick(person.id));
        return button;
      }),
      ...(more > 0 ? [make('p', `and ${more} more: search for them`, 'quiet')] : []),
    ];
  });
  the('#list').replaceChildren(...(parts.length > 0 ? parts : [make('p', 'Nobody is called that.', 'quiet')]));
}
