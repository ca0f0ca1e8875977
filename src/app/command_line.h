// The command line: verbs, options, help with examples (CLI11 stays in command_line.cpp).
#pragma once

namespace chancery::app {

/// Parses, runs one verb, prints. The exit status: 0 done, 1 refused or failed, 2 misused, 70 our
/// own fault.
[[nodiscard]] int run_command_line(int count, char** words);

}  // namespace chancery::app
