// Inside `app` only: what the files of the command line share. CLI11 stays in these files.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>

#include "app/verbs.h"

namespace chancery::app {

/// What was chosen: set by the callback of the subcommand that was parsed.
using Chosen = std::function<Result<void>()>;

struct Line {
  Common common;
  Chosen chosen;
};

/// A subcommand with the options that every verb takes and an example in its help.
inline CLI::App* add_verb(CLI::App& parent, Line& line, const std::string& name,
                          const std::string& what, const std::string& example) {
  CLI::App* verb = parent.add_subcommand(name, what);
  verb->footer("Example:\n  " + example);
  verb->add_option("--data", line.common.data, "the data directory")->capture_default_str();
  verb->add_option("--config", line.common.config_file, "a TOML file; defaults without one");
  verb->add_flag("--json", line.common.json, "print one JSON object");
  return verb;
}

inline CLI::App* add_group(CLI::App& parent, const std::string& name, const std::string& what) {
  CLI::App* group = parent.add_subcommand(name, what);
  group->require_subcommand(1);
  return group;
}

/// Options live as long as the parsed line; the callback runs the verb with them.
template <class Order>
std::shared_ptr<Order> order_for(CLI::App* verb, Line& line,
                                 Result<void> (*run)(const Common&, const Order&)) {
  auto order = std::make_shared<Order>();
  verb->callback([&line, order, run] {
    line.chosen = [&line, order, run] { return run(line.common, *order); };
  });
  return order;
}

inline void choose(CLI::App* verb, Line& line, Result<void> (*run)(const Common&)) {
  verb->callback([&line, run] { line.chosen = [&line, run] { return run(line.common); }; });
}

/// `chancery hierarchy ...` (command_line_hierarchy.cpp).
void add_hierarchy(CLI::App& app, Line& line);
/// `chancery ceremony ...` and `chancery hsm ...` (command_line_ceremony.cpp).
void add_ceremony(CLI::App& app, Line& line);
void add_hsm(CLI::App& app, Line& line);

}  // namespace chancery::app
