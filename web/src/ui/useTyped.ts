// Text that is typed into a field and stands in the address too, a moment later. What changes the address from
// elsewhere (a link, a saved view) changes the field.
import { useEffect, useRef, useState } from "react";
import { useSlowly } from "./useSlowly.ts";

export function useTyped(address: string, write: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(address);
  const settled = useRef(address);
  const still = useSlowly(text).trim();
  useEffect(() => {
    if (still === settled.current) return;
    settled.current = still;
    write(still);
  }, [still]);
  useEffect(() => {
    if (address === settled.current) return;
    settled.current = address;
    setText(address);
  }, [address]);
  return [text, setText];
}
