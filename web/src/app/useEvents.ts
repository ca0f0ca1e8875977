// What changes on the server is told as it happens, and what the pages show of it is asked for again. The browser
// connects anew by itself; while it cannot, the pages ask now and then.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

const KINDS = { application: ["applications", "application", "validations", "overview"], certificate: ["certificates", "certificate", "overview", "forecast"] };

export function useEvents(wanted: boolean) {
  const queries = useQueryClient();
  useEffect(() => {
    if (!wanted) return;
    const source = new EventSource("/api/v1/events");
    for (const [kind, keys] of Object.entries(KINDS)) {
      source.addEventListener(kind, () => {
        for (const key of keys) queries.invalidateQueries({ queryKey: [key] });
      });
    }
    return () => source.close();
  }, [wanted, queries]);
}
