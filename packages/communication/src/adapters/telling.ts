import { Prisma } from '@halfpast/prisma';
import type { Notification } from '../domain/notification.ts';

/** The statement that stores notifications; a condition may follow it. */
export const telling = (notifications: readonly Notification[], now: Date): Prisma.Sql => Prisma.sql`
  INSERT INTO "communication"."notification"
    ("notification_id", "kind", "subject_id", "person_id", "session_id", "data", "due_at", "created_at")
  SELECT "notificationId", "kind", "subjectId", "personId", "sessionId", "data", ${now}, ${now}
  FROM jsonb_to_recordset(${JSON.stringify(notifications)}::jsonb) AS "news"("notificationId" uuid,
    "kind" "communication"."NotificationKind", "subjectId" uuid, "personId" text, "sessionId" uuid, "data" jsonb)`;
