import {
  Button,
  makeStyles,
  Menu,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
} from '@fluentui/react-components';
import { AddRegular, ChevronDownRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MyMeeting } from '../../../bot/http/contract/my-meeting.ts';
import { isPending, mayChange, type AgendaEdit } from '../../api/agenda.ts';
import { usePageStyles } from '../../components/styles.ts';
import { agendaLimit } from './agenda-items.tsx';

/** Most open questions of one item. */
const questionsLimit = 3;

const useStyles = makeStyles({
  topics: { display: 'flex', flexDirection: 'column', gap: '16px', paddingTop: '12px' },
  topic: { margin: '0 0 4px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  question: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 8px', paddingBlock: '2px' },
  menu: { maxWidth: 'min(320px, 90vw)' },
});

/** Open questions by topic: each to be an item of its own, or to stand below one. What is on the agenda is not offered again. */
export function OpenQuestions(props: { readonly meeting: MyMeeting; readonly act: (edit: AgendaEdit) => void }) {
  const { meeting, act } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const [isOpen, setIsOpen] = useState(meeting.agenda.length === 0);
  const topics = useOffered(meeting);
  if (topics.length === 0) return null;
  const isFull = meeting.agenda.length >= agendaLimit;
  const holders = meeting.agenda.filter(
    (item) => !isPending(item) && mayChange(item, meeting.role) && item.questions.length < questionsLimit,
  );
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className={styles.summary}>{t(`agenda.ideas.${meeting.role}`)}</summary>
      <div className={own.topics}>
        {topics.map(({ topic, questions }) => (
          <section key={topic ?? ''}>
            <h3 className={own.topic}>{topic ?? t('agenda.anyTopic')}</h3>
            <ul className={styles.list}>
              {questions.map(({ question, alone }) => (
                <li key={question} className={own.question}>
                  <Text className={styles.grow}>{question}</Text>
                  <Button
                    size="small"
                    icon={<AddRegular />}
                    aria-label={t(`agenda.addIdea.${meeting.role}`, { idea: alone })}
                    disabled={isFull}
                    onClick={() => act({ kind: 'add', text: alone })}
                  >
                    {t(`agenda.add.${meeting.role}`)}
                  </Button>
                  {holders.length > 0 && (
                    <Menu>
                      <MenuTrigger>
                        <Button
                          size="small"
                          appearance="subtle"
                          iconPosition="after"
                          icon={<ChevronDownRegular />}
                          aria-label={t('agenda.belowOf', { idea: question })}
                        >
                          {t('agenda.below')}
                        </Button>
                      </MenuTrigger>
                      <MenuPopover className={own.menu}>
                        <MenuList>
                          <MenuGroup>
                            <MenuGroupHeader>{t('agenda.belowWhich')}</MenuGroupHeader>
                            {holders.map(({ id, text, version, questions: held }) => (
                              <MenuItem
                                key={id}
                                onClick={() =>
                                  act({ kind: 'change', itemId: id, version, questions: [...held, question] })
                                }
                              >
                                {text}
                              </MenuItem>
                            ))}
                          </MenuGroup>
                        </MenuList>
                      </MenuPopover>
                    </Menu>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </details>
  );
}

/** The questions that are offered for a meeting, by topic. */
function useOffered({ openQuestions, agenda }: MyMeeting) {
  const { t } = useTranslation();
  const isThere = new Set(agenda.flatMap(({ text, questions }) => [text, ...questions]));
  return openQuestions
    .map(({ topic, group, numbers }) => {
      const texts = t(`openQuestions.${group}`, { returnObjects: true });
      const questions = numbers
        .flatMap((number) => texts[number] ?? [])
        // A question that suits any topic is said with its own where it stands alone.
        .map((question) => ({
          question,
          alone: topic !== null && group === 'any' ? `${topic}: ${question}` : question,
        }))
        .filter(({ question, alone }) => !isThere.has(question) && !isThere.has(alone));
      return { topic, questions };
    })
    .filter(({ questions }) => questions.length > 0);
}
