import { Button, makeStyles, Spinner, Tab, TabList, Text } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Pairings } from '../../../../bot/http/contract/pairings.ts';
import type { Objective, Programme } from '../../../../bot/http/contract/programme.ts';
import { Round } from '../../../../bot/http/contract/rounds.ts';
import { useAct, useMatching, useRounds } from '../../../api/queries.ts';
import { useNumbers } from '../../../components/numbers.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { useWords } from './decide.ts';
import { Decisions } from './decisions.tsx';
import { Export } from './export.tsx';
import { LeftOut } from './left-out.tsx';
import { Problem } from './problem.tsx';
import { Proposals } from './proposals.tsx';
import { Publish } from './publish.tsx';
import { Result } from './result.tsx';
import { RoundsList } from './rounds.tsx';
import { RunPanel } from './run-panel.tsx';
import { WhyNotPanel, type Question } from './why-not.tsx';

const views = ['proposals', 'leftOut', 'decisions', 'rounds'] as const;
type View = (typeof views)[number];

const useStyles = makeStyles({ note: { flexGrow: 1 } });

/** Where a lead runs the matching, looks through what it proposes, changes it and publishes it. */
export function MatchingPage({ programme }: { readonly programme: Programme }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  const number = useNumbers();
  const [view, setView] = useState<View>('proposals');
  const [chosen, setChosen] = useState<Objective | null>(null);
  const runButton = useId();
  const [question, setQuestion] = useState<Question | null>(null);
  const rounds = useRounds(programme.id);
  const review = useMatching(programme.id);
  const words = useWords(programme.id, review.data?.decisions ?? []);
  const newest = rounds.data?.rounds[0] ?? null;
  const objective = chosen ?? newest?.objective ?? programme.objective;
  const run = useAct(Round, () => ['POST', `/programmes/${programme.id}/matching`, { objective }]);
  const publish = useAct(Pairings, () => ['POST', `/programmes/${programme.id}/publish`]);
  if (!rounds.data || !review.data) {
    const error = rounds.error ?? review.error;
    return error ? <Trouble error={error} /> : <Spinner label={t('loading')} />;
  }
  const { shown, proposals, unplaced, dissolved, decisions } = review.data;
  const isRunning = newest?.state === 'running';
  const changes = shown === null ? 0 : decisions.filter(({ isApplied }) => !isApplied).length;
  const counts: Readonly<Record<View, number>> = {
    proposals: proposals.length,
    leftOut: unplaced.length,
    decisions: decisions.length,
    rounds: rounds.data.rounds.length,
  };
  return (
    <div className={page.stack}>
      <RunPanel
        programmeId={programme.id}
        newest={newest}
        proposed={proposals.length}
        changes={changes}
        objective={objective}
        choose={setChosen}
        run={() => run.mutate(undefined)}
        isStarting={run.isPending}
        buttonId={runButton}
        actions={
          proposals.length > 0 && (
            <>
              <Publish
                count={proposals.length}
                changes={changes}
                isPrimary={changes === 0}
                isDisabled={isRunning || publish.isPending}
                publish={() => publish.mutate(undefined)}
              />
              <Export programmeId={programme.id} name={programme.name} />
            </>
          )
        }
      >
        <Trouble error={run.error ?? publish.error ?? review.error} />
        {newest?.state === 'failed' && newest.problem && (
          <Problem programmeId={programme.id} problem={newest.problem} />
        )}
        {newest?.state === 'cancelled' && <Text role="status">{t('matching.cancelled')}</Text>}
        {shown && <Result round={shown} dissolved={dissolved} />}
        {newest === null && <Text>{t('matching.none')}</Text>}
      </RunPanel>
      {newest !== null && (
        <TabList
          appearance="subtle-circular"
          size="small"
          className={page.tabs}
          aria-label={t('matching.title')}
          selectedValue={view}
          onTabSelect={(_, { value }) => setView(views.find((one) => one === value) ?? view)}
        >
          {views.map((one) => (
            <Tab key={one} value={one}>
              {`${t(`matching.views.${one}`)} ${number(counts[one])}`}
            </Tab>
          ))}
        </TabList>
      )}
      {view === 'proposals' && shown && proposals.length > 0 && (
        <Proposals
          programmeId={programme.id}
          proposals={proposals}
          words={words}
          round={shown}
          ask={setQuestion}
          note={
            changes > 0 &&
            !isRunning && (
              <>
                <Text role="status" className={styles.note}>
                  {t('matching.waiting', { count: changes })}
                </Text>
                <Button
                  appearance="primary"
                  disabled={run.isPending}
                  onClick={() => {
                    run.mutate(undefined);
                    window.scrollTo({ top: 0 });
                    document.getElementById(runButton)?.focus({ preventScroll: true });
                  }}
                >
                  {t('matching.runAgain')}
                </Button>
              </>
            )
          }
        />
      )}
      {view === 'proposals' && shown && proposals.length === 0 && <Text>{t('matching.noneNow')}</Text>}
      {view === 'leftOut' && <LeftOut unplaced={unplaced} ask={setQuestion} />}
      {view === 'decisions' && <Decisions programmeId={programme.id} decisions={decisions} />}
      {view === 'rounds' && <RoundsList programmeId={programme.id} rounds={rounds.data.rounds} />}
      <WhyNotPanel programmeId={programme.id} question={question} close={() => setQuestion(null)} />
    </div>
  );
}
