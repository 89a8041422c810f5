import { Avatar, makeStyles, Text, tokens, type AvatarProps } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { PersonSummary } from '../../bot/http/contract/person.ts';
import { usePhoto } from '../api/photos.ts';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', gap: '10px', minWidth: '0' },
  avatar: { display: 'inline-flex', flexShrink: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: '0', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Milliseconds that somebody is in sight before their picture is asked for: whoever scrolls past asks for none. */
const glance = 150;

/** Somebody's picture, asked for once they are in sight; their initials where there is none. */
export function PersonAvatar(props: {
  readonly person: Pick<PersonSummary, 'id' | 'displayName'>;
  readonly size?: NonNullable<AvatarProps['size']>;
}) {
  const { person, size = 32 } = props;
  const styles = useStyles();
  const frame = useRef<HTMLSpanElement>(null);
  const isSeen = useIsSeen(frame);
  const photo = usePhoto(person.id, isSeen) ?? null;
  return (
    <span ref={frame} className={styles.avatar} aria-hidden>
      <Avatar
        name={person.displayName}
        size={size}
        color="colorful"
        idForColor={person.id}
        {...(photo === null ? {} : { image: { src: photo, alt: '' } })}
      />
    </span>
  );
}

/** Whether an element has been in sight for a moment since it was drawn. */
function useIsSeen(frame: { readonly current: HTMLElement | null }): boolean {
  const [isSeen, setIsSeen] = useState(false);
  useEffect(() => {
    const element = frame.current;
    // Where nothing is laid out, nothing is in sight.
    if (isSeen || element === null || typeof IntersectionObserver === 'undefined') return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver((entries) => {
      clearTimeout(timer);
      if (entries.some(({ isIntersecting }) => isIntersecting)) timer = setTimeout(() => setIsSeen(true), glance);
    });
    observer.observe(element);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [frame, isSeen]);
  return isSeen;
}

/** Who somebody is: their picture or initials, name, and what they do. */
export function PersonLine(props: {
  readonly person: Pick<PersonSummary, 'id' | 'displayName' | 'jobTitle'>;
  readonly size?: NonNullable<AvatarProps['size']>;
}) {
  const { person, size = 32 } = props;
  const styles = useStyles();
  return (
    <span className={styles.line}>
      <PersonAvatar person={person} size={size} />
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
