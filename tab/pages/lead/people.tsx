import { usePageStyles } from '../../components/styles.ts';
import { BringIn } from './people/bring-in.tsx';
import { PeopleList } from './people/people-list.tsx';

/** Who is here, and how they come in. */
export function PeoplePage({ programmeId }: { readonly programmeId: string }) {
  const styles = usePageStyles();
  return (
    <div className={styles.stack}>
      <PeopleList programmeId={programmeId} />
      <BringIn programmeId={programmeId} />
    </div>
  );
}
