import { Badge, Button, mergeClasses, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Attention } from '../../../../bot/http/contract/attention.ts';
import { useAct, useSurroundings } from '../../../api/queries.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { dayOf } from '../../../components/when.ts';

/** Somebody asks the lead for help. */
export function HelpItem(props: { readonly asked: Attention['help'][number]; readonly programmeId: string }) {
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
