// Says the title of the page that was come to, for those who do not see it change.
import { useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";

export function Announcer() {
  const { pathname, resolved } = useRouterState({ select: (state) => ({ pathname: state.location.pathname, resolved: state.status === "idle" }) });
  const [title, setTitle] = useState("");
  useEffect(() => {
    if (!resolved) return;
    const timer = setTimeout(() => setTitle(document.title), 300); // the page sets it once it knows what it shows
    return () => clearTimeout(timer);
  }, [pathname, resolved]);
  return (
    <p role="status" className="visually-hidden">
      {title}
    </p>
  );
}
