import { type Check, violation } from './violation.ts';

type Row = { readonly id: string; readonly kind: string; readonly person: string; readonly status: string };
type Owed = { readonly sessionId: string; readonly kind: string; readonly personId: string };

/** Who must have been told of what, by the states that things have come to. */
const owed = `
  SELECT s.session_id AS "sessionId", k.kind, p.person AS "personId"
  FROM communication.session s
  CROSS JOIN LATERAL (VALUES (s.student_id), (s.tutor_id)) AS p (person)
  CROSS JOIN LATERAL (
    SELECT 'confirmed' AS kind WHERE s.status IN ('CONFIRMED', 'COMPLETED') OR s.cancelled_by IS NOT NULL
    UNION ALL SELECT 'cancelled' WHERE s.cancelled_by IS NOT NULL
    UNION ALL SELECT 'withdrawn' FROM saga.booking b WHERE b.booking_id = s.session_id AND b.status = 'REFUNDED'
      AND s.status = 'CANCELLED' AND s.cancelled_by IS NULL
    UNION ALL SELECT 'refunded' FROM payment.refund r JOIN payment.payment y USING (payment_id)
      WHERE y.session_id = s.session_id AND r.status = 'SUCCEEDED'
  ) AS k
  WHERE NOT EXISTS (
    SELECT FROM communication.notification n
    WHERE n.session_id = s.session_id AND n.kind::text = k.kind AND n.person_id = p.person AND n.status = 'SENT')`;

/** Everybody was told of everything, once; a mail that came twice did so because nobody could know, under one id. */
export const eachTold: Check = async ({ world: { database, post } }) => {
  const rows = await database.query<Row>(
    `SELECT notification_id AS id, kind, person_id AS person, status FROM communication.notification ORDER BY 1`,
  );
  const missing = await database.query<Owed>(owed);
  const idOf = (messageId: string): string => messageId.slice(1).split('@')[0] ?? '';
  const got = new Set(post.deliveries().map(({ mail }) => idOf(mail.messageId)));
  return [
    ...missing.flatMap(({ sessionId, kind, personId }) =>
      violation('I8', `${personId} was not told that ${sessionId} is ${kind}`),
    ),
    ...rows
      .filter(({ status }) => status === 'PENDING' || status === 'GIVEN_UP')
      .flatMap(({ id, kind, person, status }) =>
        violation('I8', `mail ${id} (${kind} to ${person}) is ${status}`),
      ),
    ...rows
      .filter(({ id, status }) => status === 'SENT' && !got.has(id))
      .flatMap(({ id }) => violation('I8', `mail ${id} is said to be sent, and nobody got it`)),
    ...post
      .causeless()
      .flatMap(({ messageId }) => violation('I8', `mail ${messageId} came again for no reason`)),
  ];
};
