import type { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as actions from "aws-cdk-lib/aws-cloudwatch-actions";
import type * as sns from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** The dashboard that shows an alarm. */
export type Board = "sla" | "business" | "operations";

/** One alarm. */
export interface AlarmProps {
  /** Its name, and its heading in the runbook. */
  readonly id: string;
  /** Which of several alarms of that name: a practice. */
  readonly of?: string;
  readonly board: Board;
  /** What it means, in a sentence. */
  readonly means: string;
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  /** @default at or above */
  readonly when?: "at or above" | "above" | "below";
  /** Periods that are looked at. @default 1 */
  readonly periods?: number;
  /** How many of those must be beyond the threshold. @default all */
  readonly datapoints?: number;
  /** What silence means: that all is well, or that what measures is broken itself. */
  readonly silenceIs: "well" | "wrong";
}

const COMPARISONS = {
  "at or above": cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  above: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
  below: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
} as const;

/** Properties of the `Alarms`. */
export interface AlarmsProps {
  /** Before the name of each alarm: the deployment. */
  readonly prefix: string;
  /** Where the runbook is, without a heading. */
  readonly runbookUrl: string;
  readonly topic: sns.ITopic;
}

/** The alarms of a deployment: each has a name, says what it means and where the runbook goes on, and tells the topic. */
export class Alarms {
  readonly #scope: Construct;
  readonly #props: AlarmsProps;
  readonly #boards = new Map<Board, cloudwatch.IAlarm[]>();

  constructor(scope: Construct, props: AlarmsProps) {
    this.#scope = scope;
    this.#props = props;
  }

  add(props: AlarmProps): cloudwatch.Alarm {
    const { id, of, board, means, metric, threshold, when = "at or above", periods = 1, silenceIs } = props;
    const name = of === undefined ? id : `${id}-${of}`;
    const alarm = new cloudwatch.Alarm(this.#scope, name, {
      alarmName: this.#nameOf(name),
      alarmDescription: this.#describe(id, means),
      metric,
      threshold,
      comparisonOperator: COMPARISONS[when],
      evaluationPeriods: periods,
      datapointsToAlarm: props.datapoints ?? periods,
      treatMissingData:
        silenceIs === "wrong" ? cloudwatch.TreatMissingData.BREACHING : cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    this.#note(board, alarm);
    return alarm;
  }

  /** One alarm over several, for what must wake somebody. */
  addAnyOf(id: string, means: string, board: Board, alarms: readonly cloudwatch.IAlarm[]): void {
    const alarm = new cloudwatch.CompositeAlarm(this.#scope, id, {
      compositeAlarmName: this.#nameOf(id),
      alarmDescription: this.#describe(id, means),
      alarmRule: cloudwatch.AlarmRule.anyOf(
        ...alarms.map((one) => cloudwatch.AlarmRule.fromAlarm(one, cloudwatch.AlarmState.ALARM)),
      ),
    });
    this.#note(board, alarm, "first");
  }

  /** The alarms that a dashboard shows. */
  on(board: Board): readonly cloudwatch.IAlarm[] {
    return this.#boards.get(board) ?? [];
  }

  #note(board: Board, alarm: cloudwatch.Alarm | cloudwatch.CompositeAlarm, place: "first" | "last" = "last"): void {
    const tell = new actions.SnsAction(this.#props.topic);
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
    const others = this.on(board);
    this.#boards.set(board, place === "first" ? [alarm, ...others] : [...others, alarm]);
  }

  #nameOf(name: string): string {
    return `${this.#props.prefix}-${name}`;
  }

  #describe(id: string, means: string): string {
    return `${means} What to do: ${this.#props.runbookUrl}#${id.toLowerCase()}`;
  }
}

/** Metrics put together by an expression, for an alarm; CloudWatch allows ten of them. */
export function expression(
  text: string,
  usingMetrics: Record<string, cloudwatch.IMetric>,
  label: string,
  period: Duration,
): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({ expression: text, usingMetrics, label, period });
}
