import { CfnOutput, CrossStackReferences, Duration, ReferenceStrength, Stack, type StackProps } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { metricNamespace } from "../constructs/metric-namespace.ts";
import { AlarmTopic } from "../observability/alarm-topic.ts";
import { Alarms } from "../observability/alarms.ts";
import { addBusinessAlarms } from "../observability/business-alarms.ts";
import { businessWidgets } from "../observability/business-dashboard.ts";
import { findMonitored } from "../observability/monitored.ts";
import { addOperationsAlarms } from "../observability/operations-alarms.ts";
import { operationsWidgets } from "../observability/operations-dashboard.ts";
import type { MonitoredPractice } from "../observability/practices.ts";
import { ProductMetrics } from "../observability/product-metrics.ts";
import { addMysterySilence, addResponseAlarms } from "../observability/response-alarms.ts";
import { slaWidgets } from "../observability/sla-dashboard.ts";
import type { DataStack } from "./data-stack.ts";
import type { MysteryShopping } from "./mystery-shopping.ts";
import type { PipelineStack } from "./pipeline-stack.ts";

/** Properties of the `ObservabilityStack`. */
export interface ObservabilityStackProps extends StackProps {
  /** Before the names of alarms and dashboards. */
  readonly deployment: string;
  readonly data: DataStack;
  readonly pipeline: PipelineStack;
  readonly practices: readonly MonitoredPractice[];
  readonly mystery: MysteryShopping;
  /** Where the runbook can be read; alarms add their heading. */
  readonly runbookUrl: string;
  /** @default nowhere */
  readonly alarmEmail?: string;
}

/** Dashboards and alarms. It holds nothing: deleting it blinds people, and stops no lead from being answered. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props);
    // By weak references: a dashboard must not keep a function from being renamed or removed.
    CrossStackReferences.of(this).consume(ReferenceStrength.WEAK);
    const { deployment, data, pipeline, practices, mystery, runbookUrl, alarmEmail } = props;
    const monitored = findMonitored(data, pipeline);
    const metrics = new ProductMetrics(metricNamespace(this));
    const { topic } = new AlarmTopic(this, "Alarms", alarmEmail === undefined ? {} : { email: alarmEmail });
    const alarms = new Alarms(this, { prefix: deployment, runbookUrl, topic });

    const unanswered = addResponseAlarms(alarms, metrics, practices);
    if (mystery.practiceIds.length > 0) addMysterySilence(alarms, metrics, mystery.everyMinutes);
    addBusinessAlarms(alarms, metrics, practices);
    const failing = addOperationsAlarms(alarms, metrics, monitored);
    alarms.addAnyOf("LeadsNotAnswered", "Leads are not being answered: wake somebody.", "sla", [
      ...unanswered,
      ...failing,
    ]);

    const boards = {
      Sla: slaWidgets(metrics, practices, alarms.on("sla")),
      Business: businessWidgets(metrics, practices, alarms.on("business")),
      Operations: operationsWidgets(metrics, monitored, practices, alarms.on("operations")),
    };
    for (const [name, widgets] of Object.entries(boards)) {
      new cloudwatch.Dashboard(this, `${name}Dashboard`, {
        dashboardName: `${deployment}-${name}`,
        defaultInterval: Duration.days(7),
        widgets,
      });
    }
    new CfnOutput(this, "AlarmTopicArn", { value: topic.topicArn });
  }
}
