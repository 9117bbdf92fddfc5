/** One step of a contact flow (Amazon Connect Flow language, version 2019-10-30). */
export interface FlowAction {
  readonly Identifier: string;
  readonly Type: string;
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly Transitions: {
    readonly NextAction?: string;
    readonly Conditions?: readonly {
      readonly NextAction: string;
      readonly Condition: { readonly Operator: string; readonly Operands: readonly string[] };
    }[];
    readonly Errors?: readonly { readonly NextAction: string; readonly ErrorType: string }[];
  };
}

/** A contact flow, as its file has it or as the template does. */
export interface Flow {
  readonly Version: string;
  readonly StartAction: string;
  readonly Actions: readonly FlowAction[];
}

/**
 * The errors that Connect demands a branch for, by action; an action that is not here is none that our flows may use. From the Flow
 * language reference, "Actions" (docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html).
 */
export const DEMANDED_ERRORS: Readonly<Record<string, readonly string[]>> = {
  CheckHoursOfOperation: ["NoMatchingError"],
  Compare: ["NoMatchingCondition"],
  DisconnectParticipant: [],
  GetParticipantInput: ["InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError"],
  InvokeLambdaFunction: ["NoMatchingError"],
  MessageParticipant: ["NoMatchingError"],
  MessageParticipantIteratively: ["NoMatchingError"],
  TransferContactToQueue: ["NoMatchingError", "QueueAtCapacity"],
  UpdateContactAttributes: ["NoMatchingError"],
  UpdateContactEventHooks: ["NoMatchingError"],
  UpdateContactTargetQueue: ["NoMatchingError"],
  UpdateContactTextToSpeechVoice: ["NoMatchingError"],
  UpdateFlowLoggingBehavior: [],
};

/** Where an action may lead. */
export function targetsOf({ Transitions }: FlowAction): string[] {
  const { NextAction, Conditions = [], Errors = [] } = Transitions;
  return [
    ...(NextAction === undefined ? [] : [NextAction]),
    ...[...Conditions, ...Errors].map((branch) => branch.NextAction),
  ];
}

/** What happens in a call. */
export interface Happenings {
  /** What is pressed, question by question; nothing once it is used up. */
  readonly keys?: readonly string[];
  /** Whether staff are there by the hours. @default true */
  readonly open?: boolean;
  /** Actions that fail, by identifier, and how. */
  readonly failing?: Readonly<Record<string, string>>;
  /** Attributes of the contact when it begins. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Walks through a flow as Connect would; answers the actions in order. Throws when it goes on for ever. */
export function walk(flow: Flow, happenings: Happenings = {}): FlowAction[] {
  const { keys = [], open = true, failing = {}, attributes = {} } = happenings;
  const pressed = [...keys];
  const done: FlowAction[] = [];
  let at: string | undefined = flow.StartAction;
  while (at !== undefined) {
    const action = flow.Actions.find(({ Identifier }) => Identifier === at);
    if (action === undefined) throw new Error(`expected an action ${at}`);
    if (done.push(action) > 50) throw new Error(`the flow goes on for ever at ${at}`);
    at = next(action);
  }
  return done;

  function next({ Identifier, Type, Parameters, Transitions }: FlowAction): string | undefined {
    const { NextAction, Conditions = [], Errors = [] } = Transitions;
    const onError = (type: string) => Errors.find(({ ErrorType }) => ErrorType === type)?.NextAction;
    const on = (result: string) => Conditions.find(({ Condition }) => Condition.Operands[0] === result)?.NextAction;
    const failure = failing[Identifier];
    if (failure !== undefined) return onError(failure);
    switch (Type) {
      case "GetParticipantInput": {
        const key = pressed.shift();
        return key === undefined ? onError("InputTimeLimitExceeded") : (on(key) ?? onError("NoMatchingCondition"));
      }
      case "CheckHoursOfOperation":
        return on(open ? "True" : "False");
      case "Compare":
        return (
          on(attributes[String(Parameters.ComparisonValue).replace("$.Attributes.", "")] ?? "") ??
          onError("NoMatchingCondition")
        );
      case "MessageParticipantIteratively":
        return on("MessagesInterrupted");
      case "TransferContactToQueue":
        // From here on the caller is in the queue.
        return undefined;
      default:
        return NextAction;
    }
  }
}
