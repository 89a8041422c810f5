import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  Spinner,
  Text,
} from '@fluentui/react-components';
import { DismissRegular, LockClosedRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonSummary } from '../../../../bot/http/contract/person.ts';
import { useWhatIf } from '../../../api/queries.ts';
import { PersonPicker } from '../../../components/person-picker.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { useDecide } from './decide.ts';
import { WhatIfAnswer } from './what-if.tsx';

/** Whom the question begins with; the other one is chosen in the panel. */
export interface Question {
  readonly mentee: PersonSummary | null;
  readonly mentor: PersonSummary | null;
}

const useStyles = makeStyles({ panel: { width: 'min(440px, 100vw)' } });

/** Why two people are not proposed for each other: the rule in the way, or what it would cost. */
export function WhyNotPanel(props: {
  readonly programmeId: string;
  readonly question: Question | null;
  readonly close: () => void;
}) {
  const { programmeId, question, close } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <OverlayDrawer
      position="end"
      className={styles.panel}
      open={question !== null}
      onOpenChange={(_, { open }) => {
        if (!open) close();
      }}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={t('close')} onClick={close} />}
        >
          {t('matching.whyNot')}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>{question && <Asking programmeId={programmeId} question={question} />}</DrawerBody>
    </OverlayDrawer>
  );
}

function Asking({ programmeId, question }: { readonly programmeId: string; readonly question: Question }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const [mentor, setMentor] = useState(question.mentor);
  const [mentee, setMentee] = useState(question.mentee);
  const couple = mentor && mentee ? { menteeId: mentee.id, mentorId: mentor.id } : null;
  const asked = useWhatIf(programmeId, couple);
  const decide = useDecide(programmeId);
  const pickers = [
    <PersonPicker
      key="mentor"
      programmeId={programmeId}
      role="mentor"
      label={t('matching.mentor')}
      chosen={mentor}
      onChoose={(person) => {
        setMentor(person);
        decide.reset();
      }}
    />,
    <PersonPicker
      key="mentee"
      programmeId={programmeId}
      role="mentee"
      label={t('matching.mentee')}
      chosen={mentee}
      onChoose={(person) => {
        setMentee(person);
        decide.reset();
      }}
    />,
  ];
  const canLock = asked.data?.kind === 'possible' || asked.data?.kind === 'paired';
  return (
    <div className={styles.stack}>
      {/* Who is known comes first: what is left to say is where the eye is. */}
      {question.mentee && !question.mentor ? pickers.toReversed() : pickers}
      {couple === null && <Text className={styles.quiet}>{t('matching.whatIf.choose')}</Text>}
      {couple !== null && asked.isPending && <Spinner size="small" label={t('matching.whatIf.asking')} />}
      <Trouble error={asked.error ?? decide.error} />
      {couple !== null && asked.data && <WhatIfAnswer answer={asked.data} />}
      {couple !== null && canLock && !decide.isSuccess && (
        <div className={styles.row}>
          <Button
            appearance="primary"
            icon={<LockClosedRegular />}
            disabled={decide.isPending}
            onClick={() => decide.mutate([{ kind: 'lock', ...couple }])}
          >
            {t('matching.lockThis')}
          </Button>
        </div>
      )}
      {decide.isSuccess && <Text role="status">{t('matching.lockedNext')}</Text>}
    </div>
  );
}
