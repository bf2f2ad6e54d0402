import { useEffect, useRef } from 'react';
import { dayAndTime } from '@/components/times.ts';
import { useViewerZone } from '@/components/viewer-clock.ts';
import type { SessionDetails } from '@/trpc/answers.ts';
import { type RefundStory, refundStory, refundWords } from '../refund-story.ts';
import type { Part } from '../session-actions.ts';

type Props = { session: SessionDetails; part: Part; takesFocus: boolean };

/** Who cancelled, when and why, and where the money is. */
export function CancelledNotice({ session, part, takesFocus }: Props) {
  const notice = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takesFocus) notice.current?.focus(); // the button that had it is gone
  }, [takesFocus]);
  const zone = useViewerZone();
  const { cancelledAt, cancellationReason, studentName } = session;
  const story = refundStory(session);
  return (
    <section
      ref={notice}
      tabIndex={-1}
      aria-labelledby="cancelled-heading"
      className="mt-8 rounded-2xl bg-bad-wash p-6 outline-none"
    >
      <h2 id="cancelled-heading" className="text-2xl text-bad">
        {whoCancelled(session, part, story)}
      </h2>
      {cancelledAt && (
        <p className="tabular mt-1 text-sm">
          <time dateTime={cancelledAt}>{dayAndTime(new Date(cancelledAt), zone)}</time>
        </p>
      )}
      {cancellationReason && (
        <blockquote className="mt-4 border-l-4 border-bad pl-4 wrap-anywhere">
          {cancellationReason}
        </blockquote>
      )}
      <p aria-live="polite" className="tabular mt-4 font-medium">
        {refundWords(story, { part, studentName })}
      </p>
    </section>
  );
}

/** Nobody cancelled what was withdrawn: its payment failed, or it could not be made. */
function whoCancelled(
  { cancelledBy, studentName, tutorName }: SessionDetails,
  part: Part,
  { stage }: RefundStory,
): string {
  if (cancelledBy === null)
    return stage === 'notCharged' ? 'The payment failed' : 'This lesson could not be booked';
  if (cancelledBy === part) return 'You cancelled this lesson';
  return `${cancelledBy === 'student' ? studentName : tutorName} cancelled this lesson`;
}
