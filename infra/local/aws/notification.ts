import { randomUUID } from "node:crypto";
import type { SNSEvent } from "aws-lambda";

/** The event by which Lambda hands on what a topic of Amazon SNS got at `at`, ms. */
export function notification(topic: string, message: object, at: number): SNSEvent {
  const topicArn = `arn:aws:sns:us-east-1:000000000000:${topic}`;
  return {
    Records: [
      {
        EventVersion: "1.0",
        EventSubscriptionArn: `${topicArn}:00000000-0000-0000-0000-000000000000`,
        EventSource: "aws:sns",
        Sns: {
          Type: "Notification",
          MessageId: randomUUID(),
          TopicArn: topicArn,
          Message: JSON.stringify(message),
          Timestamp: new Date(at).toISOString(),
          SignatureVersion: "1",
          Signature: "local",
          SigningCertUrl: "local",
          UnsubscribeUrl: "local",
          MessageAttributes: {},
        },
      },
    ],
  };
}
