import { Badge, Button, Card, mergeClasses, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Attention } from '../../../../bot/http/contract/contract.ts';
import { useAct, useAttention, useSurroundings } from '../../../api/queries.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { dayOf } from '../../../components/when.ts';

/** What the lead may have to see to; nothing where there is nothing. */
export function AttentionPanel({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
  const { data, error } = useAttention(programmeId);
  if (!data) return <Trouble error={error} />;
  const day = (at: string) => dayOf(at, host.locale);
  const lines = [
    ...data.stalled.map(({ mentee, mentor, since }) =>
      t('attention.stalled', { mentee: mentee.displayName, mentor: mentor.displayName, day: day(since) }),
    ),
    ...data.moved.map(({ mentee, mentor, times: count }) =>
      t('attention.moved', { mentee: mentee.displayName, mentor: mentor.displayName, count }),
    ),
    ...data.unanswered.map(({ mentee, mentor, since }) =>
      t('attention.unanswered', { mentee: mentee.displayName, mentor: mentor.displayName, day: day(since) }),
    ),
    ...(data.undelivered === 0 ? [] : [t('attention.undelivered', { count: data.undelivered })]),
  ];
  return (
    <>
      {data.help.length > 0 && (
        <Card>
          <h2 className={styles.heading}>{t('attention.help')}</h2>
          <Text className={styles.quiet}>{t('attention.private')}</Text>
          <ul className={styles.list}>
            {data.help.map((one) => (
              <HelpItem key={one.id} asked={one} programmeId={programmeId} />
            ))}
          </ul>
        </Card>
      )}
      {(lines.length > 0 || data.unreachedCount > 0) && (
        <Card>
          <h2 className={styles.heading}>{t('attention.title')}</h2>
          <ul className={styles.list}>
            {lines.map((one) => (
              <li key={one}>
                <Text>{one}</Text>
              </li>
            ))}
          </ul>
          {data.unreachedCount > 0 && (
            <details>
              <summary className={styles.summary}>{t('attention.unreached', { count: data.unreachedCount })}</summary>
              <ul className={styles.list}>
                {data.unreached.map(({ person, why }) => (
                  <li key={person.id}>
                    <Text>{t('attention.whyOf', { name: person.displayName, why: t(`attention.why.${why}`) })}</Text>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </Card>
      )}
    </>
  );
}

/** Somebody asks the lead for help. */
function HelpItem(props: { readonly asked: Attention['help'][number]; readonly programmeId: string }) {
  const { asked, programmeId } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
  const act = useAct(Attention, (state: 'seen' | 'done') => [
    'POST',
    `/programmes/${programmeId}/help/${asked.id}`,
    { state },
  ]);
  const { person, partner, wants, words, state } = asked;
  const name = person.displayName;
  return (
    <li className={styles.item}>
      <div className={mergeClasses(styles.grow, styles.tight)}>
        <Text weight="semibold">
          {partner === null ? name : t('attention.about', { name, partner: partner.displayName })}
        </Text>
        <Text>{t(`attention.wants.${wants}`)}</Text>
        {words !== null && <Text>{words}</Text>}
        <Text className={styles.quiet} size={200}>
          {dayOf(asked.askedAt, host.locale)}
        </Text>
        <Trouble error={act.error} />
      </div>
      <div className={styles.row}>
        {state === 'seen' && <Badge appearance="tint">{t('helpWanted.seen')}</Badge>}
        {state === 'open' && (
          <Button size="small" disabled={act.isPending} onClick={() => act.mutate('seen')}>
            {t('helpWanted.seen')}
          </Button>
        )}
        <Button size="small" disabled={act.isPending} onClick={() => act.mutate('done')}>
          {t('helpWanted.done')}
        </Button>
      </div>
    </li>
  );
}
