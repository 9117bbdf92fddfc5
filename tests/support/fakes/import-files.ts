import { FileChanged, FilesUnavailable } from "../../../shared/domain/errors.ts";
import type { ImportFiles } from "../../../shared/ports/index.ts";

/** A bucket in memory; each put makes a new version. */
export interface FakeImportFiles extends ImportFiles {
  /** Puts a file there, as an uploader does; answers its version. */
  put(key: string, content: string | Uint8Array): string;
  /** What a file says; undefined when there is none. */
  text(key: string): string | undefined;
  keys(): string[];
  delete(key: string): void;
  /** Ranges that were read, in order. */
  readonly reads: { readonly key: string; readonly from: number; readonly to: number }[];
  /** Makes every later call fail with this code; undefined repairs it. */
  failWith(code: string | undefined): void;
}

/** What a link of the fake says. */
export interface FakeLink {
  readonly method: string;
  readonly key: string;
  readonly seconds: number;
  /** Of downloads. */
  readonly fileName: string | null;
}

/** Reads a link of the fake. */
export function readFakeLink(link: string): FakeLink {
  const { pathname, searchParams } = new URL(link);
  return {
    method: searchParams.get("method") ?? "",
    key: pathname.slice(1),
    seconds: Number(searchParams.get("seconds")),
    fileName: searchParams.get("fileName"),
  };
}

/** Stands in for Amazon S3: versions by etag, range reads of one version, links that say what they stand for. */
export function fakeImportFiles(): FakeImportFiles {
  const files = new Map<string, { readonly bytes: Buffer; readonly etag: string }>();
  const reads: FakeImportFiles["reads"] = [];
  let versions = 0;
  let failure: string | undefined;

  function put(key: string, content: string | Uint8Array): string {
    versions += 1;
    const etag = `etag-${versions}`;
    files.set(key, { bytes: Buffer.from(content), etag });
    return etag;
  }
  function working(): void {
    if (failure !== undefined) throw new FilesUnavailable(failure);
  }
  function linkOf(key: string, query: Record<string, string>): string {
    working();
    return `https://files.example.com/${key}?${new URLSearchParams(query).toString()}`;
  }

  return {
    put,
    text: (key) => files.get(key)?.bytes.toString("utf8"),
    keys: () => [...files.keys()].sort(),
    delete: (key) => void files.delete(key),
    reads,
    failWith: (code) => {
      failure = code;
    },
    uploadUrl: async (key, seconds) => linkOf(key, { method: "PUT", seconds: String(seconds) }),
    downloadUrl: async (key, fileName, seconds) => linkOf(key, { method: "GET", seconds: String(seconds), fileName }),
    async stat(key) {
      working();
      const file = files.get(key);
      return file && { bytes: file.bytes.length, etag: file.etag };
    },
    async read(key, etag, from, to) {
      working();
      const file = files.get(key);
      if (file?.etag !== etag) throw new FileChanged();
      reads.push({ key, from, to });
      return new Uint8Array(file.bytes.subarray(from, to));
    },
    async write(key, text) {
      working();
      put(key, text);
    },
    async join(parts, key, bytes) {
      working();
      const contents = parts.map((part) => files.get(part)?.bytes);
      if (contents.some((content) => content === undefined)) throw new FilesUnavailable("NoSuchKey");
      const joined = Buffer.concat(contents as Buffer[]);
      if (joined.length !== bytes) {
        throw new FilesUnavailable(joined.length > bytes ? "parts_too_long" : "parts_too_short");
      }
      put(key, joined);
    },
  };
}
