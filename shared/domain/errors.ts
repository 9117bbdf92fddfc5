/** Base of every error the product throws; `name` is what `ErrorEquals` in a state machine matches. */
export class FirstTouchError extends Error {
  /** Stable word for logs and metrics. */
  readonly code: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;

  constructor(name: string, message: string, options: { code: string; retryable: boolean }) {
    super(message);
    this.name = name;
    this.code = options.code;
    this.retryable = options.retryable;
  }
}

/** The table could not be reached, or kept conflicting after re-reads. */
export class StoreUnavailable extends FirstTouchError {
  constructor(code: string) {
    super("StoreUnavailable", `the store could not complete the request (${code}); try again`, {
      code,
      retryable: true,
    });
  }
}

/** An execution of a state machine could not be started. */
export class WorkflowUnavailable extends FirstTouchError {
  constructor(code: string) {
    super("WorkflowUnavailable", `the workflow could not be started (${code}); revive-runs or start-jobs will`, {
      code,
      retryable: true,
    });
  }
}

/** The bucket of files could not be reached. */
export class FilesUnavailable extends FirstTouchError {
  constructor(code: string) {
    super("FilesUnavailable", `the file could not be read or written (${code}); try again`, { code, retryable: true });
  }
}

/** A file is another one than when its import began. */
export class FileChanged extends FirstTouchError {
  constructor() {
    super("FileChanged", "the file was replaced while it was imported; import the new one", {
      code: "file_changed",
      retryable: false,
    });
  }
}

/** A run names a configuration version that was never published. */
export class ConfigVersionMissing extends FirstTouchError {
  constructor(version: number) {
    super("ConfigVersionMissing", `configuration version ${version} was never published; publish it again`, {
      code: "config_version_missing",
      retryable: false,
    });
  }
}

/** A lead or run that should exist does not. */
export class LeadMissing extends FirstTouchError {
  constructor() {
    super("LeadMissing", "the lead or its run does not exist in this practice", {
      code: "lead_missing",
      retryable: false,
    });
  }
}
