// All outside linters of an installation, asked as one.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "linter/linter.h"

namespace chancery::linter {

/// What a panel makes of what it hears.
struct PanelSettings {
  lint::Severity stops_at = lint::Severity::error;  ///< the least severity that stops an issuance
  bool must_answer = true;  ///< fail closed: a linter that gives no answer stops it, too
  Duration timeout{5000};   ///< for all linters together
};

/// What all linters said about one document.
struct Opinion {
  std::vector<Finding> findings;    ///< linter by linter
  std::vector<std::string> silent;  ///< linters that did not look

  /// One line a finding: "error zlint/e_sub_cert_eku_missing (BRs: 7.1.2.3): detail"; and one
  /// for each linter that did not look.
  [[nodiscard]] std::string to_text() const;
};

/// Safe for many threads.
class Panel final {
 public:
  Panel(std::vector<std::unique_ptr<Linter>> linters, PanelSettings settings)
      : linters_(std::move(linters)), settings_(settings) {}

  /// Asks one after the other, within the time-out. A linter that fails is logged and is silent.
  [[nodiscard]] Opinion ask(const Document& document) const;

  /// Does a finding stop the issuance?
  [[nodiscard]] bool stops(const Opinion& opinion) const;

  [[nodiscard]] bool empty() const { return linters_.empty(); }
  [[nodiscard]] const PanelSettings& settings() const { return settings_; }

  /// Of those that answer within the time-out; of the others only the name is known.
  [[nodiscard]] std::vector<Version> versions() const;

 private:
  std::vector<std::unique_ptr<Linter>> linters_;
  PanelSettings settings_;
};

}  // namespace chancery::linter
