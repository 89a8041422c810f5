import {
  Button,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Text,
  tokens,
  Tooltip,
} from '@fluentui/react-components';
import { KeyboardRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { usePageStyles } from '../../../components/styles.ts';

const keys = [
  ['move', ['↑', '↓', 'Home', 'End', 'Page ↑', 'Page ↓']],
  ['details', ['Enter']],
  ['lock', ['L']],
  ['forbid', ['F']],
  ['whyNot', ['W']],
  ['swap', ['S']],
  ['stop', ['Esc']],
  ['buttons', ['Tab']],
  ['help', ['?']],
] as const;

const useStyles = makeStyles({
  keys: { display: 'grid', gridTemplateColumns: 'auto 1fr', gap: '6px 16px', margin: '0', alignItems: 'baseline' },
  words: { margin: '0' },
  key: {
    display: 'inline-block',
    padding: '0 6px',
    marginRight: '4px',
    borderRadius: tokens.borderRadiusSmall,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
  },
  surface: { maxWidth: 'min(360px, calc(100vw - 64px))' },
});

/** Which keys do what on a proposal. */
export function KeyboardHelp(props: { readonly isOpen: boolean; readonly onOpen: (isOpen: boolean) => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  return (
    <Popover
      open={props.isOpen}
      onOpenChange={(_, { open }) => props.onOpen(open)}
      trapFocus
      withArrow
      positioning="below-end"
    >
      <PopoverTrigger disableButtonEnhancement>
        <Tooltip content={t('matching.keyboard')} relationship="label">
          <Button appearance="subtle" icon={<KeyboardRegular />} />
        </Tooltip>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={t('matching.keyboard')}>
        <div className={page.tight}>
          <Text weight="semibold">{t('matching.keyboard')}</Text>
          <dl className={styles.keys}>
            {keys.map(([name, shown]) => (
              <KeyLine key={name} keys={shown} words={t(`matching.keys.${name}`)} />
            ))}
          </dl>
          <Button onClick={() => props.onOpen(false)}>{t('close')}</Button>
        </div>
      </PopoverSurface>
    </Popover>
  );
}

function KeyLine({ keys, words }: { readonly keys: readonly string[]; readonly words: string }) {
  const styles = useStyles();
  return (
    <>
      <dt>
        {keys.map((key) => (
          <kbd key={key} className={styles.key}>
            {key}
          </kbd>
        ))}
      </dt>
      <dd className={styles.words}>{words}</dd>
    </>
  );
}
