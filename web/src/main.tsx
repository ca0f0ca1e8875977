import "./theme/mantine-parts.ts";
import "./theme/fonts.css";
import "./theme/tokens.css";
import "./theme/mantine.css";
import "./theme/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { startLanguages } from "./i18n/index.ts";

await startLanguages();
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
