import { Button, Text } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Topic } from '../../../bot/http/contract/programme.ts';
import { usePageStyles } from '../../components/styles.ts';

/** The topics that somebody wants, the dearest first, each to be moved up and down. */
export function TopicOrder(props: {
  /** Keys. */
  readonly topics: readonly string[];
  readonly offered: readonly Topic[];
  readonly reorder: (topics: string[]) => void;
}) {
  const { topics, offered, reorder } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const move = (key: string, to: number) => reorder(topics.filter((one) => one !== key).toSpliced(to, 0, key));
  return (
    <>
      <Text weight="semibold" id="topic-order">
        {t('choices.order')}
      </Text>
      <ol className={styles.list} aria-labelledby="topic-order">
        {topics.map((key, index) => {
          const label = offered.find((one) => one.key === key)?.label ?? key;
          return (
            <li key={key} className={styles.item}>
              <span className={styles.grow}>{`${index + 1}. ${label}`}</span>
              <Button
                size="small"
                appearance="subtle"
                icon={<ArrowUpRegular />}
                aria-label={t('choices.up', { topic: label })}
                disabledFocusable={index === 0}
                onClick={() => move(key, index - 1)}
              />
              <Button
                size="small"
                appearance="subtle"
                icon={<ArrowDownRegular />}
                aria-label={t('choices.down', { topic: label })}
                disabledFocusable={index === topics.length - 1}
                onClick={() => move(key, index + 1)}
              />
            </li>
          );
        })}
      </ol>
    </>
  );
}
