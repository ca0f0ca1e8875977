import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const api = process.env.CHANCERY_URL ?? "https://localhost:8443";

export default defineConfig({
  base: "/console/",
  plugins: [react()],
  build: {
    target: "es2023",
    modulePreload: { polyfill: false },
    // data: addresses of fonts and images would need a wider content security policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Few files: every one is a request, and the server speaks HTTP/1.1.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: "vendor", test: /node_modules\/(react|react-dom|scheduler|@tanstack|i18next|react-i18next|openapi-fetch)\// },
            { name: "common", test: /src\/(api|session|theme|app\/(App|router|Fallbacks|Brand|ThemeButton|BarButton)|i18n\/(index|en)|ui\/(Icon|Notice|Problem|Empty|Loading|Page))/ },
            { name: "frame", test: /src\/(app\/(Frame|Navigation|TopBar|LanguageMenu)|ui\/)/ },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": { target: api, secure: false }, "/acme": { target: api, secure: false } } },
});
