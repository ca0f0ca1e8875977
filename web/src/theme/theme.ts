// Mantine without anything that it would write into the page by itself: all its styles are files.
import { createTheme } from "@mantine/core";

// Almost every field is needed; those that are not say so.
const plain = { defaultProps: { withAsterisk: false } };

export const theme = createTheme({
  primaryColor: "blue",
  respectReducedMotion: true,
  components: {
    // Locking the page's scroll would inject a style element, which the content security policy forbids.
    Modal: { defaultProps: { lockScroll: false, centered: true, radius: "md" } },
    Drawer: { defaultProps: { lockScroll: false } },
    TextInput: plain,
    PasswordInput: plain,
    Textarea: plain,
    NativeSelect: plain,
    Select: plain,
    RadioGroup: plain,
    Tooltip: { defaultProps: { openDelay: 250 } },
  },
});
