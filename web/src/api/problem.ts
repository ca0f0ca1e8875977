// What went wrong, as the server said it (RFC 9457) or as it looked from here.

export interface ProblemFacts {
  status: number;
  code: string;
  title: string;
  detail: string;
  requestId?: string;
  members?: Record<string, unknown>;
}

export class Problem extends Error {
  readonly facts: ProblemFacts;

  constructor(facts: ProblemFacts) {
    super(facts.detail || facts.code);
    this.facts = facts;
  }
}

const KNOWN = new Set(["type", "title", "status", "detail", "code", "request_id"]);

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function problemOf(document: unknown, response: Response): Problem {
  const members = typeof document === "object" && document !== null ? (document as Record<string, unknown>) : {};
  const others = Object.entries(members).filter(([name]) => !KNOWN.has(name));
  return new Problem({
    status: response.status,
    code: text(members.code) || `http_${response.status}`,
    title: text(members.title),
    detail: text(members.detail),
    requestId: text(members.request_id) || (response.headers.get("X-Request-Id") ?? undefined),
    members: Object.fromEntries(others),
  });
}
