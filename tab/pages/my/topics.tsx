import { Button, Card, Checkbox, mergeClasses, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Participations, type Participation } from '../../../bot/http/contract/contract.ts';
import { useAct } from '../../api/queries.ts';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';

/** What somebody offers or wants, to be changed at any time. */
export function TopicsCard({ participation }: { readonly participation: Participation }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const topics = chosen ?? participation.topics;
  const act = useAct(Participations, () => ['PUT', `/my/participations/${participation.programmeId}`, { topics }]);
  const toggle = (key: string, isOn: boolean) =>
    setChosen(isOn ? [...topics, key] : topics.filter((topic) => topic !== key));
  return (
    <Card>
      <h2 className={styles.heading}>
        {t(`my.topicsOf.${participation.role}`, { programme: participation.programme })}
      </h2>
      <div className={mergeClasses(styles.columns, styles.top)}>
        {participation.offered.map((topic) => (
          <Checkbox
            key={topic.key}
            checked={topics.includes(topic.key)}
            label={topic.sensitive ? t('my.privateTopic', { topic: topic.label }) : topic.label}
            onChange={(_, { checked }) => toggle(topic.key, checked === true)}
          />
        ))}
      </div>
      <Text className={styles.quiet}>{t('my.privateTopics')}</Text>
      <Trouble error={act.error} />
      <div className={styles.row}>
        <Button
          disabled={chosen === null || act.isPending}
          onClick={() => act.mutate(undefined, { onSuccess: () => setChosen(null) })}
        >
          {t('save')}
        </Button>
      </div>
    </Card>
  );
}
