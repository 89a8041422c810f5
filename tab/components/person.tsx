import { Avatar, makeStyles, Text, tokens, type AvatarProps } from '@fluentui/react-components';
import type { PersonSummary } from '../../bot/http/contract/contract.ts';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', gap: '10px', minWidth: '0' },
  words: { display: 'flex', flexDirection: 'column', minWidth: '0', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Who somebody is: their picture or initials, name, and what they do. */
export function PersonLine(props: {
  readonly person: Pick<PersonSummary, 'id' | 'displayName' | 'jobTitle'>;
  readonly size?: NonNullable<AvatarProps['size']>;
}) {
  const { person, size = 32 } = props;
  const styles = useStyles();
  return (
    <span className={styles.line}>
      <Avatar name={person.displayName} size={size} color="colorful" idForColor={person.id} aria-hidden />
      <span className={styles.words}>
        <Text weight="semibold">{person.displayName}</Text>
        {person.jobTitle !== null && (
          <Text size={200} className={styles.quiet}>
            {person.jobTitle}
          </Text>
        )}
      </span>
    </span>
  );
}
