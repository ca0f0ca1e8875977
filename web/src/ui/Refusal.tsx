// One thing that was refused: in the language of the page where it has a sentence for it, and as the server says it.
import { problemText } from "../i18n/index.ts";

export function Refusal({ code, detail }: { code: string; detail: string }) {
  const own = problemText(code);
  if (!own) return detail;
  return (
    <>
      {own}. <span className="soft">{detail}</span>
    </>
  );
}
