#include "linter/panel.h"

#include <algorithm>
#include <fmt/format.h>

#include "observe/log.h"

namespace chancery::linter {
namespace {

const observe::Log kLog("linter");

void note_silence(std::string_view linter, const Error& error) {
  kLog.warning("an outside linter gave no answer",
               {{"linter", linter}, {"error", observe::log_text(error)}});
}

}  // namespace

std::string Opinion::to_text() const {
  std::string text;
  for (const Finding& one : findings) {
    text += fmt::format("{} {}/{} ({}): {}\n", lint::to_text(one.severity), one.linter, one.lint,
                        one.citation, one.detail);
  }
  for (const std::string& linter : silent) {
    text += fmt::format("notice {}/no_answer (): it did not look at this\n", linter);
  }
  return text;
}

Opinion Panel::ask(const Document& document) const {
  const auto deadline = net::Deadline::in(settings_.timeout);
  Opinion opinion;
  for (const auto& linter : linters_) {
    auto findings = linter->look(document, deadline);
    if (findings) {
      std::ranges::move(*findings, std::back_inserter(opinion.findings));
    } else {
      note_silence(linter->name(), findings.error());
      opinion.silent.emplace_back(linter->name());
    }
  }
  return opinion;
}

bool Panel::stops(const Opinion& opinion) const {
  return std::ranges::any_of(opinion.findings, [&](const Finding& finding) {
    return finding.severity >= settings_.stops_at;
  });
}

std::vector<Version> Panel::versions() const {
  const auto deadline = net::Deadline::in(settings_.timeout);
  std::vector<Version> versions;
  for (const auto& linter : linters_) {
    auto version = linter->version(deadline);
    if (version) {
      versions.push_back(*std::move(version));
    } else {
      note_silence(linter->name(), version.error());
      versions.push_back({std::string(linter->name()), "", {}});
    }
  }
  return versions;
}

}  // namespace chancery::linter
