import {
  Button,
  Field,
  makeStyles,
  mergeClasses,
  ProgressBar,
  Radio,
  RadioGroup,
  Text,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Objective } from '../../../../bot/http/contract/programme.ts';
import { Round } from '../../../../bot/http/contract/rounds.ts';
import { useAct } from '../../../api/queries.ts';
import { Card } from '../../../components/card.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';

const useStyles = makeStyles({
  objectives: { display: 'flex', flexWrap: 'wrap', columnGap: '24px' },
  progress: { maxWidth: '480px' },
});

/** Begins a run, shows how far it is, and what it came to below. */
export function RunPanel(props: {
  readonly programmeId: string;
  readonly newest: Round | null;
  readonly proposed: number;
  /** Decisions that the next run would take in. */
  readonly changes: number;
  readonly objective: Objective;
  readonly choose: (objective: Objective) => void;
  readonly run: () => void;
  readonly isStarting: boolean;
  /** Of the button that begins a run. */
  readonly buttonId: string;
  /** What else can be done with the proposals. */
  readonly actions: ReactNode;
  readonly children: ReactNode;
}) {
  const { programmeId, newest, proposed, changes, objective, choose, run, isStarting, buttonId, actions, children } =
    props;
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  const isRunning = newest?.state === 'running';
  return (
    <Card>
      <Field label={t('matching.objective')}>
        <RadioGroup
          className={styles.objectives}
          layout="horizontal"
          value={objective}
          disabled={isRunning}
          onChange={(_, { value }) => choose(Objective.options.find((one) => one === value) ?? objective)}
        >
          {Objective.options.map((one) => (
            <Radio key={one} value={one} label={`${t(`objectives.${one}`)}: ${t(`objectiveHints.${one}`)}`} />
          ))}
        </RadioGroup>
      </Field>
      <div className={page.row}>
        <Button
          appearance={proposed === 0 || changes > 0 ? 'primary' : 'secondary'}
          id={buttonId}
          disabledFocusable={isRunning || isStarting}
          onClick={run}
        >
          {proposed === 0
            ? t('matching.run')
            : changes > 0
              ? t('matching.runWith', { count: changes })
              : t('matching.runAgain')}
        </Button>
        {actions}
      </div>
      {isRunning && <Running programmeId={programmeId} round={newest} />}
      {children}
    </Card>
  );
}

function Running({ programmeId, round }: { readonly programmeId: string; readonly round: Round }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  const cancel = useAct(Round, () => ['POST', `/programmes/${programmeId}/rounds/${round.id}/cancel`]);
  const phase = t(`matching.phase.${round.phase}`);
  return (
    <div className={page.tight}>
      <Text role="status">{phase}</Text>
      <div className={page.row}>
        <ProgressBar
          className={mergeClasses(page.grow, styles.progress)}
          {...(round.phase === 'waiting' ? {} : { value: round.progress, max: 1 })}
          thickness="large"
          aria-label={phase}
        />
        <Button size="small" disabled={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
          {t('cancel')}
        </Button>
      </div>
      <Trouble error={cancel.error} />
    </div>
  );
}
