// One thing that was refused: in the language of the page where it has a sentence for it, and as the server says it.
import { problemText } from "../i18n/index.ts";

interface Props {
  code: string;
  detail: string;
  /** Facts of the detail that the page shows already. */
  shown?: string[];
}

export function Refusal({ code, detail, shown = [] }: Props) {
  const own = problemText(code);
  const { sentence, facts } = partsOf(detail, shown);
  if (!own) return facts ? `${sentence} (${facts})` : sentence;
  return (
    <>
      {own}. <span className="soft">{facts || detail}</span>
    </>
  );
}

/** A detail is a sentence, and often its facts behind it: "There is none (name: a.example; answer: nothing)". */
function partsOf(detail: string, shown: string[]) {
  const [, sentence, list] = /^(.*\S) \(([a-z_ ]+: .*)\)$/s.exec(detail) ?? [];
  if (!sentence || !list) return { sentence: detail, facts: "" };
  const facts = list.split("; ").filter((fact) => !shown.some((name) => fact.startsWith(`${name}: `)));
  return { sentence, facts: facts.join("; ") };
}
