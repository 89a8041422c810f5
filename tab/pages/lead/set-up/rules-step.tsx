import {
  Badge,
  Field,
  makeStyles,
  mergeClasses,
  ProgressBar,
  Spinner,
  Switch,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { CouldPair } from '../../../../bot/http/contract/could-pair.ts';
import { Objective, Rules } from '../../../../bot/http/contract/programme.ts';
import { useCouldPair } from '../../../api/set-up.ts';
import { useRested } from '../../../components/use-rested.ts';
import { useNumbers } from '../../../components/numbers.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { ChoiceField, TextField, type StepProps } from './fields.tsx';
import { inputOf, type Form } from '../programme-form.ts';
import { WeightsFields } from '../weights.tsx';

type Rule = CouldPair['perRule'][number]['rule'];

const useStyles = makeStyles({
  count: {
    display: 'flex',
    flexDirection: 'column',
    gap: '6px',
    padding: '12px 16px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    position: 'sticky',
    top: '8px',
    zIndex: 1,
  },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: '4px 12px' },
  most: {
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  old: { opacity: '0.6' },
  rule: {
    display: 'flex',
    flexDirection: 'column',
    gap: '6px',
    minWidth: '0',
    alignItems: 'start',
    '& > .fui-Field': { width: '100%' },
  },
  badge: { height: 'auto', whiteSpace: 'normal', textAlign: 'start' },
});

/** The rules in words, each with what it costs, and how many could be paired under all of them, as they are changed. */
export function RulesStep({ programmeId, ...step }: StepProps & { readonly programmeId: string }) {
  const { form, change, problemOf, problemAt } = step;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const numbers = useNumbers();
  const rested = useRested(JSON.stringify(inputOf(form, []).rules));
  const rules = Rules.safeParse(JSON.parse(rested));
  const counted = useCouldPair(programmeId, rules.success ? rules.data : null);
  const isOld = counted.isFetching || rested !== JSON.stringify(inputOf(form, []).rules);
  const costOf = (rule: Rule) => counted.data?.perRule.find((one) => one.rule === rule)?.mentees ?? 0;
  const cost = (rule: Rule) => <Cost mentees={costOf(rule)} isAbout={counted.data?.isSampled === true} isOld={isOld} />;
  const beside: readonly Rule[] = ['seniority-gap', 'shared-topics', 'shared-hours', 'same-department', 'same-manager'];
  const others = (counted.data?.perRule ?? []).filter(({ rule }) => !beside.includes(rule));
  return (
    <>
      <Count counted={counted.data ?? null} isOld={isOld} />
      <Trouble error={counted.error} />
      <Text as="p" className={styles.quiet} block>
        {t('setUp.inWords', {
          gap: form.gap,
          topics: form.sharedTopics,
          hours: form.sharedHours,
          department: t(`lead.departments.${form.department}`),
        })}
      </Text>
      <div className={mergeClasses(styles.columns, styles.top)}>
        {(
          [
            ['gap', 'seniority-gap'],
            ['sharedTopics', 'shared-topics'],
            ['sharedHours', 'shared-hours'],
          ] as const
        ).map(([field, rule]) => (
          <div key={field} className={own.rule}>
            <TextField {...step} field={field} type="number" />
            {cost(rule)}
          </div>
        ))}
        <div className={own.rule}>
          <ChoiceField
            {...step}
            field="department"
            options={Rules.shape.department.options}
            words={(one) => t(`lead.departments.${one}`)}
          />
          {cost('same-department')}
        </div>
        <div className={own.rule}>
          <Switch
            label={t('lead.sameManager')}
            checked={form.sameManager === 'yes'}
            onChange={(_, { checked }) => change({ ...form, sameManager: checked ? 'yes' : 'no' })}
          />
          {cost('same-manager')}
        </div>
      </div>
      {others.length > 0 && (
        <div className={styles.tight}>
          <Text weight="semibold">{t('setUp.alsoInTheWay')}</Text>
          <ul className={styles.lines}>
            {others.map(({ rule, mentees }) => (
              <li key={rule}>{t('setUp.inTheWay', { rule: t(`matching.rule.${rule}`), mentees: numbers(mentees) })}</li>
            ))}
          </ul>
        </div>
      )}
      <ChoiceField
        {...step}
        field="objective"
        options={Objective.options}
        words={(one) => t(`objectives.${one}`)}
        hint={t(`objectiveHints.${form.objective}`)}
      />
      <WeightsFields form={form} change={change} problemOf={problemOf} problem={problemAt('weights')} />
      <LadderField {...step} />
    </>
  );
}

function Count({ counted, isOld }: { readonly counted: CouldPair | null; readonly isOld: boolean }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  const numbers = useNumbers();
  if (!counted) {
    return (
      <div className={styles.count} role="status">
        <Spinner size="tiny" labelPosition="after" label={t('setUp.counting')} />
      </div>
    );
  }
  const { mentees, withSomebody, mentors, pairs, isSampled } = counted;
  if (mentees === 0 || mentors === 0) {
    return (
      <div className={styles.count} role="status">
        <Text>{t('setUp.nobodyToCount')}</Text>
      </div>
    );
  }
  return (
    <div className={styles.count}>
      <div className={styles.line}>
        <div role="status" className={isOld ? styles.old : ''}>
          <span className={styles.most}>
            {t(isSampled ? 'setUp.aboutCouldPair' : 'setUp.couldPair', {
              some: numbers(withSomebody),
              all: numbers(mentees),
            })}
          </span>
        </div>
        {isOld && <Spinner size="tiny" labelPosition="after" label={t('setUp.counting')} />}
      </div>
      <ProgressBar
        value={withSomebody}
        max={mentees}
        thickness="large"
        color={withSomebody === mentees ? 'success' : 'brand'}
        aria-label={t('setUp.couldPair', { some: numbers(withSomebody), all: numbers(mentees) })}
      />
      <Text size={200} className={page.quiet}>
        {t('setUp.pairs', { pairs: numbers(pairs), mentors: numbers(mentors) })}
      </Text>
    </div>
  );
}

/** What a rule costs: how many mentees have nobody because of it. */
function Cost(props: { readonly mentees: number; readonly isAbout: boolean; readonly isOld: boolean }) {
  const { mentees, isAbout, isOld } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const numbers = useNumbers();
  if (mentees === 0) return null;
  return (
    <Badge appearance="tint" color="warning" className={mergeClasses(styles.badge, isOld && styles.old)}>
      {t(isAbout ? 'setUp.aboutCost' : 'setUp.cost', { mentees: numbers(mentees) })}
    </Badge>
  );
}

function LadderField({ form, change, problemOf }: StepProps) {
  const { t } = useTranslation();
  const field: keyof Form = 'ladder';
  return (
    <Field label={t('lead.ladder')} hint={t('setUp.ladderHint')} validationMessage={problemOf(field)}>
      <Textarea
        rows={5}
        resize="vertical"
        value={form.ladder}
        onChange={(_, { value }) => change({ ...form, ladder: value })}
      />
    </Field>
  );
}
