import { Checkbox, makeStyles, mergeClasses, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Participation } from '../../../bot/http/contract/participations.ts';
import type { Topic } from '../../../bot/http/contract/programme.ts';
import { usePageStyles } from '../../components/styles.ts';
import { TopicOrder } from './topic-order.tsx';

const useStyles = makeStyles({ topics: { rowGap: '0' } });

/** Chooses topics; whoever wants a mentor puts them in order too. */
export function TopicsField(props: {
  readonly role: Participation['role'];
  readonly offered: readonly Topic[];
  /** Keys, in their order. */
  readonly topics: readonly string[];
  readonly onChange: (topics: string[]) => void;
}) {
  const { role, offered, topics, onChange } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  return (
    <>
      <div className={mergeClasses(styles.columns, styles.top, own.topics)}>
        {offered.map((topic) => (
          <Checkbox
            key={topic.key}
            checked={topics.includes(topic.key)}
            label={topic.sensitive ? t('choices.privateTopic', { topic: topic.label }) : topic.label}
            onChange={(_, { checked }) =>
              onChange(checked === true ? [...topics, topic.key] : topics.filter((one) => one !== topic.key))
            }
          />
        ))}
      </div>
      {offered.some(({ sensitive }) => sensitive) && <Text className={styles.quiet}>{t('choices.privateTopics')}</Text>}
      {role === 'mentee' && topics.length > 1 && <TopicOrder topics={topics} offered={offered} reorder={onChange} />}
    </>
  );
}
